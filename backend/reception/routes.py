"""All doors of bookings and tickets: what the reception desk of a clinic would be asked."""

from __future__ import annotations

from fastapi import APIRouter

from backend.reception import desk, free_days, holds, line, papers, readers, referrals, standing, what_is_free
from backend.services import Services

BODIES = (
    *holds.BODIES,
    *standing.BODIES,
    *papers.BODIES,
    *line.BODIES,
    *desk.BODIES,
    *referrals.BODIES,
    *readers.BODIES,
)


def reception_routes(services: Services) -> APIRouter:
    """What is free, bookings that stand, the desk, readers of tickets; holds stand by themselves."""
    router = APIRouter()
    for routes in (
        what_is_free.free_routes,
        free_days.day_routes,
        standing.standing_routes,
        papers.paper_routes,
        line.line_routes,
        desk.desk_routes,
        referrals.referral_routes,
        readers.reader_routes,
    ):
        router.include_router(routes(services))
    return router
