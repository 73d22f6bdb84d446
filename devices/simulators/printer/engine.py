"""The print head: executes one ESC/POS command after another and gives away a ticket at each cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from devices.simulators.printer import commands
from devices.simulators.printer.commands import Command
from devices.simulators.printer.paper import QrRow, RasterRow, Row, Run, TextRow, Ticket

LEVELS = {48: "L", 49: "M", 50: "Q", 51: "H"}
QR_SYMBOL = 49  # `cn` of GS ( k
MODEL_NAME = 67  # GS I 67
MODEL_HEADER, MODEL_END = b"_", b"\x00"


@dataclass(frozen=True, slots=True)
class Model:
    """A kind of printer: how wide it prints, where it keeps CP866, and what it can do."""

    name: str = "OKNO-80"
    columns: int = 48
    dots: int = 576
    code_pages: dict[int, str] = field(default_factory=lambda: {0: "cp437", 17: "cp866", 46: "cp1251"})
    native_qr: bool = True
    clears: bool = True  # answers DLE DC4 fn 8


@dataclass(slots=True)
class _Style:
    code_page: str = "cp437"
    align: int = 0
    bold: bool = False
    width: int = 1
    height: int = 1
    inverted: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command led to: an answer for the host, paper that was cut, rows that were printed."""

    answer: bytes = b""
    ticket: Ticket | None = None
    printed_rows: int = 0


class Engine:
    """Not thread-safe: the printer that owns it holds a lock."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._style = _Style()
        self._line: list[Run] = []
        self._rows: list[Row] = []
        self._raw = bytearray()
        self._qr_data = b""
        self._qr_module = 3
        self._qr_level = "L"
        self.unknown: list[bytes] = []  # commands this printer does not know: a test's concern

    def forget_line(self) -> None:
        """What stands in the print buffer is dropped; what is already on the paper stays."""
        self._line.clear()
        self._style = _Style()

    def execute(self, command: Command, paper_status: int) -> Outcome:
        """Carry out one command; `paper_status` is the byte that GS r 1 answers."""
        self._raw += command.raw
        match command.name:
            case b"text":
                return self._type(command.arguments)
            case b"lf":
                return self._feed()
            case b"\x1b@":
                self.forget_line()
            case b"\x1bd":
                return self._feed_lines(command.arguments[0])
            case commands.CUT:
                return self._cut()
            case commands.RASTER:
                return self._raster(command.arguments)
            case commands.EXTENDED:
                return self._extended(command.arguments)
            case b"\x1dr":
                return Outcome(answer=bytes([paper_status]))
            case b"\x1dI":
                return Outcome(answer=self._identity(command.arguments[0]))
            case b"?":
                self.unknown.append(command.raw)
            case _:
                self._set_style(command)
        return Outcome()

    def _set_style(self, command: Command) -> None:
        style, value = self._style, command.arguments[0] if command.arguments else 0
        match command.name:
            case b"\x1bt":
                style.code_page = self._model.code_pages.get(value, "cp437")
            case b"\x1ba":
                style.align = value % 48
            case b"\x1bE" | b"\x1bG":
                style.bold = bool(value & 1)
            case b"\x1d!":
                style.width, style.height = (value >> 4) + 1, (value & 7) + 1
            case b"\x1b!":
                style.bold = bool(value & 0x08)
                style.height, style.width = (2 if value & 0x10 else 1), (2 if value & 0x20 else 1)
            case b"\x1dB":
                style.inverted = bool(value & 1)

    def _type(self, data: bytes) -> Outcome:
        """Add signs to the line; as on a real head a full line goes to paper by itself."""
        style = self._style
        printed = 0
        for sign in data.decode(style.code_page, errors="replace"):
            if sum(run.columns for run in self._line) + style.width > self._model.columns:
                printed += self._feed().printed_rows
            self._line.append(Run(sign, style.bold, style.width, style.height, style.inverted))
        return Outcome(printed_rows=printed)

    def _feed(self) -> Outcome:
        self._rows.append(TextRow(_joined(self._line), self._style.align))
        self._line.clear()
        return Outcome(printed_rows=1)

    def _feed_lines(self, count: int) -> Outcome:
        for _ in range(count):
            self._feed()
        return Outcome(printed_rows=1)  # a feed takes no longer than a row

    def _cut(self) -> Outcome:
        if self._line:
            self._feed()
        rows, raw = tuple(self._rows), bytes(self._raw)
        self._rows.clear()
        self._raw.clear()
        blank = all(isinstance(row, TextRow) and not row.text.strip() for row in rows)
        return Outcome() if blank else Outcome(ticket=Ticket(rows, raw, self._model.columns))

    def _raster(self, arguments: bytes) -> Outcome:
        width, height = arguments[2] + arguments[3] * 256, arguments[4] + arguments[5] * 256
        self._rows.append(RasterRow(width * 8, height, arguments[6:], self._style.align))
        return Outcome(printed_rows=1)

    def _extended(self, arguments: bytes) -> Outcome:
        """GS ( k: the QR code's five functions (165, 167, 169, 180, 181 of the guide)."""
        body = arguments[3:]
        if arguments[:1] != b"k" or len(body) < 2 or body[0] != QR_SYMBOL or not self._model.native_qr:
            self.unknown.append(b"\x1d(" + arguments)
            return Outcome()
        match body[1]:
            case 67:
                self._qr_module = body[2]
            case 69:
                self._qr_level = LEVELS.get(body[2], "L")
            case 80:
                self._qr_data = body[3:]
            case 81:
                text = self._qr_data.decode("utf-8", errors="replace")
                self._rows.append(QrRow(text, self._qr_module, self._qr_level, self._style.align))
                return Outcome(printed_rows=1)
        return Outcome()

    def _identity(self, which: int) -> bytes:
        return MODEL_HEADER + self._model.name.encode("ascii") + MODEL_END if which == MODEL_NAME else b"\x20"


def _joined(signs: list[Run]) -> tuple[Run, ...]:
    """Runs of the same style become one."""
    runs: list[Run] = []
    for sign in signs:
        last = runs[-1] if runs else None
        if last and (last.bold, last.width, last.height, last.inverted) == (
            sign.bold, sign.width, sign.height, sign.inverted,
        ):  # fmt: skip
            runs[-1] = Run(last.text + sign.text, sign.bold, sign.width, sign.height, sign.inverted)
        else:
            runs.append(sign)
    return tuple(runs)
