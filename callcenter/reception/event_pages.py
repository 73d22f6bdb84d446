"""What is on, and the hall of an evening."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from callcenter.addresses import link
from callcenter.desk.frame import InContact
from callcenter.reception.desk_view import TAB, Desk, fresh_once
from callcenter.reception.event_rows import dates_of, hall_of
from callcenter.reception.kept_pages import BASE
from callcenter.reception.typed import PERSON, REF
from callcenter.requests import PageProblem, read_query

EVENTS: Final = "events"


def event_routes(desk: Desk) -> list[Route]:
    """Seats are held by the same form as a doctor's time."""

    async def show(at: InContact) -> Response:
        query = read_query(at.request, {"for": PERSON})
        place, found = await desk.frame.together(at, desk.calls.events, at.acting)
        if isinstance(found, ClientFailure):
            return desk.frame.failed(at, place, found, tab=TAB)
        values = {
            "rows": dates_of(found, desk.spoken(at)),
            "query": query,
            "back": link(f"{TAB}/{EVENTS}", query),
            "once": fresh_once(),
        }
        return desk.frame.page(at, place, "reception/events.html", values, tab=TAB)

    async def show_hall(at: InContact) -> Response:
        query = read_query(at.request, {"for": PERSON})
        slot = str(at.request.path_params["slot"])
        if not REF.fullmatch(slot):
            raise PageProblem("not-found", 404)
        place, plan = await desk.frame.together(at, desk.calls.plan, at.acting, slot)
        if isinstance(plan, ClientFailure):
            return desk.frame.failed(at, place, plan, tab=TAB)
        values = {
            "hall": hall_of(plan, desk.spoken(at)),
            "slot": slot,
            "query": query,
            "back": link(f"{TAB}/{EVENTS}", query),
            "once": fresh_once(),
        }
        return desk.frame.page(at, place, "reception/hall.html", values, tab=TAB)

    return [
        Route(f"{BASE}/{EVENTS}", desk.frame.serve(show), methods=["GET"]),
        Route(f"{BASE}/{EVENTS}/{{slot}}", desk.frame.serve(show_hall), methods=["GET"]),
    ]
