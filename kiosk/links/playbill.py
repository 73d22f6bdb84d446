"""The one real body of `kiosk.ports.playbill.PlaybillLine`: the client calls, failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable

from backend.client import ClientFailure, KioskClient
from backend.contract.events import MOST_EVENTS, Events, SeatPlan
from backend.contract.payments import Invoice, TerminalSlipIn
from devices.ports import Approved
from kiosk.flow.playbill.effects import PayAtTerminal
from kiosk.ports.backend import Refused


class PlaybillLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, code_of: Callable[[ClientFailure], str]) -> None:
        self._events = client.events
        self._payments = client.payments
        self._code_of = code_of

    def events(self, near: str) -> Events | Refused:
        answer = self._events.list_events(near=near, limit=MOST_EVENTS)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def plan(self, slot: str) -> SeatPlan | Refused:
        answer = self._events.plan(slot)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def invoice_of_hold(self, hold: str, token: str) -> Invoice | Refused:
        answer = self._payments.of_hold(hold, token)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def invoice_of_booking(self, session: str, number: str) -> Invoice | Refused:
        answer = self._payments.of_booking(number, session=session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def paid_at_terminal(self, effect: PayAtTerminal, slip: Approved) -> Invoice | Refused:
        told = TerminalSlipIn(
            terminal=slip.terminal,
            reference=slip.reference,
            amount_kopecks=slip.amount_kopecks,
            approved_at=slip.approved_at,
        )
        once = f"slip-{slip.terminal}-{slip.reference}"
        answer = self._payments.paid_at_terminal(effect.hold, effect.token, told, once)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def _refused(self, failure: ClientFailure) -> Refused:
        return Refused(self._code_of(failure))
