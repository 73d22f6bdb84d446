"""Keeps each ticket of the simulated printer as three files: what was sent, what is read, what is seen."""

from __future__ import annotations

from pathlib import Path

from devices.simulators.printer.drawing import draw
from devices.simulators.printer.paper import Ticket


class TicketFolder:
    """Writes ticket-NN.bin, ticket-NN.txt and, last, ticket-NN.png into a folder."""

    def __init__(self, folder: Path, dots: int) -> None:
        self.folder = folder
        self._dots = dots
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, number: int, ticket: Ticket) -> None:
        stem = self.folder / f"ticket-{number:02d}"
        stem.with_suffix(".bin").write_bytes(ticket.raw)
        stem.with_suffix(".txt").write_text(ticket.text, encoding="utf-8")
        unfinished = stem.with_suffix(".part")
        draw(ticket, self._dots).save(unfinished, format="PNG", optimize=False)
        unfinished.replace(stem.with_suffix(".png"))  # whoever waits for the picture never sees half of it
