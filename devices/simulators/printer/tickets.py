"""Keeps each ticket of the simulated printer: what was sent, what is read, what is seen, what is scanned."""

from __future__ import annotations

from pathlib import Path

from devices.simulators.printer.drawing import draw
from devices.simulators.printer.paper import QrRow, Ticket

CODE = ".qr"  # the text of the first code on it
QUICK = 1  # zlib's level: a printer waits for its ticket to be kept


class TicketFolder:
    """Writes ticket-NN.bin, .txt, .qr where it has a code, last .png; numbers go on after what is there."""

    def __init__(self, folder: Path, dots: int) -> None:
        self.folder = folder
        self._dots = dots
        folder.mkdir(parents=True, exist_ok=True)
        there = (path.stem.removeprefix("ticket-") for path in folder.glob("ticket-*"))
        self._last = max((int(number) for number in there if number.isdecimal()), default=0)

    def keep(self, ticket: Ticket) -> None:
        self._last += 1
        stem = self.folder / f"ticket-{self._last:02d}"
        stem.with_suffix(".bin").write_bytes(ticket.raw)
        stem.with_suffix(".txt").write_text(ticket.text, encoding="utf-8")
        codes = [row.data for row in ticket.rows if isinstance(row, QrRow)]
        if codes:
            stem.with_suffix(CODE).write_text(codes[0], encoding="utf-8")
        unfinished = stem.with_suffix(".part")
        draw(ticket, self._dots).save(unfinished, format="PNG", compress_level=QUICK)
        unfinished.replace(stem.with_suffix(".png"))  # whoever waits for the picture never sees half of it
