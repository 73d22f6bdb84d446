"""What the kiosk asks of events and of paying: a Protocol whose one real body is `kiosk.links.playbill`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.ports.backend import Refused

if TYPE_CHECKING:
    from backend.contract.events import Events, SeatPlan
    from backend.contract.payments import Invoice
    from devices.ports import Approved
    from kiosk.flow.playbill.effects import PayAtTerminal


class PlaybillLine(Protocol):
    """`session` is the token of a card session. Every call ends within its time limit."""

    def events(self, near: str) -> Events | Refused: ...

    def plan(self, slot: str) -> SeatPlan | Refused: ...

    def invoice_of_hold(self, hold: str, token: str) -> Invoice | Refused: ...

    def invoice_of_booking(self, session: str, number: str) -> Invoice | Refused: ...

    def paid_at_terminal(self, effect: PayAtTerminal, slip: Approved) -> Invoice | Refused:
        """Told twice of one slip it is counted once."""
        ...
