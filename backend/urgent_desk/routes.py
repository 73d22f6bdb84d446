"""All doors of urgent help: services with their acts, and signals."""

from __future__ import annotations

from fastapi import APIRouter

from backend.services import Services
from backend.urgent_desk import signals, urgent

BODIES = (*urgent.BODIES, *signals.BODIES)


def urgent_help_routes(services: Services) -> APIRouter:
    """Signals stand behind the gate: a call shows none, however sure it is who speaks."""
    router = APIRouter()
    router.include_router(urgent.urgent_routes(services))
    router.include_router(signals.signal_routes(services))
    return router
