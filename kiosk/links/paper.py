"""The one real body of `kiosk.ports.paper.PaperLine`: the client's calls, failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from pydantic import TypeAdapter

from backend.client import ClientFailure, KioskClient
from backend.contract.ticket_in_hand import (
    Arrived,
    ContactWays,
    MessageChannel,
    PaperBooking,
    TicketMessaged,
    TicketMessageIn,
)
from kiosk.flow.in_hand.effects import Arrive, SendTicket
from kiosk.flow.in_hand.looking import RESERVATION_DIGITS
from kiosk.ports.backend import Refused

_CHANNEL: TypeAdapter[MessageChannel] = TypeAdapter(MessageChannel)


class PaperLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, code_of: Callable[[ClientFailure], str]) -> None:
        self._calls = client.bookings
        self._reservations = client.reservations
        self._code_of = code_of

    def on_paper(self, number: str, code: str) -> PaperBooking | Refused:
        answer = self._calls.on_paper(number, code)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def cancel(self, number: str, code: str) -> Refused | None:
        """A slip's number has seven digits, a ticket's eight."""
        is_slip = len(number) == RESERVATION_DIGITS
        cancel = self._reservations.cancel if is_slip else self._calls.cancel
        answer = cancel(number, uuid4().hex, code=code)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def arrive(self, wish: Arrive) -> Arrived | Refused:
        answer = self._calls.arrive(wish.number, uuid4().hex, qr=wish.qr, code=wish.code)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def ways(self, session: str) -> ContactWays | Refused:
        answer = self._calls.contact_ways(session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def send(self, session: str | None, wish: SendTicket) -> TicketMessaged | Refused:
        told = TicketMessageIn(
            channel=_CHANNEL.validate_python(wish.channel), code=wish.code, phone=wish.phone
        )
        answer = self._calls.send_ticket(wish.number, told, uuid4().hex, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def _refused(self, failure: ClientFailure) -> Refused:
        return Refused(self._code_of(failure))
