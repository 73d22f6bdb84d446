"""Without a card: the prepared application is left under a code, and an office prints it."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.filing.events import SlipLeft
from kiosk.flow.filing.pages import SlipPage
from kiosk.flow.requesting.filing import contact_of
from kiosk.flow.walk import Walk, answered, asked, opened, switched
from kiosk.flow.wizard.effects import LeaveSlip
from kiosk.flow.world import World


def slip_asked(walk: Walk, world: World) -> Walk:
    """The page of the code, and the call that fetches it."""
    inquiry, preparation = walk.inquiry, walk.preparation
    if inquiry is None or preparation is None or not preparation.wishes:
        return walk
    page = SlipPage(walk.now)
    walk = switched(walk, page) if isinstance(walk.page, SlipPage) else opened(walk, page)
    if preparation.slip or any(isinstance(one, LeaveSlip) for one in walk.awaited):
        return walk
    if walk.devices.backend:
        return replace(walk, preparation=replace(preparation, no_slip=walk.devices.backend))
    left = LeaveSlip(
        walk.next_effect,
        preparation.wishes,
        inquiry.interview.given(),
        contact_of(preparation),
        world.pack.hash,
        inquiry.on.isoformat(),
    )
    return asked(replace(walk, preparation=replace(preparation, no_slip="")), left)


def slip_left(walk: Walk, event: SlipLeft) -> Walk:
    """The code has come."""
    walk = answered(walk, event.effect)
    if walk.preparation is None:
        return walk
    return replace(walk, preparation=replace(walk.preparation, slip=event.code))


def slip_refused(walk: Walk, effect: int, code: str) -> Walk:
    """There is no code: the screen says what can be done without."""
    walk = answered(walk, effect)
    if walk.preparation is None:
        return walk
    return replace(walk, preparation=replace(walk.preparation, no_slip=code))
