"""HTTP of Appointment/$find: what is free, as appointments that are only proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import exchanging, looking, searching
from backend.bookings.service.exchanging import ResourcesAsked
from backend.bookings.service.searching import SlotQuery
from backend.bookings.values import FreeSlot
from backend.fhir import resources
from backend.fhir.answers import base_of, fhir, require_json
from backend.fhir.asked import MOST, Pairs, moment_of, search_of, wrong
from backend.fhir.bodies import read_parameters
from backend.fhir.values import PREFIX, SEE_SLOTS
from backend.services import Services

FIND_PARAMETERS: Final = frozenset({"start", "end", "practitioner", "location", "specialty"})
LONGEST: Final = timedelta(days=366)


def finding_routes(services: Services) -> APIRouter:
    """By doctor, or by speciality with or without a place."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)

    @router.get("/Appointment/$find")
    async def find(request: Request) -> Response:
        return await found(request, request.query_params.multi_items())

    @router.post("/Appointment/$find")
    async def find_by_parameters(request: Request) -> Response:
        return await found(request, (await read_parameters(request)).texts(FIND_PARAMETERS))

    async def found(request: Request, pairs: Pairs) -> Response:
        services.caller(request, SEE_SLOTS)
        require_json(request)
        search, now = search_of(pairs, FIND_PARAMETERS, lenient=False), services.clock()
        _, doctor = search.reference("practitioner", ("Practitioner",))
        _, place = search.reference("location", ("Location",))
        speciality = search.token("specialty", resources.SPECIALITIES)
        if bool(doctor) == bool(speciality):
            raise wrong("practitioner", "one_of_practitioner_and_specialty")
        start, end = search.one("start"), search.one("end")
        begins = max(moment_of("start", start, services.zone), now) if start else now
        until = moment_of("end", end, services.zone, is_end=True) if end else begins + LONGEST
        ends = min(until, begins + LONGEST)
        whole = SlotQuery("doctor", speciality, (place,), begins, ends, (exchanging.QUOTA,), home_visit=False)

        def work(connection: Connection) -> list[FreeSlot]:
            if doctor:
                known = exchanging.resource(connection, doctor)
                if known is None or known.kind != "doctor" or (place and known.provider != place):
                    return []
                return searching.free_of_resource(connection, doctor, whole, now, search.count)
            if place:
                return searching.free_slots(connection, whole, now, search.count)
            return everywhere(connection, whole, search.count)

        def everywhere(connection: Connection, query: SlotQuery, most: int) -> list[FreeSlot]:
            asked = ResourcesAsked(speciality=query.speciality, kind="doctor")
            known = exchanging.resources(connection, asked, exchanging.Page(MOST)).items
            free = [
                each
                for resource in known
                for each in searching.free_of_resource(connection, resource.resource, query, now, most)
            ]
            return sorted(free, key=lambda each: (each.facts.starts_at, each.facts.slot))[:most]

        door = services.database.read if doctor or place else services.database.report
        slots = await door(work)
        offered = [each for each in slots if resources.may_be_proposed(looking.rules_of(each.facts))]
        base = base_of(request)
        told = [resources.proposed(each) for each in offered]
        return fhir(resources.searchset(told, base, {"self": f"{base}/Appointment/$find"}))

    return router
