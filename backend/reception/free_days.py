"""HTTP of the days on which something is free: a calendar to choose from, whatever stands on each day."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.rules import quotas_of
from backend.bookings.service.counting import MOST_DAYS, free_days
from backend.bookings.service.searching import ResourceFree
from backend.contract.bookings import FreeDay, FreeDays, ResourceKind
from backend.reception.what_is_free import MOMENT, Wanted, free_for, session_if_any
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.periods import interval


class DaysAsked(BaseModel):
    """Of one speciality at the nearest place that has anything free; `resource` narrows it to one."""

    model_config = ConfigDict(extra="forbid")

    kind: ResourceKind = "doctor"
    speciality: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
    resource: Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{0,80}$")] = ""
    near: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,80}$")] = ""
    since: Annotated[str, Field(alias="from", pattern=MOMENT)] = ""
    until: Annotated[str, Field(alias="to", pattern=MOMENT)] = ""
    whom: Annotated[str, Field(alias="for", pattern=r"^[0-9A-Za-z-]{0,36}$")] = ""


def day_routes(services: Services) -> APIRouter:
    """With a card's session in the header only what this one may book is counted."""
    router = APIRouter(prefix=PREFIX, tags=["bookings"])

    @router.get("/days", response_model=FreeDays)
    async def list_days(request: Request, asked: Annotated[DaysAsked, Query()]) -> Response:
        moment, session = services.moment(request), session_if_any(request)
        since, until = interval(asked.since, asked.until, moment.now)
        until = min(until, since + timedelta(days=MOST_DAYS))

        def work(connection: Connection) -> FreeDays:
            wanted = Wanted(asked.kind, asked.near, asked.whom)
            found, visitor = free_for(connection, services, moment, session, wanted)
            here, quotas = nearest_free(found, asked), quotas_of("kiosk", visitor.categories)
            days = free_days(connection, here, since, until, moment.now, quotas)
            return FreeDays(
                place=here[0].provider if here else "",
                zone=here[0].zone if here else "",
                days=tuple(FreeDay(day=each.day, free=each.free, first_at=each.first_at) for each in days),
                server_time=moment.now,
            )

        return answer(await services.database.read(work))

    return router


def nearest_free(found: list[ResourceFree], asked: DaysAsked) -> list[ResourceFree]:
    """Everybody of the speciality at the first place where somebody has a free time."""
    fitting = [
        each
        for each in found
        if each.speciality == asked.speciality and asked.resource in {"", each.resource} and each.free
    ]
    return [each for each in fitting if each.provider == fitting[0].provider]
