"""HTTP of events: what is on and which seats are free; it names nobody, and needs no card."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from backend.contract.events import MOST_EVENTS, Events, SeatPlan
from backend.events.service import showing
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.periods import interval

ASKERS: Final = ("kiosk", "operator", "case_worker", "supervisor")
MOMENT: Final = r"^(\d{4}-\d{2}-\d{2}T[0-9:.]{8,15}(Z|[+-]\d{2}:\d{2}))?$"  # RFC 3339
SlotId = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,80}$")]


class EventsAsked(BaseModel):
    """At one place, or everywhere with the nearest first."""

    model_config = ConfigDict(extra="forbid")

    near: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,80}$")] = ""
    place: Annotated[str, Field(pattern=r"^[a-z0-9-]{0,80}$")] = ""
    since: Annotated[str, Field(alias="from", pattern=MOMENT)] = ""
    until: Annotated[str, Field(alias="to", pattern=MOMENT)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_EVENTS)] = 30


def event_routes(services: Services) -> APIRouter:
    """For kiosks and desks."""
    router = APIRouter(prefix=PREFIX, tags=["events"])

    @router.get("/events", response_model=Events)
    async def list_events(request: Request, asked: Annotated[EventsAsked, Query()]) -> Response:
        services.caller(request, *ASKERS)
        now = services.clock()
        found = await services.database.read(
            partial(
                showing.events_on,
                providers=providers(asked),
                between=interval(asked.since, asked.until, now),
                now=now,
                most=asked.limit,
            )
        )
        return answer(Events(events=found, server_time=now))

    @router.get("/events/{slot}/plan", response_model=SeatPlan)
    async def show_plan(request: Request, slot: SlotId) -> Response:
        services.caller(request, *ASKERS)
        now = services.clock()
        return answer(await services.database.read(partial(showing.plan_now, slot=slot, now=now)))

    def providers(asked: EventsAsked) -> tuple[str, ...]:
        places = services.tickets.places
        if asked.place:
            return (asked.place,)
        return places.nearest_to(asked.near) or tuple(places.places)

    return router
