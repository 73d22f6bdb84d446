"""HTTP of Appointment/$hold.

Nobody has seen the patient: a client asks as somebody without a card does. Whether the register knows the
patient is never told, and the same work takes the same time.
"""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import holding, looking, proving
from backend.bookings.values import Asking, Wish, draw_hold
from backend.contract.bookings import WithoutCard
from backend.errors import Refused
from backend.fhir.answers import base_of
from backend.fhir.appointments import told
from backend.fhir.bodies import (
    AppointmentIn,
    Patient,
    id_in,
    id_or_named,
    patient_of,
    read_parameters,
    slot_wanted,
)
from backend.fhir.carrying_out import asker_of, carried_out, page_of
from backend.fhir.resources import Resource
from backend.fhir.values import PREFIX, Client
from backend.people import service as people
from backend.reception.asking_for import asked_for_hash
from backend.reception.even_pace import even_pace
from backend.reception.holds import ASKED_FOR_WITHIN_HOUR
from backend.services import Services

HOUR: Final = 3600
HOLDS_WITHIN_HOUR: Final = 1200  # of one client: a clinic's whole opening minute, and an end to a flood
HOLD_PARAMETERS: Final = frozenset({"appt-id", "appt-resource", "patient-resource"})


def hold_routes(services: Services) -> APIRouter:
    """With a proposed appointment's id in the address, or in the Parameters."""
    router = APIRouter(prefix=PREFIX, include_in_schema=False)

    @router.post("/Appointment/$hold")
    @router.post("/Appointment/{id_}/$hold")
    async def hold(request: Request) -> Response:
        asker = asker_of(services, request)
        parameters = await read_parameters(request)
        named = id_or_named(parameters, HOLD_PARAMETERS, id_in(request))
        appointment = parameters.resource("appt-resource", AppointmentIn)
        slot = slot_wanted(appointment, named)
        who = patient_of(appointment, parameters.resource("patient-resource", Patient))
        fresh, base = draw_hold(), base_of(request)

        def work(connection: Connection, client: Client, asking: Asking) -> Resource:
            wish = Wish(slot, person_of(connection, who))
            held = holding.hold(connection, asking, wish, fresh, services.tell)
            (booked,) = looking.of_party(connection, held.hold)
            return page_of(told(connection, services, client, (booked,), "booking.hold"), base)

        async with even_pace(even=True):
            await may_ask(asker, who)
            scope = ("fhir hold", asker, slot, services.vault.hash_of("asked for", who.model_dump_json()))
            return await carried_out(services, request, asker, work, scope)

    def person_of(connection: Connection, who: WithoutCard) -> str | None:
        if who.policy:
            return people.by_policy(connection, who.policy, who.birth_date)
        return people.by_snils(connection, who.snils, who.birth_date)

    async def may_ask(asker: str, who: WithoutCard) -> None:
        """Count who is asked for, in a transaction of its own: also what is refused counts."""
        person, now = asked_for_hash(services.vault, who), services.clock()

        def work(connection: Connection) -> bool:
            allowed = proving.may_ask(connection, f"fhir:{asker}", HOLDS_WITHIN_HOUR, now)
            return allowed and proving.may_ask(connection, person, ASKED_FOR_WITHIN_HOUR, now)

        if not await services.database.write(work):
            raise Refused("too-many-attempts", retry_after=HOUR)

    return router
