"""The technician's pages: the code, the menu, and the tests with what they found."""

from __future__ import annotations

from enum import StrEnum

from devices.values import Value
from kiosk.flow.pages import Page


class ServiceCodePage(Page):
    """The technician's code; its digits go to the PIN buffer and never into the walk."""

    count: int = 0
    wrong: bool = False
    checking: bool = False


class ServiceMenuPage(Page):
    pass


class CheckState(StrEnum):
    RUNNING = "running"
    GOOD = "good"
    ATTENTION = "attention"
    TROUBLE = "trouble"


class CheckLine(Value):
    """A line of a test: `what` and `detail` are keys of wordings, `value` is a figure or a code."""

    what: str
    state: CheckState
    detail: str = ""
    value: str = ""


class DeviceTestPage(Page):
    results: tuple[CheckLine, ...] = ()
    since: float = 0.0


class NetworkTestPage(Page):
    results: tuple[CheckLine, ...] = ()
    since: float = 0.0


class TouchTestPage(Page):
    touched: frozenset[int] = frozenset()


class VersionsPage(Page):
    pass
