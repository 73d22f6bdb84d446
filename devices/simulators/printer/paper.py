"""What a thermal printer has put on paper so far: values that can be drawn or compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Signs of one style on a line; `width` and `height` are multiples of the font."""

    text: str
    bold: bool = False
    width: int = 1
    height: int = 1
    inverted: bool = False

    @property
    def columns(self) -> int:
        return len(self.text) * self.width


@dataclass(frozen=True, slots=True)
class TextRow:
    runs: tuple[Run, ...]
    align: int  # ESC a: 0 left, 1 centre, 2 right

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class QrRow:
    data: str
    module: int  # dots a module
    level: str  # "L", "M", "Q", "H"
    align: int


@dataclass(frozen=True, slots=True)
class RasterRow:
    width: int  # dots, a multiple of eight
    height: int
    bits: bytes  # one bit a dot, rows padded to bytes, 1 = black
    align: int


Row = TextRow | QrRow | RasterRow


@dataclass(frozen=True, slots=True)
class Ticket:
    """A piece of paper that was cut off: its rows, and the bytes that made it."""

    rows: tuple[Row, ...]
    raw: bytes
    columns: int

    @property
    def text(self) -> str:
        """The signs on the paper, line by line, without trailing spaces; codes by their content."""
        return "\n".join(_plain(row, self.columns).rstrip() for row in self.rows).strip("\n") + "\n"

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(row.data for row in self.rows if isinstance(row, QrRow))


def _plain(row: Row, columns: int) -> str:
    match row:
        case TextRow():
            wide = "".join(" ".join(run.text) + " " if run.width > 1 else run.text for run in row.runs)
            return wide.rstrip().center(columns) if row.align == 1 else wide
        case QrRow():
            return f"[QR: {row.data}]".center(columns)
        case RasterRow():
            return f"[{row.width}x{row.height}]".center(columns)
