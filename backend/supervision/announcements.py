"""HTTP of announcements: operators read them, a supervisor writes and retracts them."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.announcements import service
from backend.contract.announcements import Announcement, AnnouncementIn, Announcements
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.supervision.asking import READERS, SUPERVISOR, by_of
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

AnnouncementId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
BODIES = (AnnouncementIn,)


def announcement_routes(services: Services) -> APIRouter:
    """What kiosks show of them goes along with their heartbeats."""
    router = APIRouter(prefix=PREFIX, tags=["announcements"])

    @router.get("/desk/announcements", response_model=Announcements)
    async def current(request: Request) -> Response:
        by = by_of(services, request, *READERS)
        return answer(await services.database.read(partial(service.current, by=by)))

    @router.get("/desk/announcements/all", response_model=Announcements)
    async def every(request: Request) -> Response:
        by = by_of(services, request, *SUPERVISOR)
        return answer(await services.database.read(partial(service.every, by=by)))

    @router.post(
        "/desk/announcements",
        status_code=201,
        response_model=Announcement,
        openapi_extra=takes(AnnouncementIn),
    )
    async def publish(request: Request) -> Response:
        by = by_of(services, request, *SUPERVISOR)
        body = await read_json_text(request)
        written, fresh = parsed(body, AnnouncementIn), str(uuid4())

        def work(connection: Connection) -> Announcement:
            return service.publish(connection, by, written, fresh)

        return await carried_out(services, request, ("announcement", by.operator), body, work, 201)

    @router.post("/desk/announcements/{announcement}/reading", response_model=Announcement)
    async def mark_read(request: Request, announcement: AnnouncementId) -> Response:
        """Said again it changes nothing."""
        work = partial(service.mark_read, by=by_of(services, request, *READERS), which=announcement)
        return answer(await services.database.write(work))

    @router.post("/desk/announcements/{announcement}/retraction", response_model=Announcement)
    async def retract(request: Request, announcement: AnnouncementId) -> Response:
        """Said again it changes nothing."""
        work = partial(service.retract, by=by_of(services, request, *SUPERVISOR), which=announcement)
        return answer(await services.database.write(work))

    return router
