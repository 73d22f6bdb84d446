"""What each press on the way to a request does, and what the world answers."""

from __future__ import annotations

from kiosk.flow import events
from kiosk.flow.effects import Asking, FileRequest
from kiosk.flow.filing import events as wishes
from kiosk.flow.requesting import correcting, filing, preparing, slip
from kiosk.flow.walk import Walk
from kiosk.flow.wizard.effects import LeaveSlip
from kiosk.flow.world import World


def filing_touched(walk: Walk, event: wishes.FilingTouch, world: World) -> Walk:
    match event:
        case wishes.FilingBegun(measure):
            return preparing.begun(walk, measure, world)
        case wishes.WishToggled(measure):
            return preparing.toggled(walk, measure, world)
        case wishes.WishesChosen():
            return preparing.wishes_chosen(walk)
        case wishes.ContactGiven():
            return preparing.contact_given(walk)
        case wishes.EntryDone():
            return preparing.entry_done(walk)
        case wishes.ConsentGiven(text):
            return preparing.consent_given(walk, text)
        case wishes.FilingConfirmed():
            return filing.confirmed(walk, world)
        case wishes.SlipAsked():
            return slip.slip_asked(walk, world)
        case wishes.CorrectionBegun(number):
            return correcting.begun(walk, number, world)
        case wishes.WithdrawalConfirmed(number):
            return filing.withdrawn(walk, number, world)
        case _:
            return walk


def filing_reported(walk: Walk, event: events.RequestAccepted | events.RequestRefused) -> Walk:
    """What the backend made of a request, maybe long after."""
    if isinstance(event, events.RequestAccepted):
        return filing.accepted(walk, event)
    return filing.refused_for_good(walk, event)


def filing_answered(walk: Walk, event: events.Answered, asking: Asking) -> Walk:
    """The answer to a filing or a slip that is still awaited."""
    match event:
        case events.FilingNeedsPin():
            return filing.needs_pin(walk, event)
        case events.FilingRefused():
            return filing.refused(walk, event)
        case events.CardRefused(failure=failure) if isinstance(asking, FileRequest):
            return filing.signature_refused(walk, event.effect, failure)
        case wishes.SlipLeft():
            return slip.slip_left(walk, event)
        case events.BackendRefused(code=code) if isinstance(asking, LeaveSlip):
            return slip.slip_refused(walk, event.effect, code)
        case _:
            return walk
