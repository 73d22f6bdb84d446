"""All doors for programs of other institutions."""

from __future__ import annotations

from fastapi import APIRouter

from backend.fhir.appointments import appointment_routes
from backend.fhir.booking import booking_routes
from backend.fhir.finding import finding_routes
from backend.fhir.holding import hold_routes
from backend.fhir.reading import reading_routes, unknown_routes
from backend.fhir.signing_in import sign_in_routes
from backend.services import Services


def fhir_routes(services: Services) -> APIRouter:
    """Operations before ids: `$find` is no appointment's id. What is unknown comes last."""
    router = APIRouter()
    for routes in (
        sign_in_routes,
        finding_routes,
        hold_routes,
        booking_routes,
        reading_routes,
        appointment_routes,
    ):
        router.include_router(routes(services))
    router.include_router(unknown_routes())
    return router
