"""A FIFO that stands for the input device of a scanner: whatever is held before it is typed into it.

python -m devices.simulators.scanner_line FIFO TEXT
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from devices.wedge_keys import scanned_events


class ScannerLine:
    """One that is there already is used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._ours = not path.exists()
        if self._ours:
            os.mkfifo(path, mode=0o600)
        self._line = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)

    def scan(self, text: str) -> None:
        """Hold a code with this text before the scanner; `ValueError` for what no wedge can type."""
        try:
            keys = scanned_events(text)
        except KeyError:
            raise ValueError("a scanner types the signs of a US keyboard only") from None
        os.write(self._line, keys)

    def close(self) -> None:
        os.close(self._line)
        if self._ours:
            self.path.unlink(missing_ok=True)


def main(
    path: Annotated[Path, typer.Argument(help="The FIFO that the kiosk's setting `scanner` names.")],
    text: Annotated[str, typer.Argument(help="The text of the code, okno:t1:… of a ticket.")],
) -> None:
    """Hold a ticket before the scanner."""
    line = ScannerLine(path)
    try:
        line.scan(text)
    finally:
        line.close()


if __name__ == "__main__":
    typer.run(main)
