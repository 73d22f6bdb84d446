"""Stands before every address: an operator whose account was closed, or who signed out, has no way in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from fastapi import Request

from backend.errors import Refused
from backend.operators import service
from backend.operators.values import Role
from backend.services import Services

OPERATORS: Final = frozenset(role.value for role in Role)


def standing_of(services: Services) -> Callable[[Request], Awaitable[None]]:
    """A dependency of all features. Kiosks pass it: whether one serves its own work asks."""

    async def standing(request: Request) -> None:
        authorization = request.headers.get("authorization")
        if not authorization:
            return
        try:
            caller = services.tokens.caller(authorization, services.clock())
        except Refused:
            return  # the address itself says what is wrong, if it wants a token at all
        if caller.roles.isdisjoint(OPERATORS):
            return
        work = partial(service.stands, operator=caller.subject, signed_in_at=caller.signed_in_at)
        if not await services.database.read(work):
            raise Refused("token-invalid")

    return standing
