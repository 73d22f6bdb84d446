"""One booking or reservation: read out, printed, moved, given up."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.desk import DeskMoveIn
from callcenter.addresses import link
from callcenter.desk.frame import InContact
from callcenter.desk.tabs import address_in
from callcenter.reception.desk_view import TAB, Desk, fresh_once, once_for
from callcenter.reception.hold_pages import refusal_of
from callcenter.reception.kept_pages import BASE
from callcenter.reception.ticket_rows import paper_of, slip_of
from callcenter.reception.typed import BOOKING, ONCE, REF, RESERVATION, matched, reason_of
from callcenter.requests import PageProblem

ASKED_BY_CALLER: Final = "Просьба человека по телефону"  # the reason that a desk's change has to name
GONE: Final = ClientFailure("booking-unknown")
STANDS: Final = frozenset({"reserved", "delivered"})


def one_routes(desk: Desk) -> list[Route]:
    """Eight digits are a booking, seven a reservation: as on paper."""

    async def show(at: InContact) -> Response:
        number = number_of(at)
        if RESERVATION.fullmatch(number):
            return await show_reservation(at, number)
        place, found = await desk.frame.together(at, desk.calls.booking, at.acting, number)
        if isinstance(found, ClientFailure) or not found.bookings:
            failure = found if isinstance(found, ClientFailure) else GONE
            return desk.frame.failed(at, place, failure, tab=TAB)
        one = found.bookings[0]
        ticket = one.booking.ticket
        times = address_in(at.contact, f"{TAB}/{ticket.kind}/{ticket.speciality}")
        for_whom = "" if place.contact.person == one.person else one.person
        may_move = one.booking.may_change and ticket.kind in {"doctor", "office"}
        values = {
            "one": paper_of(ticket, desk.spoken(at)),
            "name": one.booking.beneficiary_name,
            "may_change": one.booking.may_change,
            "move": link(times, {"move": number, "place": ticket.place, "for": for_whom}) if may_move else "",
            "unproven": one.unproven,
        }
        return desk.frame.page(at, place, "reception/one.html", {**values, **changing()}, tab=TAB)

    async def show_reservation(at: InContact, number: str) -> Response:
        place, found = await desk.frame.together(at, desk.calls.reservation, at.acting, number)
        if isinstance(found, ClientFailure):
            return desk.frame.failed(at, place, found, tab=TAB)
        values = {
            "one": slip_of(found, desk.spoken(at)),
            "name": "",
            "may_change": found.state in STANDS,
            "move": "",
            "unproven": False,
        }
        return desk.frame.page(at, place, "reception/one.html", {**values, **changing()}, tab=TAB)

    async def cancel(at: InContact) -> Response:
        fields, number = await at.form(), number_of(at)
        reason, once = reason_of(fields) or ASKED_BY_CALLER, matched(ONCE, fields.get("once", ""))
        give_up = desk.calls.give_up_reservation if RESERVATION.fullmatch(number) else desk.calls.cancel
        done = await desk.console.ask(give_up, at.acting, number, reason, once)
        if isinstance(done, ClientFailure):
            return desk.frame.failed(at, await desk.frame.place(at), done, tab=TAB)
        return desk.moved(at, number)

    async def move(at: InContact) -> Response:
        fields, number = await at.form(), number_of(at)
        slot, reason = matched(REF, fields.get("slot", "")), reason_of(fields) or ASKED_BY_CALLER
        once = once_for(matched(ONCE, fields.get("once", "")), slot, reason)
        done = await desk.console.ask(
            desk.calls.move, at.acting, number, DeskMoveIn(slot=slot, reason=reason), once
        )
        if isinstance(done, ClientFailure):
            values = refusal_of(desk, at, done, fields, f"{TAB}/{number}/move")
            return await desk.failed(at, done, values, "reception/not_held.html")
        return desk.moved(at, number)

    def changing() -> dict[str, object]:
        return {"reason": ASKED_BY_CALLER, "once": fresh_once()}

    def number_of(at: InContact) -> str:
        number = str(at.request.path_params["number"])
        if not (BOOKING.fullmatch(number) or RESERVATION.fullmatch(number)):
            raise PageProblem("not-found", 404)
        return number

    return [
        Route(f"{BASE}/{{number}}", desk.frame.serve(show), methods=["GET"]),
        Route(f"{BASE}/{{number}}/cancel", desk.frame.serve(cancel), methods=["POST"]),
        Route(f"{BASE}/{{number}}/move", desk.frame.serve(move), methods=["POST"]),
    ]
