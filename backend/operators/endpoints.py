"""HTTP of signing in as an operator."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from fastapi import APIRouter, Request
from starlette.responses import Response

from backend.auth.passwords import NOBODYS_HASH
from backend.contract.operators import OperatorLogin, OperatorToken, UnlockIn
from backend.errors import Refusal, Refused
from backend.operators import service
from backend.operators.service import (
    ADDRESS_WINDOW,
    LOCKED_FOR,
    LONGEST_SHIFT,
    UNLOCK_ACTION,
    LoginAttempt,
)
from backend.operators.tokens import names_of, with_roles
from backend.operators.values import Account, Role
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer, nothing
from backend.web.openapi import takes
from backend.web.requests import json_body

BODIES = (OperatorLogin, UnlockIn)


def operator_routes(services: Services) -> APIRouter:
    """Signing in; everything else needs the token given here."""
    router = APIRouter(prefix=PREFIX, tags=["operators"])

    @router.post("/operators/token", response_model=OperatorToken, openapi_extra=takes(OperatorLogin))
    async def sign_in(request: Request) -> Response:
        login = await json_body(request, OperatorLogin)
        address = request.client.host if request.client else ""
        if await services.database.read(partial(service.is_stopped, address=address, now=services.clock())):
            raise Refused("too-many-attempts", retry_after=int(ADDRESS_WINDOW.total_seconds()))
        known = await services.database.read(partial(service.find, login=login.login))
        fits = await services.passwords.fits(
            NOBODYS_HASH if known is None else known.password_hash, login.password
        )
        now = services.clock()
        attempt = LoginAttempt(
            login.login, fits and known is not None, login.code, now, address, str(uuid4())
        )
        outcome = await services.database.write(
            partial(service.sign_in, attempt=attempt, vault=services.vault)
        )
        account = let_in(outcome)
        roles = names_of(account.roles)
        return answer(with_roles(services.tokens.issue(account.operator, roles, now), roles))

    @router.post("/operators/unlocking", status_code=204, openapi_extra=takes(UnlockIn))
    async def unlock(request: Request) -> Response:
        """Open a page that was locked: the token is there, and the password says whose hands these are."""
        caller = services.caller(request, *names_of(Role))
        told = await json_body(request, UnlockIn)
        known = await services.database.read(partial(service.find_operator, operator=caller.subject))
        if known is None:
            raise Refused("token-invalid")
        fits = await services.passwords.fits(known.password_hash, told.password)
        attempt = LoginAttempt(
            known.login, fits, "", services.clock(), f"desk:{caller.subject}", str(uuid4()), UNLOCK_ACTION
        )
        let_in(await services.database.write(partial(service.unlock, attempt=attempt, vault=services.vault)))
        return nothing()

    @router.delete("/operators/sessions", status_code=204)
    async def sign_out_everywhere(request: Request) -> Response:
        """Of whoever asks, this one too."""
        operator = services.caller(request, *names_of(Role)).subject
        work = partial(
            service.sign_out_everywhere,
            operator=operator,
            actor=f"operator:{operator}",
            now=services.clock(),
        )
        await services.database.write(work)
        return nothing()

    @router.post("/operators/token/renewal", response_model=OperatorToken)
    async def renew(request: Request) -> Response:
        caller = services.caller(request, *names_of(Role))
        now = services.clock()
        if now - caller.signed_in_at > LONGEST_SHIFT:
            raise Refused("token-expired")
        roles = await services.database.read(partial(service.roles_of_open, operator=caller.subject))
        if roles is None:
            raise Refused("token-invalid")
        names = names_of(roles)
        token = services.tokens.issue(caller.subject, names, now, signed_in_at=caller.signed_in_at)
        return answer(with_roles(token, names))

    return router


def let_in(outcome: Account | Refusal) -> Account:
    """The account; a refusal that was committed is raised now."""
    if isinstance(outcome, Refusal):
        wait = int(LOCKED_FOR.total_seconds()) if outcome.code == "too-many-attempts" else None
        raise Refused(outcome.code, retry_after=wait)
    return outcome
