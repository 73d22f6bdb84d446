"""All doors of the call centre's telephones and contacts."""

from __future__ import annotations

from fastapi import APIRouter

from backend.services import Services
from backend.switchboard import contacts, desk, telephones

BODIES = (*contacts.BODIES, *desk.BODIES, *telephones.BODIES)


def switchboard_routes(services: Services) -> APIRouter:
    """What lines tell, who sits where, contacts, promised calls."""
    router = APIRouter()
    for routes in (contacts.contact_routes, desk.desk_routes, telephones.telephony_routes):
        router.include_router(routes(services))
    return router
