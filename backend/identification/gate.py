"""Stands before every address of the desk that touches a person, and asks whether it may be done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from fastapi import Request

from backend.clock import day_in
from backend.contacts.values import By
from backend.contract.identification import CONTACT_HEADER
from backend.errors import Refused
from backend.identification.desk_routes import GUARDED, WRITES_NOTHING, Route
from backend.identification.service import permission
from backend.in_hand import AT_THE_DESK, NOBODY, InHand, keep_in_hand
from backend.services import Services

DESK_ROLES: Final = ("operator", "case_worker", "supervisor")
CASE_WORKER: Final = "case_worker"
LOOKS: Final = frozenset({"GET", "HEAD"})


def gate_of(services: Services) -> Callable[[Request], Awaitable[None]]:
    """A dependency of whole features: addresses that are not guarded pass it."""

    async def gate(request: Request) -> None:
        action = GUARDED.get(route_of(request))
        if action is not None:
            in_hand = await in_hand_of(services, request)
            permission.may(services.identification, in_hand, action)
            keep_in_hand(request, in_hand)

    return gate


async def in_hand_of(services: Services, request: Request) -> InHand:
    """The contact of address or header; without one a case worker's desk, and nobody for an operator.

    `contact-training` for what an exercise would write.
    """
    caller = services.caller(request, *DESK_ROLES)
    contact = str(request.path_params.get("contact") or request.headers.get(CONTACT_HEADER, ""))
    if not contact:
        return AT_THE_DESK if CASE_WORKER in caller.roles else NOBODY
    now = services.clock()
    found = await services.database.read(
        partial(
            permission.in_hand,
            policy=services.identification,
            by=By(caller.subject, now),
            contact=contact,
            today=day_in(now, services.zone),
        )
    )
    if found.training and request.method not in LOOKS and route_of(request) not in WRITES_NOTHING:
        raise Refused("contact-training")
    return found


def route_of(request: Request) -> Route:
    """Method and path as the route is registered."""
    return request.method, str(getattr(request.scope.get("route"), "path", ""))
