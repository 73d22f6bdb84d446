"""What a kiosk asks of bookings: free times, a hold, a ticket, and one's own bookings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel

from backend.calling.failure import ClientFailure
from backend.contract.base import Contract
from backend.contract.bookings import (
    HOLD_HEADER,
    ArriveIn,
    BookableList,
    BookableResources,
    CancelIn,
    ChangedBooking,
    FreeDays,
    FreeSlots,
    Hold,
    HoldIn,
    MoveIn,
    OwnBookings,
    ResourceKind,
    Tickets,
)
from backend.contract.ticket_check import TicketCheck, TicketCheckIn
from backend.contract.ticket_in_hand import (
    Arrived,
    ContactWays,
    PaperBooking,
    PaperIn,
    TicketMessaged,
    TicketMessageIn,
)
from backend.contract.tokens import IDEMPOTENCY_HEADER
from backend.contract.waiting import WaitIn, WaitingEntries, WaitingEntry

Answer = TypeVar("Answer", bound=BaseModel)


class Released(Contract):
    """An empty answer."""


class Ask(Protocol):
    """Sends one request with the kiosk's token."""

    def __call__(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        body: BaseModel | None = None,
        session: str | None = None,
        more_headers: Mapping[str, str] = ...,
    ) -> Answer | ClientFailure: ...


class BookingCalls:
    """Methods block. The caller keeps an `idempotency_key` and sends it again after a lost answer.

    With `session`, what is free is looked for at the holder's own clinic first, or at that of `whom` the
    holder acts for. A `slot-taken` brings the
    nearest alternatives along: `alternatives_of(failure.problem)`.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def bookable(
        self, kind: ResourceKind, near: str = "", session: str | None = None, whom: str = ""
    ) -> BookableList | ClientFailure:
        """The specialities of doctors, or services of offices, that are open to self-booking."""
        path = f"/v1/bookable?{_query({'kind': kind, 'near': near, 'for': whom})}"
        return self._ask("GET", path, BookableList, session=session)

    def resources(
        self, kind: ResourceKind, speciality: str = "", near: str = "", session: str | None = None
    ) -> BookableResources | ClientFailure:
        """Doctors or windows, the nearest first, with their first free time."""
        path = f"/v1/resources?{_query({'kind': kind, 'speciality': speciality, 'near': near})}"
        return self._ask("GET", path, BookableResources, session=session)

    def slots(  # noqa: PLR0913  a query, by keyword
        self,
        *,
        kind: ResourceKind = "doctor",
        resource: str = "",
        speciality: str = "",
        near: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 20,
        session: str | None = None,
        whom: str = "",
    ) -> FreeSlots | ClientFailure:
        """Free times of one resource, or of a speciality."""
        asked = {
            "kind": kind,
            "resource": resource,
            "speciality": speciality,
            "near": near,
            "from": "" if since is None else since.isoformat(),
            "to": "" if until is None else until.isoformat(),
            "limit": str(limit),
            "for": whom,
        }
        return self._ask("GET", f"/v1/slots?{_query(asked)}", FreeSlots, session=session)

    def days(  # noqa: PLR0913  a query, by keyword
        self,
        *,
        speciality: str,
        kind: ResourceKind = "doctor",
        resource: str = "",
        near: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        session: str | None = None,
        whom: str = "",
    ) -> FreeDays | ClientFailure:
        """Days with free times of a speciality, at the nearest place that has any; at most 60 days."""
        asked = {
            "kind": kind,
            "speciality": speciality,
            "resource": resource,
            "near": near,
            "from": "" if since is None else since.isoformat(),
            "to": "" if until is None else until.isoformat(),
            "for": whom,
        }
        return self._ask("GET", f"/v1/days?{_query(asked)}", FreeDays, session=session)

    def hold(self, wish: HoldIn, idempotency_key: str, session: str | None = None) -> Hold | ClientFailure:
        """Keep a seat for some minutes."""
        return self._ask(
            "POST", "/v1/holds", Hold, body=wish, session=session, more_headers=_once(idempotency_key)
        )

    def confirm_hold(self, hold: str, token: str, idempotency_key: str) -> Tickets | ClientFailure:
        """Make the hold a booking."""
        headers = {**_once(idempotency_key), HOLD_HEADER: token}
        return self._ask("POST", f"/v1/holds/{hold}/confirm", Tickets, more_headers=headers)

    def release_hold(self, hold: str, token: str) -> ClientFailure | None:
        """Give the seat back; a hold that is over already is no failure."""
        answer = self._ask("DELETE", f"/v1/holds/{hold}", Released, more_headers={HOLD_HEADER: token})
        return answer if isinstance(answer, ClientFailure) else None

    def own(self, session: str) -> OwnBookings | ClientFailure:
        """«Мои записи»: the holder's and those of whom the holder acts for; level 2."""
        return self._ask("GET", "/v1/bookings", OwnBookings, session=session)

    def cancel(
        self, number: str, idempotency_key: str, *, session: str | None = None, code: str = ""
    ) -> ChangedBooking | ClientFailure:
        """Level 2, or by the code on the paper."""
        return self._ask(
            "POST",
            f"/v1/bookings/{number}/cancel",
            ChangedBooking,
            body=CancelIn(code=code),
            session=session,
            more_headers=_once(idempotency_key),
        )

    def hold_target(
        self, number: str, slot: str, idempotency_key: str, *, session: str | None = None, code: str = ""
    ) -> Hold | ClientFailure:
        """Keep the time to which a booking is to be moved; `move` takes it, `release_hold` gives it back."""
        return self._ask(
            "POST",
            f"/v1/bookings/{number}/hold",
            Hold,
            body=MoveIn(slot=slot, code=code),
            session=session,
            more_headers=_once(idempotency_key),
        )

    def move(
        self, number: str, slot: str, idempotency_key: str, *, session: str | None = None, code: str = ""
    ) -> Tickets | ClientFailure:
        """To another time; level 2, or by the code on the paper."""
        return self._ask(
            "POST",
            f"/v1/bookings/{number}/move",
            Tickets,
            body=MoveIn(slot=slot, code=code),
            session=session,
            more_headers=_once(idempotency_key),
        )

    def on_paper(self, number: str, code: str) -> PaperBooking | ClientFailure:
        """What the paper says, as it stands now."""
        return self._ask("POST", f"/v1/bookings/{number}/paper", PaperBooking, body=PaperIn(code=code))

    def arrive(
        self, number: str, idempotency_key: str, *, qr: str = "", code: str = ""
    ) -> Arrived | ClientFailure:
        """Say that one has come, by the ticket's QR code or the code under it."""
        return self._ask(
            "POST",
            f"/v1/bookings/{number}/arrive",
            Arrived,
            body=ArriveIn(qr=qr, code=code),
            more_headers=_once(idempotency_key),
        )

    def contact_ways(self, session: str) -> ContactWays | ClientFailure:
        """By what the holder can be told, masked; level 2."""
        return self._ask("GET", "/v1/contact-ways", ContactWays, session=session)

    def send_ticket(
        self, number: str, wish: TicketMessageIn, idempotency_key: str, session: str | None = None
    ) -> TicketMessaged | ClientFailure:
        """By SMS or mail: with a session to what the register knows, with the code to a phone."""
        return self._ask(
            "POST",
            f"/v1/bookings/{number}/messages",
            TicketMessaged,
            body=wish,
            session=session,
            more_headers=_once(idempotency_key),
        )

    def wait(self, wish: WaitIn, idempotency_key: str, session: str) -> WaitingEntry | ClientFailure:
        """Stand in the line for a seat that comes free; level 1 does."""
        once = _once(idempotency_key)
        return self._ask("POST", "/v1/waiting", WaitingEntry, body=wish, session=session, more_headers=once)

    def waiting(self, session: str) -> WaitingEntries | ClientFailure:
        """What is offered: at level 1 how many seats, at level 2 which."""
        return self._ask("GET", "/v1/waiting", WaitingEntries, session=session)

    def take_offer(self, entry: str, idempotency_key: str, session: str) -> Tickets | ClientFailure:
        """Make the offered seat a booking; level 2."""
        path, once = f"/v1/waiting/{entry}/take", _once(idempotency_key)
        return self._ask("POST", path, Tickets, session=session, more_headers=once)

    def leave_line(self, entry: str, session: str) -> ClientFailure | None:
        """Wait no longer; a seat that was offered goes to the next in line. Level 2."""
        answer = self._ask("DELETE", f"/v1/waiting/{entry}", Released, session=session)
        return answer if isinstance(answer, ClientFailure) else None

    def check_ticket(self, qr: str) -> TicketCheck | ClientFailure:
        """Whether a ticket is ours, and how its booking stands."""
        return self._ask("POST", "/v1/tickets/check", TicketCheck, body=TicketCheckIn(qr=qr))


def _query(given: Mapping[str, str]) -> str:
    return urlencode({name: value for name, value in given.items() if value})


def _once(key: str) -> Mapping[str, str]:
    return {IDEMPOTENCY_HEADER: key}
