"""All doors of paying."""

from __future__ import annotations

from fastapi import APIRouter

from backend.services import Services
from backend.till import desk, invoices, notices

BODIES = (*invoices.BODIES, *notices.BODIES, *desk.BODIES)


def payment_routes(services: Services) -> APIRouter:
    """Invoices, notices of money, the operators' till."""
    router = APIRouter()
    for routes in (invoices.invoice_routes, notices.notice_routes, desk.till_routes):
        router.include_router(routes(services))
    return router
