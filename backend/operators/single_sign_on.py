"""HTTP of signing in through the region's identity provider."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.contract.operators import OperatorToken, SignInBeginning, SignInReturn, SignInWays
from backend.errors import Refusal, Refused
from backend.identity_provider import IdentityProvider, ProviderUnreachable, Returned, SignInUnconfirmed
from backend.operators import service
from backend.operators.service import ADDRESS_WINDOW
from backend.operators.tokens import names_of, with_roles
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import json_body

BODIES: Final = (SignInReturn,)


def single_sign_on_routes(services: Services) -> APIRouter:
    """Nobody is known here yet: each try from an address counts until one is let in."""
    router = APIRouter(prefix=PREFIX, tags=["operators"])

    @router.get("/operators/sign-in-ways", response_model=SignInWays)
    async def ways(_request: Request) -> Response:
        return answer(SignInWays(single_sign_on=services.identity_provider is not None))

    @router.post("/operators/single-sign-on/beginnings", status_code=201, response_model=SignInBeginning)
    async def begin(request: Request) -> Response:
        provider = _provider(services)
        await _may_try(services, request)
        try:
            begun = await provider.begin()
        except (ProviderUnreachable, SignInUnconfirmed) as error:
            raise Refused(error.code) from None
        return answer(
            SignInBeginning(
                address=begun.address, state=begun.state, nonce=begun.nonce, verifier=begun.verifier
            ),
            201,
        )

    @router.post(
        "/operators/single-sign-on/token", response_model=OperatorToken, openapi_extra=takes(SignInReturn)
    )
    async def finish(request: Request) -> Response:
        provider, told = _provider(services), await json_body(request, SignInReturn)
        await _may_try(services, request)
        try:
            subject = await provider.subject(Returned(told.authorization_code, told.nonce, told.verifier))
        except ProviderUnreachable as error:
            raise Refused(error.code) from None
        except SignInUnconfirmed as error:
            await _count(services, request)
            raise Refused(error.code) from None
        now = services.clock()
        outcome = await services.database.write(partial(service.sign_in_by_subject, subject=subject, now=now))
        if isinstance(outcome, Refusal):
            await _count(services, request)
            raise outcome.raised()
        roles = names_of(outcome.roles)
        token = services.tokens.issue(outcome.operator, roles, now)
        return answer(with_roles(token, roles, outcome.login))

    return router


def _provider(services: Services) -> IdentityProvider:
    if services.identity_provider is None:
        raise Refused("single-sign-on-off")
    return services.identity_provider


async def _may_try(services: Services, request: Request) -> None:
    work = partial(service.is_stopped, address=_address(request), now=services.clock())
    if await services.database.read(work):
        raise Refused("too-many-attempts", retry_after=int(ADDRESS_WINDOW.total_seconds()))


async def _count(services: Services, request: Request) -> None:
    work = partial(
        service.count_failure, failure=str(uuid4()), now=services.clock(), address=_address(request)
    )
    await services.database.write(work)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
