"""Builds answers of FHIR: a resource, a page with its links, and which form is spoken."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final, TypeVar
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import Response

from backend.bookings.service.exchanging import Listed
from backend.errors import Refused
from backend.fhir import resources
from backend.fhir.asked import Search, search_of
from backend.fhir.outcomes import FHIR_JSON
from backend.fhir.resources import Resource
from backend.fhir.values import PREFIX
from backend.web.answers import COMMON_HEADERS

_FORMATS: Final = frozenset({"", "json", "application/json", FHIR_JSON, "application/fhir json"})
_ACCEPTED: Final = ("*/*", "application/*", "application/json", FHIR_JSON)
Item = TypeVar("Item")


def fhir(resource: Resource, status: int = 200) -> Response:
    return Response(fhir_bytes(resource), status, COMMON_HEADERS, media_type=FHIR_JSON)


def fhir_bytes(resource: Resource) -> bytes:
    return json.dumps(resource, ensure_ascii=False, separators=(",", ":")).encode()


def base_of(request: Request) -> str:
    """Our address as this client knows it."""
    return f"{str(request.base_url).rstrip('/')}{PREFIX}"


def require_json(request: Request) -> None:
    """`format-not-offered` where something else than JSON is wanted; `_format` outdoes the header."""
    wanted = request.query_params.get("_format", "")
    if wanted not in _FORMATS:
        raise Refused("format-not-offered")
    accepted = request.headers.get("accept", "*/*").lower()
    kinds = [part.partition(";")[0].strip() for part in accepted.split(",")]
    if not wanted and not any(kind in _ACCEPTED for kind in kinds):
        raise Refused("format-not-offered")


def searched(request: Request, known: Mapping[str, str]) -> Search:
    """The search that the request asks for."""
    require_json(request)
    lenient = "handling=lenient" in request.headers.get("prefer", "").replace(" ", "")
    return search_of(request.query_params.multi_items(), known, lenient=lenient)


def bundle(
    request: Request, search: Search, found: Listed[Item], told: Callable[[Item], Resource]
) -> Resource:
    """A page with the links to itself and to the next one."""
    entries = [told(item) for item in found.items] if search.count else []
    address = f"{base_of(request)}{request.url.path.removeprefix(PREFIX)}"
    used = [pair for pair in search.pairs if pair[0] not in ("_after", "_count", "_format", "_pretty")]
    links = {"self": _link(address, [*used, ("_count", str(search.count))], search.after)}
    if found.more and entries:
        links["next"] = _link(address, [*used, ("_count", str(search.count))], entries[-1]["id"])
    return resources.searchset(entries, base_of(request), links)


def _link(address: str, pairs: list[tuple[str, str]], after: str) -> str:
    return f"{address}?{urlencode([*pairs, *([('_after', after)] if after else [])])}"
