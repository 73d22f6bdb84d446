"""Choosing: a speciality, then a day and a time of it; the same page moves a booking to another time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.bookings import ResourceKind
from callcenter.addresses import link
from callcenter.desk.frame import InContact
from callcenter.desk.tabs import address_in
from callcenter.reception.desk_view import TAB, Desk, fresh_once
from callcenter.reception.kept_pages import BASE
from callcenter.reception.offer_rows import openings_of, specialities_of
from callcenter.reception.typed import BOOKING, DAY, FLAG, PERSON, REF, SLUG, day_of
from callcenter.requests import PageProblem, read_query

KINDS: Final = ("doctor", "office")
_KIND: Final[TypeAdapter[ResourceKind]] = TypeAdapter(ResourceKind)
_WHOM: Final[Mapping[str, frozenset[str] | re.Pattern[str]]] = {"for": PERSON, "all": FLAG}
_NARROWED: Final = {**_WHOM, "place": SLUG, "resource": REF, "day": DAY, "move": BOOKING}


def offer_routes(desk: Desk) -> list[Route]:
    """Nothing is kept for anybody yet."""

    def specialities_at(kind: str) -> Route:
        async def show(at: InContact) -> Response:
            query = read_query(at.request, _WHOM)
            place, found = await desk.frame.together(
                at,
                desk.calls.bookable,
                at.acting,
                _KIND.validate_python(kind),
                query.get("for", ""),
                everybody="all" in query,
            )
            if isinstance(found, ClientFailure):
                return desk.frame.failed(at, place, found, tab=TAB)
            values = {
                "kind": kind,
                "rows": specialities_of(found, desk.spoken(at)),
                "query": query,
                "everybody": link(address_in(at.contact, f"{TAB}/{kind}"), {**query, "all": "1"}),
            }
            return desk.frame.page(at, place, "reception/specialities.html", values, tab=TAB)

        return Route(f"{BASE}/{kind}", desk.frame.serve(show), methods=["GET"])

    def times_at(kind: str) -> Route:
        async def show(at: InContact) -> Response:
            query = read_query(at.request, _NARROWED)
            speciality = str(at.request.path_params["speciality"])
            if not SLUG.fullmatch(speciality):
                raise PageProblem("not-found", 404)
            place, found = await desk.frame.together(
                at,
                desk.calls.openings,
                at.acting,
                kind=_KIND.validate_python(kind),
                speciality=speciality,
                place=query.get("place", ""),
                resource=query.get("resource", ""),
                day=day_of(query.get("day", "")),
                whom=query.get("for", ""),
                everybody="all" in query,
            )
            if isinstance(found, ClientFailure):
                return desk.frame.failed(at, place, found, tab=TAB)
            within = f"{TAB}/{kind}/{speciality}"
            here = address_in(at.contact, within)
            values = {
                "kind": kind,
                "speciality": speciality,
                "found": openings_of(found, desk.spoken(at), query.get("resource", "")),
                "query": query,
                "back": link(within, query),
                "link": lambda **changed: link(here, {**query, **changed}),
                "move": query.get("move", ""),
                "once": fresh_once(),
            }
            return desk.frame.page(at, place, "reception/times.html", values, tab=TAB)

        return Route(f"{BASE}/{kind}/{{speciality}}", desk.frame.serve(show), methods=["GET"])

    return [route for kind in KINDS for route in (specialities_at(kind), times_at(kind))]
