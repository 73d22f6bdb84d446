"""HTTP of what can be read and searched over FHIR."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.bookings.service import exchanging
from backend.bookings.service.exchanging import Listed, Page, ResourceFacts, ResourcesAsked, SlotsAsked
from backend.errors import Refused
from backend.fhir import resources
from backend.fhir.answers import base_of, bundle, fhir, require_json, searched
from backend.fhir.asked import PathId
from backend.fhir.capability import capability_statement
from backend.fhir.resources import Resource
from backend.fhir.search_parameters import SCHEDULE_ASKED, SLOT_ASKED
from backend.fhir.values import PREFIX, SEE_SCHEDULES, SEE_SLOTS
from backend.services import Services

SLOT_STATES: Final = {name: name for name in ("free", "busy", "busy-tentative", "busy-unavailable")}


def reading_routes(services: Services) -> APIRouter:
    """Schedules and slots, and whatever they refer to."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)

    @router.get("/metadata")
    async def metadata(request: Request) -> Response:
        require_json(request)
        return fhir(capability_statement(base_of(request), services.version))

    @router.get("/Schedule")
    async def search_schedules(request: Request) -> Response:
        services.caller(request, SEE_SCHEDULES)
        search = searched(request, SCHEDULE_ASKED)
        kind, id_ = search.reference("actor", ("Practitioner", "Location", "HealthcareService"))
        of_actor = "" if kind == "Location" else id_
        if search.one("active") not in ("", "true") or not agree(search.ids("_id"), of_actor):
            return fhir(bundle(request, search, Listed((), more=False), _as_schedule))
        asked = ResourcesAsked(
            resource=search.ids("_id") or of_actor,
            provider=id_ if kind == "Location" else "",
            speciality=search.token("specialty", resources.SPECIALITIES),
            kind={"Practitioner": "doctor", "HealthcareService": "office"}.get(kind, ""),
        )
        page = Page(search.count, search.after)
        found = await services.database.read(lambda connection: exchanging.resources(connection, asked, page))
        return fhir(bundle(request, search, found, _as_schedule))

    @router.get("/Schedule/{id_}")
    async def read_schedule(request: Request, id_: PathId) -> Response:
        return fhir(_as_schedule(await resource(request, id_)))

    @router.get("/Practitioner/{id_}")
    async def read_practitioner(request: Request, id_: PathId) -> Response:
        return fhir(resources.practitioner(await resource(request, id_, "doctor")))

    @router.get("/HealthcareService/{id_}")
    async def read_service(request: Request, id_: PathId) -> Response:
        return fhir(resources.healthcare_service(await resource(request, id_, "office")))

    @router.get("/Location/{id_}")
    async def read_location(request: Request, id_: PathId) -> Response:
        services.caller(request, SEE_SCHEDULES)
        require_json(request)
        place = services.tickets.places.places.get(id_)
        if place is None:
            raise Refused("not-found")
        return fhir(resources.location(place))

    @router.get("/Slot")
    async def search_slots(request: Request) -> Response:
        services.caller(request, SEE_SLOTS)
        search, now = searched(request, SLOT_ASKED), services.clock()
        since, until = search.between("start", services.zone)
        _, schedule = search.reference("schedule", ("Schedule",))
        asked = SlotsAsked(
            slot=search.ids("_id"),
            resource=schedule,
            speciality=search.token("specialty", resources.SPECIALITIES),
            since=since,
            until=until,
            states=search.codes("status", SLOT_STATES),
        )
        page = Page(search.count, search.after)
        # One schedule's are few; of all there are, those that fit may lie behind many that do not.
        door = services.database.read if asked.resource or asked.slot else services.database.report
        found = await door(lambda connection: exchanging.slots(connection, asked, page, now))
        return fhir(bundle(request, search, found, resources.slot))

    @router.get("/Slot/{id_}")
    async def read_slot(request: Request, id_: PathId) -> Response:
        services.caller(request, SEE_SLOTS)
        require_json(request)
        now = services.clock()
        found = await services.database.read(lambda connection: exchanging.slot(connection, id_, now))
        if found is None:
            raise Refused("not-found")
        return fhir(resources.slot(found))

    async def resource(request: Request, id_: str, kind: str = "") -> ResourceFacts:
        services.caller(request, SEE_SCHEDULES)
        require_json(request)
        found = await services.database.read(lambda connection: exchanging.resource(connection, id_))
        if found is None or (kind and found.kind != kind):
            raise Refused("not-found")
        return found

    def _as_schedule(facts: ResourceFacts) -> Resource:
        return resources.schedule(facts, services.clock())

    return router


def agree(*ids: str) -> bool:
    """Whether they do not ask for two different things."""
    return len({id_ for id_ in ids if id_}) <= 1


def unknown_routes() -> APIRouter:
    """Whatever else is asked for below our address; added last."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)

    @router.api_route("/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    async def nothing_here(rest: str) -> Response:
        raise Refused("not-found")

    return router
