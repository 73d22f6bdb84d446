"""HTTP of Open311 GeoReport v2: services, their definitions, requests, tokens; in XML and in JSON."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from secrets import token_bytes, token_hex
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.cases.service.keeping import Office
from backend.cases.values import Asking
from backend.clock import day_in
from backend.contract.tokens import IDEMPOTENCY_HEADER
from backend.errors import Refused
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.open311 import asking, service, telling
from backend.open311.errors import PREFIX
from backend.open311.service import Fresh
from backend.open311.wire import MEDIA_TYPES, list_of, one_of
from backend.services import Services
from backend.web.answers import COMMON_HEADERS
from backend.web.requests import idempotency_key

V2: Final = f"{PREFIX}/v2"
_KEPT: Final = {**COMMON_HEADERS, "Cache-Control": "public, max-age=300"}  # of what says nothing of anybody


def open311_routes(services: Services) -> APIRouter:
    """The six methods of the standard, and its discovery. Only sending needs a key."""
    router = APIRouter(include_in_schema=False)
    front, zone = services.open311, services.zone
    office = Office(services.case_rules, services.vault)

    def answered(content: bytes, form: str, headers: dict[str, str] = COMMON_HEADERS) -> Response:
        return Response(content, 200, headers, media_type=MEDIA_TYPES[form])

    def begun(request: Request, form: str) -> str:
        asking.check_jurisdiction(front, request.query_params.get("jurisdiction_id"))
        return asking.form_of(form)

    @router.get(f"{PREFIX}/discovery.{{form}}")
    async def discover(request: Request, form: str) -> Response:
        base = str(request.base_url).rstrip("/")
        told = telling.discovery(front, base, services.version)
        return answered(one_of("discovery", told, asking.form_of(form)), form, _KEPT)

    @router.get(f"{V2}/services.{{form}}")
    async def list_services(request: Request, form: str) -> Response:
        begun(request, form)
        told = [telling.service(each, front) for each in front.services.values()]
        return answered(list_of("services", told, form), form, _KEPT)

    @router.get(f"{V2}/services/{{code}}.{{form}}")
    async def define(request: Request, code: str, form: str) -> Response:
        begun(request, form)
        told = telling.definition(asking.service_of(front, code), front)
        return answered(one_of("service_definition", told, form), form, _KEPT)

    @router.post(f"{V2}/requests.{{form}}")
    async def submit(request: Request, form: str) -> Response:
        begun(request, form)
        fields = await asking.fields_of(request)
        asking.check_jurisdiction(front, fields.get("jurisdiction_id"))
        client = front.client_of(fields.get("api_key") or request.query_params.get("api_key", ""))
        if client is None:
            raise Refused("open311-key-invalid")
        sent = asking.submission_of(front, client, fields)
        fresh = fresh_for(request, client, fields)
        work = partial(
            service.submit, office=office, asking=asking_as(client), front=front, sent=sent, fresh=fresh
        )
        told = await services.database.write(work)
        return answered(list_of("service_requests", [telling.accepted(told)], form), form)

    @router.get(f"{V2}/requests.{{form}}")
    async def list_requests(request: Request, form: str) -> Response:
        begun(request, form)
        wanted = asking.wanted_of(request.query_params, services.clock())
        found = await services.database.read(partial(service.listed, front=front, wanted=wanted))
        told = [telling.request(each, front, zone) for each in found]
        return answered(list_of("service_requests", told, form), form)

    @router.get(f"{V2}/requests/{{number}}.{{form}}")
    async def read_request(request: Request, number: str, form: str) -> Response:
        begun(request, form)
        work = partial(service.of_request, front=front, request=asking.request_id(number))
        told = telling.request(await services.database.read(work), front, zone)
        return answered(list_of("service_requests", [told], form), form)

    @router.get(f"{V2}/tokens/{{token}}.{{form}}")
    async def read_token(request: Request, token: str, form: str) -> Response:
        begun(request, form)
        found = await services.database.read(partial(service.of_token, front=front, token=token))
        return answered(list_of("service_requests", [telling.token(found)], form), form)

    def asking_as(client: str) -> Asking:
        now = services.clock()
        nonces = token_bytes(SEAL_NONCE_BYTES), token_bytes(SEAL_NONCE_BYTES)
        return Asking(f"open311:{client}", now, day_in(now, services.zone), *nonces)

    def fresh_for(request: Request, client: str, fields: dict[str, str]) -> Fresh:
        """The standard knows no key against sending twice; whoever sends one is heard once."""
        body = sha256(repr(sorted(fields.items())).encode()).hexdigest()
        once = ""
        if IDEMPOTENCY_HEADER.lower() in request.headers:
            once = services.vault.hash_of("open311", f"{client}\n{idempotency_key(request)}")
        sealed_hash = services.vault.hash_of("open311-body", body)
        return Fresh(token_hex(16), token_bytes(SEAL_NONCE_BYTES), sealed_hash, once)

    return router
