"""HTTP by which a kiosk learns of a published pack and fetches it."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contract.packs import PublishedPack
from backend.errors import Refused
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import COMMON_HEADERS, answer

PACK_MEDIA_TYPE: Final = "application/octet-stream"
FILE_ANSWER: Final = {"content": {PACK_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}


def pack_routes(services: Services) -> APIRouter:
    """What is published; for kiosks."""
    router = APIRouter(prefix=PREFIX, tags=["packs"])

    @router.get("/packs/current", response_model=PublishedPack)
    async def current(request: Request) -> Response:
        services.caller(request, "kiosk")
        published = services.published.current()
        if published is None:
            raise Refused("pack-unknown")
        return answer(published)

    @router.get("/packs/{file_hash}", response_class=Response, responses={200: FILE_ANSWER})
    async def fetch(request: Request, file_hash: str) -> Response:
        services.caller(request, "kiosk")
        content = services.published.content_of(file_hash)
        if content is None:
            raise Refused("pack-unknown")
        return Response(content, 200, COMMON_HEADERS, media_type=PACK_MEDIA_TYPE)

    return router
