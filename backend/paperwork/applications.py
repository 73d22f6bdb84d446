"""HTTP of applications on behalf: prepared on the telephone, signed at a kiosk or on paper.

By telephone nothing is filed and no term of the law runs; it waits under its number for a signature.
"""

from __future__ import annotations

from datetime import datetime, time
from functools import partial
from secrets import randbelow
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.clock import day_in
from backend.contacts.values import By
from backend.contract.receipt_codes import receipt_code
from backend.contract.requests import DeskRequest, DeskRequests, PreparedIn, SignatureIn
from backend.errors import Refused
from backend.identification.gate import DESK_ROLES
from backend.in_hand import in_hand_at
from backend.paperwork.letters import PersonId
from backend.people import email_address
from backend.people import phone as telephone
from backend.reception.carrying_out import carried_out
from backend.requests.service import looking, preparing
from backend.requests.service.preparing import Preparation
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import idempotency_key, parsed, read_json_text

NOON: Final = time(12)  # of the day on which a paper came
Number = Annotated[str, Path(pattern=r"^[0-9]{2}-[0-9]{6,9}$")]
BODIES = (PreparedIn, SignatureIn)


def application_routes(services: Services) -> APIRouter:
    """The list of a person's, a new one, its signature on paper, its withdrawal before that."""
    router = APIRouter(prefix=PREFIX, tags=["requests"])

    @router.get("/desk/people/{person}/requests", response_model=DeskRequests)
    async def of_person(request: Request, person: PersonId) -> Response:
        by, in_hand = by_of(request), in_hand_at(request)
        in_hand.about(person)
        work = partial(told, by=by, person=person, beside=in_hand.beside(person))
        return answer(await services.database.write(work))

    @router.post(
        "/desk/people/{person}/requests",
        status_code=201,
        response_model=DeskRequest,
        openapi_extra=takes(PreparedIn),
    )
    async def prepare(request: Request, person: PersonId) -> Response:
        by, in_hand = by_of(request), in_hand_at(request)
        in_hand.about(person)
        body = await read_json_text(request)
        what = Preparation(
            told=heard(parsed(body, PreparedIn), by.now),
            applicant=in_hand.beside(person) or person,
            beneficiary=person,
            channel="phone" if in_hand.contact else "visit",
            contact=in_hand.contact or None,
            receipt_code=receipt_code(randbelow),
            delivery_key=services.vault.hash_of("desk request", f"{by.operator}\n{idempotency_key(request)}"),
            actor=by.actor,
            now=by.now,
        )
        today = day_in(by.now, services.zone)

        def work(connection: Connection) -> DeskRequest:
            number = preparing.prepare(connection, what, today)
            return standing(connection, person, number)

        scope = ("desk request", by.operator, person, in_hand.contact)
        return await carried_out(services, request, scope, body, work, 201)

    @router.post("/desk/people/{person}/requests/{number}/withdrawal", response_model=DeskRequest)
    async def withdraw(request: Request, person: PersonId, number: Number) -> Response:
        """Only what waits for its signature, and only for the applicant who had it prepared."""
        by, in_hand = by_of(request), in_hand_at(request)
        in_hand.about(person)
        applicant = in_hand.beside(person) or person

        def work(connection: Connection) -> DeskRequest:
            preparing.withdraw(connection, number, applicant, by.actor, by.now)
            return standing(connection, person, number)

        scope = ("request withdrawal", by.operator, person, number, in_hand.contact)
        return await carried_out(services, request, scope, b"", work)

    @router.post(
        "/desk/requests/{number}/signature", response_model=DeskRequest, openapi_extra=takes(SignatureIn)
    )
    async def sign(request: Request, number: Number) -> Response:
        by, body = by_of(request), await read_json_text(request)
        asked = parsed(body, SignatureIn)
        today = day_in(by.now, services.zone)
        received_on = asked.received_on or today
        if not asked.signed:
            raise Refused("request-incomplete", missing=["signature"])
        if received_on > today:
            raise Refused("body-invalid", errors=[{"at": "received_on", "why": "in_the_future"}])
        noon = datetime.combine(received_on, NOON, services.zone)
        received_at = by.now if received_on == today else noon

        def work(connection: Connection) -> DeskRequest:
            beneficiary = preparing.sign_on_paper(
                connection, number, received_at, by.actor, by.now, services.catalogue
            )
            return standing(connection, beneficiary, number)

        return await carried_out(services, request, ("request signature", by.operator, number), body, work)

    def by_of(request: Request) -> By:
        return By(services.caller(request, *DESK_ROLES).subject, services.clock())

    return router


def heard(told: PreparedIn, now: datetime) -> PreparedIn:
    """With the number as it is dialled, and the moment of the consent by our clock; `phone-invalid`."""
    contact, consent = told.contact, told.consent
    if told.phone.strip():
        try:
            contact = contact.model_copy(update={"phone": telephone.parse(told.phone)})
        except telephone.PhoneInvalid as invalid:
            raise Refused(invalid.code) from None
    if contact.email:
        try:
            contact = contact.model_copy(update={"email": email_address.parse(contact.email)})
        except email_address.EmailInvalid as invalid:
            raise Refused(invalid.code) from None
    if consent is not None:
        consent = consent.model_copy(update={"given_at": now})
    return told.model_copy(update={"phone": "", "contact": contact, "consent": consent})


def told(connection: Connection, by: By, person: str, beside: str | None) -> DeskRequests:
    """With a line in the journal; who speaks for somebody sees what is for that person alone."""
    found = looking.about(connection, person, of_others=beside is None)
    audit.record(connection, AuditEvent(by.now, by.actor, "request.list", person=person, holder=beside))
    return DeskRequests(person=person, requests=found)


def standing(connection: Connection, person: str, number: str) -> DeskRequest:
    """`request-unknown`"""
    found = looking.one_about(connection, person, number)
    if found is None:
        raise Refused("request-unknown")
    return found
