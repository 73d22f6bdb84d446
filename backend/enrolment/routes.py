"""All of the queues' HTTP in one router."""

from __future__ import annotations

from fastapi import APIRouter

from backend.enrolment import applications, by_paper, changes, desk
from backend.services import Services

BODIES = (*applications.BODIES, *changes.BODIES, *by_paper.BODIES, *desk.BODIES)


def enrolment_routes(services: Services) -> APIRouter:
    """The parent's side, the paper's, and the desk's."""
    router = APIRouter()
    for routes in (
        applications.application_routes,
        changes.change_routes,
        by_paper.look_routes,
        desk.desk_routes,
    ):
        router.include_router(routes(services))
    return router
