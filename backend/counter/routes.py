"""All doors of stock: what one would ask at the counter of a pharmacy or a library."""

from __future__ import annotations

from fastapi import APIRouter

from backend.counter import alerts, desk, reservations, searching
from backend.services import Services

BODIES = (*reservations.BODIES, *desk.BODIES, *alerts.BODIES)


def counter_routes(services: Services) -> APIRouter:
    """Search, reservations, and the desk's own side."""
    router = APIRouter()
    for routes in (
        searching.search_routes,
        reservations.reservation_routes,
        reservations.cancel_routes,
        desk.desk_routes,
        alerts.alert_routes,
    ):
        router.include_router(routes(services))
    return router
