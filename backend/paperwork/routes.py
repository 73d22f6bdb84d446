"""All doors of what an operator writes for a caller: applications, letters, the register's facts."""

from __future__ import annotations

from fastapi import APIRouter

from backend.paperwork import applications, letters
from backend.paperwork.applications import application_routes
from backend.paperwork.letters import letter_routes
from backend.paperwork.prefilling import prefilling_routes
from backend.services import Services

BODIES = (*applications.BODIES, *letters.BODIES)


def paperwork_routes(services: Services) -> APIRouter:
    """Those that touch a person stand behind the gate of identification."""
    router = APIRouter()
    for routes in (prefilling_routes, application_routes, letter_routes):
        router.include_router(routes(services))
    return router
