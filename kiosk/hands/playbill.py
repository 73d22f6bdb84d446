"""The walk's wishes about events and paying carried out; each answer is an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from devices.ports import Declined, PaymentTerminal
from kiosk.flow.events import BackendRefused, Event
from kiosk.flow.playbill import effects, events
from kiosk.flow.playbill.effects import PlaybillAsking
from kiosk.ports.backend import Refused
from kiosk.ports.playbill import PlaybillLine
from kiosk.session_keys import SessionKeys

if TYPE_CHECKING:
    from backend.contract.payments import Invoice

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"
NO_TERMINAL: Final = "terminal-offline"
SLIP_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Till:
    """Where seats are bought: the line to the backend, and the terminal beside the kiosk if there is one."""

    line: PlaybillLine
    terminal: PaymentTerminal | None = None


def carry_out_playbill(effect: PlaybillAsking, till: Till | None, keys: SessionKeys) -> Event | None:
    """Blocks; a kiosk that is not enrolled has no line."""
    if till is None:
        return BackendRefused(effect.id, NOT_ENROLLED)
    match effect:
        case effects.FindEvents(number, near):
            found = till.line.events(near)
            return (
                _refused(number, found)
                if isinstance(found, Refused)
                else events.EventsFound(number, found.events)
            )
        case effects.FetchPlan(number, slot):
            plan = till.line.plan(slot)
            return _refused(number, plan) if isinstance(plan, Refused) else events.PlanFetched(number, plan)
        case effects.FetchInvoice():
            return _told(effect.id, _invoice(effect, till.line, keys))
        case effects.PayAtTerminal():
            return _paid(effect, till)
        case _:
            return None


def _invoice(effect: effects.FetchInvoice, line: PlaybillLine, keys: SessionKeys) -> Invoice | Refused:
    if effect.hold:
        return line.invoice_of_hold(effect.hold, effect.token)
    token = keys.of(effect.session)
    return Refused(SESSION_EXPIRED) if token is None else line.invoice_of_booking(token, effect.number)


def _paid(effect: effects.PayAtTerminal, till: Till) -> Event:
    """Money that was taken is told of as long as the person can wait; the bank tells of it in any case."""
    if till.terminal is None:
        return events.TerminalDeclined(effect.id, NO_TERMINAL)
    slip = till.terminal.pay(effect.amount_kopecks, effect.invoice)
    if isinstance(slip, Declined):
        return events.TerminalDeclined(effect.id, slip.code)
    told = till.line.paid_at_terminal(effect, slip)
    for _ in range(SLIP_TRIES - 1):
        if not isinstance(told, Refused):
            break
        told = till.line.paid_at_terminal(effect, slip)
    return _told(effect.id, told)


def _told(number: int, invoice: Invoice | Refused) -> Event:
    return (
        _refused(number, invoice) if isinstance(invoice, Refused) else events.InvoiceFetched(number, invoice)
    )


def _refused(number: int, refused: Refused) -> BackendRefused:
    return BackendRefused(number, refused.code)
