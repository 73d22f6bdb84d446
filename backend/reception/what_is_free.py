"""HTTP of what is free: it names nobody, and needs no card."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.rules import Offered, Visitor, quotas_of, refusal_by_person
from backend.bookings.service import looking, searching
from backend.bookings.service.searching import ResourceFree, SlotQuery
from backend.bookings.values import FreeSlot, SlotFacts
from backend.card_sessions.endpoints import session_of
from backend.contract.bookings import (
    MOST_SLOTS,
    Bookable,
    BookableList,
    BookableResources,
    FreeSlots,
    ReferralNeed,
    ResourceKind,
)
from backend.contract.tokens import SESSION_HEADER
from backend.errors import Refused
from backend.moment import Moment, day_of
from backend.noted_in_vain import note_in_vain
from backend.reception import telling
from backend.reception.seeing import providers, seen
from backend.services import Services
from backend.unmet.service import InVain
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.periods import interval

MOST_PLACES: Final = {"doctor": 3, "office": 6, "event": 6}  # the nearest; a read stays short
MOST_PLACES_OF_SLOTS: Final = 12
LOOKED_AT: Final = 10  # free slots of each resource: enough to say that there are some

Kind = Annotated[ResourceKind, Query()]
Place = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,80}$")]
Person = Annotated[str, Query(alias="for", pattern=r"^[0-9A-Za-z-]{0,36}$")]
MOMENT = r"^(\d{4}-\d{2}-\d{2}T[0-9:.]{8,15}(Z|[+-]\d{2}:\d{2}))?$"  # RFC 3339


@dataclass(frozen=True, slots=True)
class Wanted:
    """What kind, near which place, and for whom if not for the card's holder."""

    kind: str
    near: str
    whom: str = field(repr=False)


class SlotsAsked(BaseModel):
    """Of one resource or of one speciality, not of both."""

    model_config = ConfigDict(extra="forbid")

    kind: ResourceKind = "doctor"
    resource: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{0,80}$")] = ""
    speciality: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,80}$")] = ""
    near: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,80}$")] = ""
    since: Annotated[str, Field(alias="from", pattern=MOMENT)] = ""
    until: Annotated[str, Field(alias="to", pattern=MOMENT)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_SLOTS)] = 20
    whom: Annotated[str, Field(alias="for", pattern=r"^[0-9A-Za-z-]{0,36}$")] = ""


def free_routes(services: Services) -> APIRouter:
    """With a card's session in the header, at the holder's own clinic first, and only what they may book."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"])

    @router.get("/bookable", response_model=BookableList)
    async def list_bookable(request: Request, kind: Kind, near: Place = "", whom: Person = "") -> Response:
        found, visitor = await free_resources(services, request, Wanted(kind, near, whom))
        lines = by_speciality(found, visitor)
        return answer(BookableList(bookable=lines, server_time=services.clock()))

    @router.get("/resources", response_model=BookableResources)
    async def list_resources(
        request: Request, kind: Kind = "doctor", speciality: Place = "", near: Place = "", whom: Person = ""
    ) -> Response:
        found, _ = await free_resources(services, request, Wanted(kind, near, whom))
        wanted = [each for each in found if not speciality or each.speciality == speciality]
        return answer(
            BookableResources(resources=tuple(map(telling.resource, wanted)), server_time=services.clock())
        )

    @router.get("/slots", response_model=FreeSlots)
    async def list_slots(request: Request, asked: Annotated[SlotsAsked, Query()]) -> Response:
        moment, session = services.moment(request), session_if_any(request)
        if bool(asked.resource) == bool(asked.speciality):
            raise Refused("parameter-invalid", errors=[{"at": "query.resource", "why": "one_of_both"}])
        between = interval(asked.since, asked.until, moment.now)

        def work(connection: Connection) -> list[FreeSlot]:
            visitor = seen(connection, services, moment, session, asked.whom)
            places = providers(
                services.tickets.places, asked.kind, asked.near, visitor.clinic, MOST_PLACES_OF_SLOTS
            )
            mine_too = quotas_of("kiosk", visitor.categories)
            query = SlotQuery(asked.kind, asked.speciality, places, *between, mine_too)
            if asked.resource:
                return searching.free_of_resource(connection, asked.resource, query, moment.now, asked.limit)
            # During the search: a children's doctor nearby must not hide the next clinic from an adult.
            mine = partial(suits, visitor=visitor) if session else searching.suits_anybody
            return searching.free_slots(connection, query, moment.now, asked.limit, mine)

        found = await services.database.read(work)
        if not (found or asked.since or asked.until):  # who pages through days asks for a day, not for any
            subject = asked.speciality or asked.resource
            wish = InVain("booking", subject, "kiosk", moment.kiosk, asked.near)
            await note_in_vain(services, wish, moment.now)
        return answer(FreeSlots(slots=tuple(map(telling.slot, found)), server_time=moment.now))

    return router


async def free_resources(
    services: Services, request: Request, wanted: Wanted
) -> tuple[list[ResourceFree], Visitor]:
    """Everybody this one may book, the nearest first, with the first free time of each; and who asks."""
    moment, session = services.moment(request), session_if_any(request)
    return await services.database.read(
        partial(free_for, services=services, moment=moment, session=session, wanted=wanted)
    )


def free_for(
    connection: Connection, services: Services, moment: Moment, session: str, wanted: Wanted
) -> tuple[list[ResourceFree], Visitor]:
    """The same inside a read."""
    kind = wanted.kind
    visitor = seen(connection, services, moment, session, wanted.whom)
    places = providers(services.tickets.places, kind, wanted.near, visitor.clinic, MOST_PLACES[kind])
    quotas = quotas_of("kiosk", visitor.categories)
    found = searching.bookable(connection, kind, places, moment.now, LOOKED_AT, quotas)
    nearness = {place: rank for rank, place in enumerate(places)}
    mine = filter(partial(may_book, visitor=visitor, known=bool(session), moment=moment), found)
    return sorted(mine, key=lambda each: nearness[each.provider]), visitor


def by_speciality(found: list[ResourceFree], visitor: Visitor) -> tuple[Bookable, ...]:
    """One line a speciality: of the first place that has it, so nobody is sent across the region."""
    places: dict[str, str] = {}
    for each in found:
        places.setdefault(each.speciality, each.provider)
    lines = []
    for speciality, place in places.items():
        here = [each for each in found if (each.speciality, each.provider) == (speciality, place)]
        first = min((each.first_at for each in here if each.first_at is not None), default=None)
        lines.append(
            Bookable(
                kind=telling.KIND.validate_python(here[0].kind),
                speciality=speciality,
                title=here[0].title,
                free=sum(each.free for each in here),
                first_at=first,
                first_place=place,
                level=min(each.rules.level for each in here),
                referral=referral_for(here, visitor),
            )
        )
    return tuple(lines)


def referral_for(here: list[ResourceFree], visitor: Visitor) -> ReferralNeed:
    """Whether all who receive there ask for a referral; whether there is one is told to the holder alone."""
    if not all(each.rules.referral_needed for each in here):
        return ""
    if visitor.referrals is None:
        return "needed"
    return "recorded" if here[0].speciality in visitor.referrals else "missing"


def may_book(free: ResourceFree, visitor: Visitor, moment: Moment, *, known: bool) -> bool:
    """Whether rules about people let this one book there; a referral that lacks is said, not kept quiet."""
    if not known:
        return True
    offered = Offered(free.resource, free.speciality, free.provider, moment.now, moment.today)
    return refusal_by_person(free.rules, offered, visitor) in {None, "referral-needed"}


def suits(facts: SlotFacts, visitor: Visitor) -> bool:
    """Whether rules about people let this one come then."""
    day = day_of(facts.starts_at, facts.zone)
    offered = Offered(facts.resource, facts.speciality, facts.provider, facts.starts_at, day)
    return refusal_by_person(looking.rules_of(facts), offered, visitor) is None


def session_if_any(request: Request) -> str:
    """The Okno-Session header, or ""."""
    return session_of(request) if request.headers.get(SESSION_HEADER) else ""
