"""What each press with a ticket in the hand does, and each answer it awaits."""

from __future__ import annotations

from kiosk.flow.in_hand import arriving, events, looking, sending
from kiosk.flow.in_hand.effects import FindWays, InHandAsking, LookAtPaper, SendTicket
from kiosk.flow.in_hand.pages import (
    ArrivingPage,
    CancelByPaperPage,
    SendingPage,
    SendTicketPage,
    TicketCodePage,
    TicketPhonePage,
)
from kiosk.flow.walk import Walk, awaited_effect
from kiosk.flow.world import World

SLOW = "backend-slow"


def in_hand_touched(walk: Walk, event: events.InHandTouch, world: World) -> Walk:
    match event:
        case events.PaperShown():
            return looking.shown(walk)
        case events.PaperEntered() if isinstance(walk.page, TicketPhonePage):
            return sending.entered(walk)
        case events.PaperEntered():
            return looking.entered(walk)
        case events.TicketScanned(text):
            return arriving.scanned(walk, text)
        case events.ArrivalAsked(number):
            return arriving.asked_for(walk, number)
        case events.PaperMoveBegun():
            return looking.move_begun(walk, world)
        case events.PaperCancelAsked():
            return looking.cancel_asked(walk)
        case events.SendOffered(number):
            return sending.offered(walk, number)
        case events.SendChosen(channel):
            return sending.chosen(walk, channel)
        case events.OtherPhoneAsked():
            return sending.other_phone(walk)
        case _:
            return walk


def in_hand_answered(walk: Walk, event: events.InHandAnswered) -> Walk:
    """Late ones change nothing: an arrival that is taken is taken, and its person has gone on."""
    if awaited_effect(walk, event.effect) is None:
        return walk
    match event:
        case events.PaperSeen():
            return looking.seen(walk, event)
        case events.PaperCancelled():
            return looking.cancelled(walk, event)
        case events.ArrivalTaken():
            return arriving.taken(walk, event)
        case events.WaysFound():
            return sending.ways_found(walk, event)
        case events.TicketSent():
            return sending.sent(walk, event)
        case _:
            return walk


def in_hand_refused(walk: Walk, effect: int, code: str, asking: InHandAsking) -> Walk:
    match asking:
        case LookAtPaper():
            return looking.not_seen(walk, effect, code)
        case FindWays():
            return sending.ways_refused(walk, effect)
        case SendTicket():
            return sending.not_sent(walk, effect, code)
        case _:
            return looking.refused(walk, effect, code)


def waits_since(walk: Walk) -> float | None:
    """Since when a page of a ticket waits for the backend."""
    match walk.page:
        case TicketCodePage(since) | SendTicketPage(since) | CancelByPaperPage(since):
            return since
        case ArrivingPage(since) | SendingPage(since):
            return since
        case _:
            return None


def waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    waiting = [one for one in walk.awaited if isinstance(one, InHandAsking)]
    return in_hand_refused(walk, waiting[-1].id, SLOW, waiting[-1]) if waiting else walk
