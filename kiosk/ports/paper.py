"""What the kiosk asks about a ticket in the hand: a Protocol whose one real body is `kiosk.links.paper`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.ports.backend import Refused

if TYPE_CHECKING:
    from backend.contract.ticket_in_hand import Arrived, ContactWays, PaperBooking, TicketMessaged
    from kiosk.flow.in_hand.effects import Arrive, SendTicket


class PaperLine(Protocol):
    """Every call ends within its time limit."""

    def on_paper(self, number: str, code: str) -> PaperBooking | Refused: ...

    def cancel(self, number: str, code: str) -> Refused | None: ...

    def arrive(self, wish: Arrive) -> Arrived | Refused: ...

    def ways(self, session: str) -> ContactWays | Refused: ...

    def send(self, session: str | None, wish: SendTicket) -> TicketMessaged | Refused: ...
