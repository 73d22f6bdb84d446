"""The technician's door and tests. The digits of the code stay in the PIN buffer, as a PIN does."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow import technician_events
from kiosk.flow.effects import CheckDevices, CheckNetwork, CheckServiceCode, ClearPin
from kiosk.flow.technician_pages import (
    DeviceTestPage,
    NetworkTestPage,
    ServiceCodePage,
    ServiceMenuPage,
    TouchTestPage,
)
from kiosk.flow.walk import Walk, answered, asked, opened, ordered, switched

SHORTEST_CODE = 6
TRIES_BEFORE_LOCK = 3
LOCK_SECONDS = 300.0


def clock_held(walk: Walk) -> Walk:
    """The hidden door: shut while somebody's session is open or after too many wrong codes."""
    if walk.session is not None or walk.now < walk.code_locked_until:
        return walk
    if isinstance(walk.page, ServiceCodePage):
        return walk
    return ordered(opened(walk, ServiceCodePage()), ClearPin())


def code_changed(walk: Walk, count: int) -> Walk:
    """The pad's dots follow the buffer's count."""
    page = walk.page
    if not isinstance(page, ServiceCodePage) or page.checking:
        return walk
    return switched(walk, replace(page, count=count, wrong=page.wrong and count == 0))


def code_confirmed(walk: Walk) -> Walk:
    """Have the code checked."""
    page = walk.page
    if not isinstance(page, ServiceCodePage) or page.checking or page.count < SHORTEST_CODE:
        return walk
    walk = switched(walk, replace(page, checking=True, wrong=False))
    return asked(walk, CheckServiceCode(walk.next_effect))


def code_checked(walk: Walk, event: technician_events.ServiceCodeChecked) -> Walk:
    """The menu, another try, or a locked door."""
    walk = ordered(answered(walk, event.effect), ClearPin())
    if not isinstance(walk.page, ServiceCodePage):
        return walk
    if event.right:
        return replace(walk, stack=(walk.stack[0], ServiceMenuPage()), code_failures=0)
    failures = walk.code_failures + 1
    if failures < TRIES_BEFORE_LOCK:
        return switched(replace(walk, code_failures=failures), ServiceCodePage(wrong=True))
    return replace(walk, stack=walk.stack[:1], code_failures=0, code_locked_until=walk.now + LOCK_SECONDS)


def device_test_asked(walk: Walk) -> Walk:
    """Run the device test, or run it again; one at a time."""
    if any(isinstance(asking, CheckDevices) for asking in walk.awaited):
        return walk
    page = DeviceTestPage(since=walk.now)
    walk = switched(walk, page) if isinstance(walk.page, DeviceTestPage) else opened(walk, page)
    return asked(walk, CheckDevices(walk.next_effect))


def network_test_asked(walk: Walk) -> Walk:
    """Run the network test, or run it again; one at a time."""
    if any(isinstance(asking, CheckNetwork) for asking in walk.awaited):
        return walk
    page = NetworkTestPage(since=walk.now)
    walk = switched(walk, page) if isinstance(walk.page, NetworkTestPage) else opened(walk, page)
    return asked(walk, CheckNetwork(walk.next_effect))


def test_finished(walk: Walk, event: technician_events.CheckFinished) -> Walk:
    """The lines of the test, if its page is still shown."""
    walk = answered(walk, event.effect)
    page = walk.page
    if isinstance(page, DeviceTestPage | NetworkTestPage):
        return switched(walk, replace(page, results=event.results))
    return walk


def field_touched(walk: Walk, field: int) -> Walk:
    """One more field of the touch test has been reached."""
    page = walk.page
    if not isinstance(page, TouchTestPage):
        return walk
    return switched(walk, TouchTestPage(page.touched | {field}))
