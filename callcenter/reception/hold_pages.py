"""A hold: placed, looked at once more under its clock, confirmed or given back; and why it was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.bookings import alternatives_of
from backend.contract.on_behalf import DeskHeld
from callcenter.desk.frame import InContact
from callcenter.desk.tabs import address_in
from callcenter.reception.desk_view import TAB, Desk, fresh_once, once_for
from callcenter.reception.kept_pages import BASE
from callcenter.reception.offer_rows import times_of
from callcenter.reception.ticket_rows import bill_of, kept_of, paper_of
from callcenter.reception.typed import HOLD, ONCE, back_of, matched, wish_of

# What an operator may set aside with a reason, which the journal keeps; never a seat that somebody has.
RULES: Final = frozenset(
    {
        "booking-too-late",
        "booking-too-early",
        "age-wrong",
        "not-attached",
        "referral-needed",
        "quota-reserved",
        "booking-exists",
        "booking-limit",
    }
)
NOT_CARRIED: Final = frozenset({"form_key", "reason", "slot", "once"})


def hold_routes(desk: Desk) -> list[Route]:
    """The page of a hold may be loaded anew: the backend knows who placed it."""

    async def place(at: InContact) -> Response:
        fields = await at.form()
        wish = wish_of(fields)
        once = once_for(matched(ONCE, fields.get("once", "")), wish.model_dump_json())
        held = await desk.console.ask(desk.calls.hold, at.acting, wish, once)
        if isinstance(held, ClientFailure):
            return await refused(at, held, fields)
        return desk.moved(at, "holds", held.hold)

    async def refused(at: InContact, failure: ClientFailure, fields: Mapping[str, str]) -> Response:
        values = refusal_of(desk, at, failure, fields, f"{TAB}/hold")
        return await desk.failed(at, failure, values, "reception/not_held.html")

    async def show(at: InContact) -> Response:
        hold = hold_of(at)
        around, found = await desk.frame.together(at, desk.calls.held, at.acting, hold)
        if isinstance(found, ClientFailure):
            return desk.frame.failed(at, around, found, tab=TAB)
        template, values = view_of(at, found)
        return desk.frame.page(at, around, template, values, tab=TAB)

    def view_of(at: InContact, found: DeskHeld) -> tuple[str, dict[str, object]]:
        spoken = desk.spoken(at)
        if found.tickets is not None:
            papers = [paper_of(ticket, spoken) for ticket in found.tickets.tickets]
            invoice = found.tickets.invoice
            bill = () if invoice is None else bill_of(invoice, spoken)
            return "reception/done.html", {"papers": papers, "bill": bill}
        assert found.hold is not None
        kept = kept_of(found.hold, spoken)
        values = {
            "kept": kept,
            "name": found.beneficiary_name,
            "once": fresh_once(),
            "is_over": found.state == "over",
        }
        return "reception/held.html", values

    async def confirm(at: InContact) -> Response:
        fields = await at.form()
        hold = hold_of(at)
        once = matched(ONCE, fields.get("once", ""))
        done = await desk.console.ask(desk.calls.confirm, at.acting, hold, once)
        if isinstance(done, ClientFailure):
            around = await desk.frame.place(at)
            return desk.frame.failed(at, around, done, tab=TAB)
        return desk.moved(at, "holds", hold)

    async def release(at: InContact) -> Response:
        await at.form()
        given_back = await desk.console.ask(desk.calls.release, at.acting, hold_of(at))
        if isinstance(given_back, ClientFailure):
            around = await desk.frame.place(at)
            return desk.frame.failed(at, around, given_back, tab=TAB)
        return desk.moved(at)

    def hold_of(at: InContact) -> str:
        return matched(HOLD, str(at.request.path_params["hold"]))

    return [
        Route(f"{BASE}/hold", desk.frame.serve(place), methods=["POST"]),
        Route(f"{BASE}/holds/{{hold}}", desk.frame.serve(show), methods=["GET"]),
        Route(f"{BASE}/holds/{{hold}}/confirm", desk.frame.serve(confirm), methods=["POST"]),
        Route(f"{BASE}/holds/{{hold}}/release", desk.frame.serve(release), methods=["POST"]),
    ]


def refusal_of(
    desk: Desk, at: InContact, failure: ClientFailure, fields: Mapping[str, str], action: str
) -> dict[str, object]:
    """Other times to press at once, or the rule with room for a reason; nothing chosen is lost."""
    return {
        "alternatives": times_of(alternatives_of(failure.problem), desk.spoken(at)),
        "may_override": failure.code in RULES and action.endswith("/hold"),
        "action": address_in(at.contact, action),
        "slot": fields.get("slot", ""),
        "reason": fields.get("reason", ""),
        "carried": {name: value for name, value in fields.items() if name not in NOT_CARRIED},
        "back": address_in(at.contact, back_of(fields)),
        "once": fresh_once(),
    }
