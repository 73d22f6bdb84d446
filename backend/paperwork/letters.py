"""HTTP of what an operator sends to a caller: shown and read back first, then queued once.

To an address that is dictated only what is public goes; to a person's own, or about their request, only
while it is sure enough who speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.bookings import numbers
from backend.bookings.service import looking as bookings
from backend.bookings.service import proving
from backend.clock import day_in
from backend.contacts.service import keeping
from backend.contacts.values import By
from backend.contract.letters import LetterIn, LetterPreview, LetterSent
from backend.counter import telling
from backend.desk_letters import Addressed, LetterContent
from backend.errors import Refusal, Refused
from backend.handoffs.service import KEPT as CODE_KEPT
from backend.identification.gate import DESK_ROLES, in_hand_of
from backend.in_hand import InHand, in_hand_at
from backend.messages.masking import masked
from backend.people import email_address
from backend.people import phone as telephone
from backend.people import service as people
from backend.people.values import PersonUnknown
from backend.reception.carrying_out import carried_out
from backend.requests.service import looking
from backend.services import Services
from backend.stock.service import looking as stock
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body, parsed, read_json_text
from content.formats import phone as read_out
from content.identification import OFFICE

MOST_IN_CONTACT: Final = 10  # letters within an hour: somebody may have dictated a wrong number
MOST_OF_OPERATOR: Final = 60
ABOUT_A_PERSON: Final = frozenset({"request", "booking"})
RESERVATION_DIGITS: Final = 7
STANDING: Final = frozenset({"reserved", "delivered"})
PersonId = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,36}$")]
BODIES = (LetterIn,)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, in what contact, and for whom; `person` is "" for what is public."""

    by: By
    in_hand: InHand
    person: str = field(default="", repr=False)


def letter_routes(services: Services) -> APIRouter:
    """To nobody in particular, and to a person who is known well enough."""
    router = APIRouter(prefix=PREFIX, tags=["letters"])

    @router.post("/desk/letters/preview", response_model=LetterPreview, openapi_extra=takes(LetterIn))
    async def preview_public(request: Request) -> Response:
        return await previewed(request, await nobody(request))

    @router.post("/desk/letters", response_model=LetterSent, openapi_extra=takes(LetterIn))
    async def send_public(request: Request) -> Response:
        return await sent(request, await nobody(request))

    @router.post(
        "/desk/people/{person}/letters/preview", response_model=LetterPreview, openapi_extra=takes(LetterIn)
    )
    async def preview_of_person(request: Request, person: PersonId) -> Response:
        return await previewed(request, somebody(request, person))

    @router.post("/desk/people/{person}/letters", response_model=LetterSent, openapi_extra=takes(LetterIn))
    async def send_of_person(request: Request, person: PersonId) -> Response:
        return await sent(request, somebody(request, person))

    def by_of(request: Request) -> By:
        return By(services.caller(request, *DESK_ROLES).subject, services.clock())

    async def nobody(request: Request) -> Sender:
        by, in_hand = by_of(request), await in_hand_of(services, request)
        if not in_hand.contact and in_hand.level != OFFICE:
            raise Refused("contact-unknown")
        return Sender(by, in_hand)

    def somebody(request: Request, person: str) -> Sender:
        in_hand = in_hand_at(request)
        in_hand.about(person)
        return Sender(by_of(request), in_hand, person)

    async def previewed(request: Request, sender: Sender) -> Response:
        asked = await json_body(request, LetterIn)
        return answer(await services.database.write(reading(services, sender, asked)))

    async def sent(request: Request, sender: Sender) -> Response:
        body = await read_json_text(request)
        work = partial(_sent, services=services, sender=sender, asked=parsed(body, LetterIn))
        scope = ("letter", sender.by.operator, sender.in_hand.contact, sender.person)
        return await carried_out(services, request, scope, body, work)

    return router


def reading(services: Services, sender: Sender, asked: LetterIn) -> Callable[[Connection], LetterPreview]:
    """The letter as it will go, and the address as the caller is to confirm it."""

    def work(connection: Connection) -> LetterPreview:
        letter = addressed(connection, services, sender, asked)
        written = services.letters.written(letter)
        if sender.person:
            _journal(connection, sender, "letter.preview")
        return LetterPreview(
            channel=asked.channel,
            to=asked.to,
            address=masked(letter.address) if asked.to == "registered" else _aloud(letter),
            subject=written.subject,
            text=written.text,
            due_at=services.letters.due_at(asked.channel),
        )

    return work


def _sent(
    connection: Connection, services: Services, sender: Sender, asked: LetterIn
) -> LetterSent | Refusal:
    letter = addressed(connection, services, sender, asked)
    contact = f"letters:{sender.in_hand.contact or sender.by.operator}"
    if not (
        proving.may_ask(connection, contact, MOST_IN_CONTACT, sender.by.now)
        and proving.may_ask(connection, f"letters:{sender.by.actor}", MOST_OF_OPERATOR, sender.by.now)
    ):
        return Refusal("too-many-attempts")
    queued = services.letters.send(connection, letter)
    _journal(connection, sender, "letter.send")
    return LetterSent(channel=asked.channel, queued=queued, due_at=services.letters.due_at(asked.channel))


def addressed(connection: Connection, services: Services, sender: Sender, asked: LetterIn) -> Addressed:
    """The letter with its address; every fault of it has a name."""
    if asked.channel not in services.letters.channels:
        raise Refused("channel-off")
    content = content_of(connection, services, sender, asked)
    if not services.letters.knows(content):
        raise Refused("letter-unknown")
    address, language = (
        address_of(connection, services, sender, asked),
        language_of(connection, sender, asked),
    )
    # Under the vault's key: a bare hash of a number is the number.
    whole = "\n".join((asked.kind, *asked.about, asked.code, asked.channel, address, language))
    key = services.vault.hash_of("letter", sha256(whole.encode()).hexdigest())[:32]
    contact = sender.in_hand.contact or sender.by.operator
    return Addressed(content, asked.channel, address, language, f"desk:{contact}:{key}")


def language_of(connection: Connection, sender: Sender, asked: LetterIn) -> str:
    """Of whoever will read it: who speaks, or at a registered address the person; "" of nobody we know."""
    in_hand = sender.in_hand
    speaks = in_hand.speaker if asked.to != "registered" else ""
    reader = speaks or sender.person or in_hand.person
    if asked.language or not reader:
        return asked.language
    try:
        return people.summary(connection, reader).language
    except PersonUnknown as unknown:
        raise Refused(unknown.code) from None


def content_of(connection: Connection, services: Services, sender: Sender, asked: LetterIn) -> LetterContent:
    """What it tells: of a request as it stands, and only to whoever filed it."""
    if not _says_something(asked):
        raise Refused("letter-unknown")
    if asked.kind == "booking":
        return _kept(connection, services, sender, asked.about[0])
    if asked.kind in ABOUT_A_PERSON:
        found = looking.one_about(connection, sender.person, asked.about[0]) if sender.person else None
        if found is None:
            raise Refused("request-unknown")
        own = found.request
        signed = own.state != "awaiting_signature"
        return LetterContent("request", (own.number,), receipt=own.receipt_code, signed=signed)
    until = day_in(sender.by.now + CODE_KEPT, services.zone) if asked.code else None
    return LetterContent(asked.kind, asked.about, asked.code, until)


def _kept(connection: Connection, services: Services, sender: Sender, number: str) -> LetterContent:
    """What stands on the paper; `booking-unknown` for what is nobody's of this contact, `booking-ended`."""
    theirs = {sender.person, *sender.in_hand.represented} - {""}
    places = services.tickets.places
    if len(number) == RESERVATION_DIGITS:
        kept = stock.by_number(connection, number)
        if kept is None or kept.person not in theirs:
            raise Refused("reservation-unknown")
        if kept.state not in STANDING:
            raise Refused("reservation-ended")
        return LetterContent(
            "booking",
            (number,),
            telling.code_of(services.vault, number),
            where=places.address_of(kept.place),
            kept_until=kept.expires_at,
            zone=services.zone.key,
        )
    booked = bookings.by_number(connection, number)
    if booked is None or booked.person not in theirs:
        raise Refused("booking-unknown")
    if booked.state != "confirmed" or booked.slot.starts_at <= sender.by.now:
        raise Refused("booking-ended")
    return LetterContent(
        "booking",
        (number,),
        numbers.code_of(services.vault, number),
        where=places.address_of(booked.slot.provider),
        starts_at=booked.slot.starts_at,
        zone=booked.slot.zone,
        at_home=booked.slot.home_visit,
    )


def _says_something(asked: LetterIn) -> bool:
    """Papers of measures, one place, one request, or a code with or without measures."""
    if asked.kind == "documents":
        return bool(asked.about)
    if asked.kind == "result":
        return bool(asked.code)
    return len(asked.about) == 1


def address_of(connection: Connection, services: Services, sender: Sender, asked: LetterIn) -> str:
    """`letter-no-address` where neither register nor telephone has one."""
    if asked.to == "registered":
        found = _registered(connection, sender, asked.channel, services)
    elif asked.to == "caller":
        found = _of_call(connection, sender, services) if asked.channel == "sms" else ""
    else:
        return _dictated(asked)
    if not found:
        raise Refused("letter-no-address")
    return found


def _registered(connection: Connection, sender: Sender, channel: str, services: Services) -> str:
    """The person's own, or of a child that has none the one of whoever speaks for it."""
    if not sender.person:
        return ""
    found = people.contacts(connection, sender.person, day_in(sender.by.now, services.zone))
    speaks = sender.in_hand.beside(sender.person)
    own = next((one for one in found if one.person in {sender.person, speaks}), None)
    if own is None:
        return ""
    return own.phone if channel == "sms" else own.email


def _of_call(connection: Connection, sender: Sender, services: Services) -> str:
    if not sender.in_hand.contact:
        return ""
    return keeping.number_of(services.vault, keeping.found(connection, sender.in_hand.contact, sender.by))


def _dictated(asked: LetterIn) -> str:
    try:
        if asked.channel == "sms":
            return telephone.parse(asked.address)
        return email_address.parse(asked.address)
    except (telephone.PhoneInvalid, email_address.EmailInvalid) as invalid:
        raise Refused(invalid.code) from None


def _aloud(letter: Addressed) -> str:
    return read_out(letter.address) if letter.channel == "sms" else letter.address


def _journal(connection: Connection, sender: Sender, action: str) -> None:
    """Also of a letter to nobody in particular: who sent how many."""
    person = sender.person or None
    holder = None if person is None else sender.in_hand.beside(person)
    audit.record(connection, AuditEvent(sender.by.now, sender.by.actor, action, person=person, holder=holder))
