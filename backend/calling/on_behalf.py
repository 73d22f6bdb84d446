"""What a console asks to book, reserve and wait for whoever calls."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.base import Contract
from backend.contract.bookings import BookableList, ChangedBooking, Hold, ResourceKind, Tickets
from backend.contract.desk import DeskBookings, DeskChangeIn, DeskHoldIn, DeskMoveIn
from backend.contract.events import Events, SeatPlan
from backend.contract.on_behalf import DeskHeld, DeskKept, DeskOpenings, DeskReservationIn, DeskWaitIn
from backend.contract.stock import ChangedReservation, FoundItems, ItemHoldings, ItemKind, StockReservation
from backend.contract.waiting import WaitingEntry


class Nothing(Contract):
    """An empty answer."""


class BehalfCalls(DeskCalls):
    """In a contact `whom` "" is whom it is about; else a child they act for.

    `once` is a key that the caller keeps and sends again after a lost answer. A `slot-taken` brings the
    nearest times along, `alternatives_of(failure.problem)`; a `stock-gone` places, `places_that_have(…)`.
    """

    def kept(self, acting: As) -> DeskKept | ClientFailure:
        """All that is booked, reserved and waited for."""
        return self._ask(acting, "GET", "/v1/desk/kept", DeskKept)

    def bookable(
        self, acting: As, kind: ResourceKind, whom: str = "", *, everybody: bool = False
    ) -> BookableList | ClientFailure:
        """Specialities; `everybody` also those whose rules keep this person away."""
        asked = _query(kind=kind, **{"for": whom, "all": "true" if everybody else ""})
        return self._ask(acting, "GET", f"/v1/desk/bookable?{asked}", BookableList)

    def openings(  # noqa: PLR0913  a query, by keyword
        self,
        acting: As,
        *,
        kind: ResourceKind,
        speciality: str,
        place: str = "",
        resource: str = "",
        day: date | None = None,
        whom: str = "",
        everybody: bool = False,
    ) -> DeskOpenings | ClientFailure:
        """Days of one speciality, and the times of one of them."""
        asked = _query(
            kind=kind,
            speciality=speciality,
            place=place,
            resource=resource,
            day="" if day is None else day.isoformat(),
            **{"for": whom, "all": "true" if everybody else ""},
        )
        return self._ask(acting, "GET", f"/v1/desk/openings?{asked}", DeskOpenings)

    def events(self, acting: As) -> Events | ClientFailure:
        """What is on."""
        return self._ask(acting, "GET", "/v1/events", Events)

    def plan(self, acting: As, slot: str) -> SeatPlan | ClientFailure:
        """The hall with what is free now; `plan-none` where seating is free."""
        return self._ask(acting, "GET", f"/v1/events/{slot}/plan", SeatPlan)

    def hold(self, acting: As, wish: DeskHoldIn, once: str) -> Hold | ClientFailure:
        """Ten minutes, while one talks it over."""
        return self._ask(acting, "POST", "/v1/desk/holds", Hold, wish, once)

    def held(self, acting: As, hold: str) -> DeskHeld | ClientFailure:
        """One's own hold as it stands, or what has become of it."""
        return self._ask(acting, "GET", f"/v1/desk/holds/{hold}", DeskHeld)

    def confirm(self, acting: As, hold: str, once: str) -> Tickets | ClientFailure:
        """Make it a booking."""
        return self._ask(acting, "POST", f"/v1/desk/holds/{hold}/confirm", Tickets, once=once)

    def release(self, acting: As, hold: str) -> Nothing | ClientFailure:
        """Give it back."""
        return self._ask(acting, "DELETE", f"/v1/desk/holds/{hold}", Nothing)

    def booking(self, acting: As, number: str) -> DeskBookings | ClientFailure:
        """The booking under eight digits; none is no failure."""
        return self._ask(acting, "GET", f"/v1/desk/bookings?number={number}", DeskBookings)

    def cancel(self, acting: As, number: str, reason: str, once: str) -> ChangedBooking | ClientFailure:
        path, body = f"/v1/desk/bookings/{number}/cancel", DeskChangeIn(reason=reason)
        return self._ask(acting, "POST", path, ChangedBooking, body, once)

    def move(self, acting: As, number: str, to: DeskMoveIn, once: str) -> Tickets | ClientFailure:
        """To another time of the same speciality; number and code stay."""
        return self._ask(acting, "POST", f"/v1/desk/bookings/{number}/move", Tickets, to, once)

    def wait(self, acting: As, wish: DeskWaitIn, once: str) -> WaitingEntry | ClientFailure:
        """Stand in the line for a seat that comes free."""
        return self._ask(acting, "POST", "/v1/desk/waiting", WaitingEntry, wish, once)

    def take_offer(self, acting: As, entry: str, once: str) -> Tickets | ClientFailure:
        return self._ask(acting, "POST", f"/v1/desk/waiting/{entry}/take", Tickets, once=once)

    def leave_line(self, acting: As, entry: str) -> Nothing | ClientFailure:
        """A seat that was offered goes to the next in line."""
        return self._ask(acting, "DELETE", f"/v1/desk/waiting/{entry}", Nothing)

    def search_goods(self, acting: As, kind: ItemKind, text: str) -> FoundItems | ClientFailure:
        """By name, substance or author; typos are forgiven."""
        return self._ask(acting, "GET", f"/v1/stock?{_query(kind=kind, text=text)}", FoundItems)

    def holdings(self, acting: As, item: str, whom: str = "") -> ItemHoldings | ClientFailure:
        """Where it can be had, and what this person pays."""
        return self._ask(acting, "GET", f"/v1/desk/stock/{item}?{_query(**{'for': whom})}", ItemHoldings)

    def reserve(self, acting: As, wish: DeskReservationIn, once: str) -> StockReservation | ClientFailure:
        return self._ask(acting, "POST", "/v1/desk/reservations", StockReservation, wish, once)

    def reservation(self, acting: As, number: str) -> StockReservation | ClientFailure:
        """Seven digits."""
        return self._ask(acting, "GET", f"/v1/desk/reservations/{number}", StockReservation)

    def give_up_reservation(
        self, acting: As, number: str, reason: str, once: str
    ) -> ChangedReservation | ClientFailure:
        path, body = f"/v1/desk/reservations/{number}/cancel", DeskChangeIn(reason=reason)
        return self._ask(acting, "POST", path, ChangedReservation, body, once)


def _query(**given: str) -> str:
    return urlencode({name: value for name, value in given.items() if value})
