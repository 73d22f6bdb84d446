"""Time: idle people are warned and then forgotten, long waits end, papers left behind are cleared away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.flow.ending import gone_home, session_ended
from kiosk.flow.events import Ticked
from kiosk.flow.pages import (
    Home,
    OutOfServicePage,
    PrintingPage,
    ReadingPage,
    TakeCardPage,
)
from kiosk.flow.views import Comfort
from kiosk.flow.walk import Walk

ACCESSIBLE_FACTOR = 10  # WCAG 2.2.1: ten times the default where a person needs it
PAPER_LEFT_SHOWN = 20.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds without a touch before the warning, and the length of its countdown."""

    idle: float
    countdown: float


PUBLIC = Patience(idle=60.0, countdown=30.0)


def patience_of(walk: Walk) -> Patience:
    """How long this person is waited for: ten times as long when the screen is read aloud."""
    if not walk.comfort.voice:
        return PUBLIC
    return Patience(PUBLIC.idle * ACCESSIBLE_FACTOR, PUBLIC.countdown * 2)


def ticked(walk: Walk, event: Ticked) -> Walk:
    """The walk a moment later."""
    walk = replace(walk, now=event.now, clock=event.clock, today=event.today)
    if walk.paper_left_at is not None and walk.now - walk.paper_left_at >= PAPER_LEFT_SHOWN:
        walk = replace(walk, paper_left_at=None)
    if at_rest(walk) or is_busy(walk):
        return replace(walk, touched_at=walk.now, warned_at=None)
    patience = patience_of(walk)
    if walk.warned_at is None:
        idle = walk.now - walk.touched_at
        return replace(walk, warned_at=walk.now) if idle >= patience.idle else walk
    if walk.now - walk.warned_at < patience.countdown:
        return walk
    return session_ended(walk) if walk.session else gone_home(walk)


def at_rest(walk: Walk) -> bool:
    """Nobody is there: home as everybody finds it, or a page that waits for a technician or a card."""
    if isinstance(walk.page, OutOfServicePage | TakeCardPage):
        return True
    return walk.stack == (Home(),) and walk.session is None and walk.comfort == Comfort()


def is_busy(walk: Walk) -> bool:
    """The kiosk itself is at work: its own wait does not count against the person."""
    return bool(walk.awaited) and isinstance(walk.page, ReadingPage | PrintingPage)
