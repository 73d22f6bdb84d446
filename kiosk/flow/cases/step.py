"""What each press among one's own petitions does, and each answer that is awaited."""

from __future__ import annotations

from kiosk.flow.cases import events, own, signing
from kiosk.flow.cases.effects import CaseAsking, SignCase
from kiosk.flow.cases.pages import OwnCasesPage
from kiosk.flow.walk import Walk, answered, awaited_effect
from kiosk.flow.world import World


def case_touched(walk: Walk, event: events.CaseTouch, world: World) -> Walk:
    match event:
        case events.OwnCasesAsked():
            return own.own_asked(walk, world)
        case events.CaseSigningAsked(number):
            return signing.pin_asked(walk, number, world)
        case _:
            return walk


def case_answered(walk: Walk, event: events.CaseAnswered, world: World) -> Walk:
    """An answer; late ones change nothing, except the obligation: a text that is registered now."""
    match event:
        case events.CaseSigned():
            return signing.signed(walk, event, world)
        case events.CasesFetched() if awaited_effect(walk, event.effect) is not None:
            return own.fetched(walk, event)
        case _:
            return walk


def case_refused(walk: Walk, effect: int, code: str, asking: CaseAsking) -> Walk:
    """Why it cannot be, where the person waits for it."""
    if isinstance(asking, SignCase):
        return signing.refused(walk, effect, code)
    return own.refused(answered(walk, effect), code)


def case_waits_since(walk: Walk) -> float | None:
    """Since when a page of the petitions waits for the backend."""
    return walk.page.since if isinstance(walk.page, OwnCasesPage) else None


def case_waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    return own.refused(walk, signing.SLOW)
