"""All doors of the supervisor and the auditor: board, reports, quality, announcements, journal."""

from __future__ import annotations

from fastapi import APIRouter

from backend.services import Services
from backend.supervision import announcements, journal, quality, watching

BODIES = (*announcements.BODIES, *watching.BODIES, *quality.BODIES, *journal.BODIES)


def supervision_routes(services: Services) -> APIRouter:
    """Operators come in too: to read announcements, and what was found of their own contacts."""
    router = APIRouter()
    for routes in (
        announcements.announcement_routes,
        watching.watching_routes,
        quality.quality_routes,
        journal.journal_routes,
    ):
        router.include_router(routes(services))
    return router
