"""HTTP of what an operator may offer: specialities, then one of them with its days and the times of a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.rules import Visitor, quotas_of
from backend.bookings.service import searching
from backend.bookings.service.counting import MOST_DAYS, FreeDay, free_days
from backend.bookings.service.searching import ResourceFree, SlotQuery
from backend.bookings.values import FreeSlot
from backend.contract import bookings as told
from backend.contract.bookings import MOST_SLOTS, BookableList, ResourceKind
from backend.contract.on_behalf import DeskOpenings, OpeningPlace
from backend.moment import Moment
from backend.on_behalf.desks import Behalf, Whom, behalf_of
from backend.reception import telling
from backend.reception.seeing import providers
from backend.reception.what_is_free import LOOKED_AT, MOST_PLACES, by_speciality, may_book, suits
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer

Slug = r"^[a-z0-9-]{0,80}$"
Near = Annotated[str, Query(pattern=Slug)]
Kind = Annotated[ResourceKind, Query()]
Everybody = Annotated[bool, Query(alias="all")]


class OpeningsAsked(BaseModel):
    """`place`, `resource` and `day` narrow it; `all` leaves rules about people aside, for an override."""

    model_config = ConfigDict(extra="forbid")

    kind: ResourceKind = "doctor"
    speciality: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
    near: Annotated[str, Field(pattern=Slug)] = ""
    place: Annotated[str, Field(pattern=Slug)] = ""
    resource: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{0,80}$")] = ""
    day: date | None = None
    everybody: Annotated[bool, Field(alias="all")] = False
    whom: Annotated[str, Field(alias="for", pattern=r"^[0-9A-Za-z-]{0,36}$")] = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, for one person, at one moment."""

    services: Services
    behalf: Behalf
    kind: str
    near: str
    everybody: bool
    visitor: Visitor = field(repr=False)

    @property
    def now(self) -> datetime:
        return self.behalf.desk.now

    @property
    def quotas(self) -> tuple[str, ...]:
        """The desk's own, and what is kept for the person's categories."""
        return quotas_of("operator", self.visitor.categories)

    @classmethod
    def of(
        cls,
        connection: Connection,
        services: Services,
        behalf: Behalf,
        asked: tuple[str, str],
        *,
        everybody: bool,
    ) -> Search:
        """`asked`: the kind, and the place it should be near to."""
        return cls(services, behalf, *asked, everybody, behalf.visitor(connection))

    def found(self, connection: Connection) -> list[ResourceFree]:
        """Everybody this person may book, the nearest first."""
        places = providers(
            self.services.tickets.places, self.kind, self.near, self.visitor.clinic, MOST_PLACES[self.kind]
        )
        found = searching.bookable(connection, self.kind, places, self.now, LOOKED_AT, self.quotas)
        nearness = {place: rank for rank, place in enumerate(places)}
        moment = Moment("", self.now, self.behalf.today)
        mine = [
            each for each in found if may_book(each, self.visitor, known=not self.everybody, moment=moment)
        ]
        return sorted(mine, key=lambda each: nearness[each.provider])

    def times(
        self, connection: Connection, of_place: list[ResourceFree], between: tuple[datetime, datetime]
    ) -> list[FreeSlot]:
        """What is free with them, by time."""
        query = SlotQuery(self.kind, "", (), *between, self.quotas)
        found: list[FreeSlot] = []
        for each in of_place:
            found += searching.free_of_resource(connection, each.resource, query, self.now, MOST_SLOTS)
        fitting = [each for each in found if self.everybody or suits(each.facts, self.visitor)]
        return sorted(fitting, key=lambda each: (each.facts.starts_at, each.facts.slot))[:MOST_SLOTS]


def free_routes(services: Services) -> APIRouter:
    """By the rules for this person; rules of time and referrals are said when a time is taken."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.get("/desk/bookable", response_model=BookableList)
    async def list_bookable(
        request: Request, kind: Kind, near: Near = "", whom: Whom = "", everybody: Everybody = False
    ) -> Response:
        behalf = behalf_of(services, request, whom)

        def work(connection: Connection) -> BookableList:
            search = Search.of(connection, services, behalf, (kind, near), everybody=everybody)
            lines = by_speciality(search.found(connection), search.visitor)
            behalf.seen(connection, "booking.look")
            return BookableList(bookable=lines, server_time=search.now)

        return answer(await services.database.write(work))

    @router.get("/desk/openings", response_model=DeskOpenings)
    async def list_openings(request: Request, asked: Annotated[OpeningsAsked, Query()]) -> Response:
        behalf = behalf_of(services, request, asked.whom)
        return answer(
            await services.database.write(partial(openings, services=services, behalf=behalf, asked=asked))
        )

    return router


def openings(
    connection: Connection, services: Services, behalf: Behalf, asked: OpeningsAsked
) -> DeskOpenings:
    """Days of the place, and the times of the day."""
    search = Search.of(connection, services, behalf, (asked.kind, asked.near), everybody=asked.everybody)
    found = [each for each in search.found(connection) if each.speciality == asked.speciality]
    here = at_place(found, asked.place)
    narrowed = [each for each in here if asked.resource in {"", each.resource}]
    until = search.now + timedelta(days=MOST_DAYS)
    days = free_days(connection, narrowed, search.now, until, search.now, search.quotas)
    day = chosen_day(days, asked.day)
    zone = here[0].zone if here else services.zone.key
    slots = [] if day is None else search.times(connection, narrowed, whole_day(day, zone))
    behalf.seen(connection, "booking.look")
    if not (days or asked.place or asked.resource):
        behalf.in_vain(connection, "booking", asked.speciality, asked.near)
    return DeskOpenings(
        kind=asked.kind,
        speciality=asked.speciality,
        title=here[0].title if here else "",
        place=here[0].provider if here else "",
        zone=zone,
        places=places_of(found),
        resources=tuple(map(telling.resource, here)),
        days=tuple(told.FreeDay(day=each.day, free=each.free, first_at=each.first_at) for each in days),
        day=day,
        slots=tuple(map(telling.slot, slots)),
        server_time=search.now,
    )


def at_place(found: list[ResourceFree], place: str) -> list[ResourceFree]:
    """Everybody at the place asked for, or at the nearest where anything is free, or at the nearest."""
    wanted = place or next((each.provider for each in found if each.free), "")
    wanted = wanted or (found[0].provider if found else "")
    return [each for each in found if each.provider == wanted]


def places_of(found: list[ResourceFree]) -> tuple[OpeningPlace, ...]:
    """Each place once, in the order of nearness."""
    lines = []
    for place in dict.fromkeys(each.provider for each in found):
        here = [each for each in found if each.provider == place]
        first = min((each.first_at for each in here if each.first_at is not None), default=None)
        lines.append(OpeningPlace(place=place, free=sum(each.free for each in here), first_at=first))
    return tuple(lines)


def chosen_day(days: list[FreeDay], wanted: date | None) -> date | None:
    """The day asked for if anything is free then, else the first."""
    known = [each.day for each in days]
    if wanted in known:
        return wanted
    return known[0] if known else None


def whole_day(day: date, zone: str) -> tuple[datetime, datetime]:
    """From midnight to midnight by the clock of the place."""
    begins = datetime.combine(day, time.min, ZoneInfo(zone))
    return begins, datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))
