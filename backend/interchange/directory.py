"""HTTP of the directory by HSDS 3: read only, for anybody, the same until the content changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.errors import Refused
from backend.hsds.asking import Asked, Record, asked_of, page_of
from backend.hsds.directory import HSDS_VERSION, without_lists
from backend.hsds.finder import Finder
from backend.services import Services

PREFIX: Final = "/hsds/v3"
PROFILE: Final = "https://docs.openreferral.org/en/3.0/"
KEPT_SECONDS: Final = 300
_PAGE: Final = frozenset({"search", "page", "per_page", "format"})
_SERVICES: Final = _PAGE | {
    "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full",
}  # fmt: skip
Select = Callable[[Asked], Sequence[Record]]
Tell = Callable[[Asked, Record], Record]


def hsds_routes(services: Services) -> APIRouter:
    """The addresses of the standard, and `/locations` beside them."""
    router = APIRouter(prefix=PREFIX, tags=["directory (HSDS 3)"])
    finder: Finder = services.directory
    directory = finder.directory

    def one(
        name: str, records: Mapping[str, Record], known: Collection[str] = (), tell: Tell = _whole
    ) -> None:
        async def read(request: Request, record: str) -> Response:
            asked = asked_of(request.query_params.multi_items(), known)
            found = records.get(record)
            if found is None:
                raise Refused("not-found")
            return answered(request, tell(asked, found))

        read.__doc__ = f"One record of /{name}, fully nested."
        router.add_api_route(f"/{name}/{{record}}", read, methods=["GET"], name=f"hsds-{name}-one")

    def many(name: str, known: Collection[str], select: Select, tell: Tell) -> None:
        async def list_them(request: Request) -> Response:
            asked = asked_of(request.query_params.multi_items(), known)
            found = select(asked)
            if asked.ndjson:
                lines = "".join(f"{_json(tell(asked, each))}\n" for each in found)
                return answered(request, lines.encode(), "application/x-ndjson")
            return answered(request, page_of(found, asked, lambda each: tell(asked, each)))

        list_them.__doc__ = f"A page of /{name}."
        router.add_api_route(f"/{name}", list_them, methods=["GET"], name=f"hsds-{name}")

    def answered(request: Request, told: Record | bytes, kind: str = "application/json") -> Response:
        headers = {
            "Cache-Control": f"public, max-age={KEPT_SECONDS}",
            "ETag": f'"{directory.version[:32]}"',
            "X-Content-Type-Options": "nosniff",
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(None, 304, headers)
        return Response(told if isinstance(told, bytes) else _json(told), 200, headers, media_type=kind)

    @router.get("/")
    async def about(request: Request) -> Response:
        """Which version this is, and where it is described."""
        base = str(request.base_url).rstrip("/")
        told = {"version": HSDS_VERSION, "profile": PROFILE, "openapi_url": f"{base}/openapi.json"}
        return answered(request, told)

    many("services", _SERVICES, finder.services, _as_listed)
    one("services", directory.services)
    many("organizations", _PAGE | {"full", "full_service"}, finder.organizations, finder.organization_told)
    one("organizations", directory.organizations, {"full_service"}, finder.organization_nested)
    many("service_at_locations", _SERVICES - {"minimal"}, finder.at_locations, _as_listed)
    one("service_at_locations", directory.at_locations)
    many("locations", _PAGE | {"organization_id", "full"}, finder.locations, _as_listed)
    one("locations", directory.locations)
    many("taxonomies", _PAGE, finder.taxonomies, _whole)
    one("taxonomies", directory.taxonomies)
    many("taxonomy_terms", _PAGE | {"taxonomy_id", "top_only", "parent_id"}, finder.terms, _whole)
    one("taxonomy_terms", directory.terms)
    return router


def _as_listed(asked: Asked, record: Record) -> Record:
    if asked.minimal:
        return {"id": record["id"]}
    return record if asked.full else without_lists(record)


def _whole(_asked: Asked, record: Record) -> Record:
    return record


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
