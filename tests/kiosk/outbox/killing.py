"""Kills at every line: the code of the outbox stops dead at the n-th line it executes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import kiosk.outbox

FOLDER = str(Path(kiosk.outbox.__file__).parent)


class Killed(BaseException):
    """The power is gone; no `except Exception` sees it."""


@contextmanager
def killed_at_line(number: int) -> Iterator[Callable[[], int]]:
    """Within, the `number`-th line of kiosk/outbox raises Killed (0: never); gives how many were executed."""
    executed = 0

    def trace_line(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal executed
        if event == "line":
            executed += 1
            if executed == number:
                raise Killed
        return trace_line

    def trace_call(frame: FrameType, _event: str, _argument: object) -> object:
        return trace_line if frame.f_code.co_filename.startswith(FOLDER) else None

    before = sys.gettrace()
    sys.settrace(trace_call)  # type: ignore[arg-type]
    try:
        yield lambda: executed
    finally:
        sys.settrace(before)
