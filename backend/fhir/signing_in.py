"""How a client gets its access token: SMART Backend Services, with answers of RFC 6749."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE
from backend.errors import PROBLEMS, Refusal, Refused
from backend.fhir import service
from backend.fhir.assertions import ALGORITHMS, Assertion, claimed_client, verify_assertion
from backend.fhir.values import PREFIX, SCOPES, TOKEN_PATH, Client
from backend.services import Services
from backend.web.answers import COMMON_HEADERS
from backend.web.requests import form_body

_SIGN_IN_FAILURES: Final = frozenset(
    {"client-unknown", "client-withdrawn", "assertion-invalid", "assertion-replayed", "clock-wrong"}
)


def sign_in_routes(services: Services) -> APIRouter:
    """The token endpoint, and the document that says where it is."""
    router = APIRouter(include_in_schema=False)

    @router.get(f"{PREFIX}/.well-known/smart-configuration")
    async def smart_configuration(request: Request) -> Response:
        told = {
            "token_endpoint": token_address(request, services),
            "grant_types_supported": [GRANT_TYPE],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": sorted(ALGORITHMS.values()),
            "scopes_supported": list(SCOPES),
            "capabilities": ["client-confidential-asymmetric", "permission-v2"],
        }
        return _json(told)

    @router.post(TOKEN_PATH)
    async def give_token(request: Request) -> Response:
        try:
            form = await form_body(request)
        except Refused as refused:
            return _oauth("invalid_request", refused.code)
        if form.get("grant_type") != GRANT_TYPE:
            return _oauth("unsupported_grant_type", "body-invalid")
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            return _oauth("invalid_request", "body-invalid")
        try:
            client = await proven_client(form.get("client_assertion", ""))
        except Refused as refused:
            if refused.code not in _SIGN_IN_FAILURES:
                raise
            return _oauth("invalid_client", refused.code)
        granted = [scope for scope in form.get("scope", "").split() if scope in client.scopes]
        if not granted:
            return _oauth("invalid_scope", "role-missing")
        token = services.tokens.issue(client.client, tuple(dict.fromkeys(granted)), services.clock())
        return _json({**token.model_dump(), "token_type": "bearer", "scope": " ".join(granted)})

    async def proven_client(assertion: str) -> Client:
        claimed = claimed_client(assertion)
        known = await services.database.read(partial(service.client_of, client=claimed))
        if isinstance(known, Refusal):
            raise known.raised()
        verified: Assertion = verify_assertion(assertion, known.public_key, services.names, services.clock())
        refused = await services.database.write(partial(service.burn_assertion, assertion=verified))
        if refused is not None:
            raise refused.raised()
        return known

    return router


def token_address(request: Request, services: Services) -> str:
    """Where to ask for a token; a name that we do not bear is never repeated."""
    asked = request.base_url
    name = asked.hostname if asked.hostname in services.names else services.names[0]
    port = "" if asked.port is None else f":{asked.port}"
    return f"{asked.scheme}://{name}{port}{TOKEN_PATH}"


def _json(told: Mapping[str, object], status: int = 200) -> Response:
    content = json.dumps(told, ensure_ascii=False)
    return Response(content, status, COMMON_HEADERS, media_type="application/json")


def _oauth(error: str, code: str) -> Response:
    """RFC 6749, 5.2."""
    status = 401 if error == "invalid_client" else 400
    return _json({"error": error, "error_description": f"{code}: {PROBLEMS[code].remedy}"}, status)
