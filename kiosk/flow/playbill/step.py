"""What each press on the way to an event does, and each answer it awaits."""

from __future__ import annotations

from typing import Final

from kiosk.flow.booking.pages import AdmissionPage
from kiosk.flow.playbill import choosing, events, paying
from kiosk.flow.playbill.effects import FetchInvoice, PayAtTerminal, PlaybillAsking
from kiosk.flow.playbill.pages import HallPage, OwnInvoicePage, PlaybillPage
from kiosk.flow.playbill.telling import count_told, seat_told
from kiosk.flow.walk import Walk, answered, awaited_effect, no_longer_awaiting
from kiosk.flow.world import World

SLOW: Final = "backend-slow"


def playbill_touched(walk: Walk, event: events.PlaybillTouch, world: World) -> Walk:  # noqa: PLR0912  a table
    match event:
        case events.PlaybillAsked():
            return choosing.begun(walk, world)
        case events.PlaybillDayChosen(day):
            return choosing.day_chosen(walk, day)
        case events.EventChosen(chosen):
            return choosing.event_chosen(walk, chosen)
        case events.EventDayChosen(day):
            return choosing.event_day_chosen(walk, day)
        case events.DateChosen(slot):
            return choosing.date_chosen(walk, slot)
        case events.CountChanged(by):
            return count_told(choosing.count_changed(walk, by), world)
        case events.WheelchairSwitched():
            return choosing.wheelchair_switched(walk)
        case events.BestSeatsAsked():
            return choosing.best_asked(walk, world)
        case events.PlanAsked(by_rows):
            return choosing.plan_asked(walk, by_rows)
        case events.PartChosen(part):
            return choosing.part_chosen(walk, part)
        case events.RowChosen(row):
            return choosing.row_chosen(walk, row)
        case events.SeatSwitched(seat):
            return seat_told(walk, choosing.seat_switched(walk, seat), seat, world)
        case events.ChosenSeatsAsked():
            return choosing.chosen_asked(walk, world)
        case events.SeatsAsked():
            return choosing.seats_asked(walk)
        case events.InvoiceAsked(number):
            return paying.invoice_asked(walk, number)
        case events.TerminalAsked():
            return paying.terminal_asked(walk, world)
        case _:
            return walk


def playbill_answered(walk: Walk, event: events.PlaybillAnswered) -> Walk:
    """An answer to a question that still stands; late ones change nothing."""
    if awaited_effect(walk, event.effect) is None:
        return walk
    match event:
        case events.EventsFound():
            return choosing.events_found(walk, event)
        case events.PlanFetched():
            return choosing.plan_fetched(walk, event)
        case events.InvoiceFetched():
            return paying.invoice_fetched(walk, event)
        case events.TerminalDeclined(effect, code):
            return paying.terminal_declined(walk, effect, code)
        case _:
            return walk


def playbill_refused(walk: Walk, effect: int, code: str, asking: PlaybillAsking) -> Walk:
    match asking:
        case FetchInvoice():
            return paying.invoice_refused(walk, effect, code)
        case PayAtTerminal():
            return paying.slip_untold(walk, effect)
        case _:
            return choosing.refused(answered(walk, effect), code)


def playbill_waits_since(walk: Walk) -> float | None:
    """Since when a page here waits for the backend or the terminal."""
    match walk.page:
        case PlaybillPage(since) | HallPage(since) | OwnInvoicePage(_, since):
            return since
        case AdmissionPage(terminal=since):
            return since
        case _:
            return None


def playbill_waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    match walk.page:
        case PlaybillPage() | HallPage():
            return choosing.refused(walk, SLOW)
        case OwnInvoicePage():
            asked = [one for one in walk.awaited if isinstance(one, FetchInvoice)]
            return (
                paying.invoice_refused(no_longer_awaiting(walk, FetchInvoice), asked[0].id, SLOW)
                if asked
                else walk
            )
        case AdmissionPage():
            return paying.terminal_waited_too_long(walk)
        case _:
            return walk
