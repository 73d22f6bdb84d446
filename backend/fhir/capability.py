"""What this server can do over FHIR, as its CapabilityStatement says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from backend.fhir.outcomes import FHIR_JSON
from backend.fhir.resources import OURS, Resource
from backend.fhir.search_parameters import APPOINTMENT_ASKED, SCHEDULE_ASKED, SLOT_ASKED
from backend.fhir.values import FHIR_VERSION

WRITTEN: Final = "2026-11-22"
ARGONAUT: Final = "http://fhir.org/guides/argonaut-scheduling/OperationDefinition/"
OPERATIONS: Final[Mapping[str, str]] = {
    "find": f"{ARGONAUT}appointment-find",
    "hold": f"{ARGONAUT}appointment-hold",
    "book": f"{ARGONAUT}appointment-book",
    "cancel": f"{OURS}OperationDefinition/appointment-cancel",
}
_SMART: Final = {
    "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
    "code": "SMART-on-FHIR",
}


def capability_statement(base: str, version: str) -> Resource:
    """Everything that is offered, and nothing that is not."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": WRITTEN,
        "kind": "instance",
        "software": {"name": "Okno", "version": version},
        "implementation": {"description": "Bookings of doctors and offices of one region", "url": base},
        "fhirVersion": FHIR_VERSION,
        "format": [FHIR_JSON, "json"],
        "implementationGuide": [
            "http://fhir.org/guides/argonaut-scheduling/ImplementationGuide/Argo-Scheduling"
        ],
        "rest": [
            {
                "mode": "server",
                "security": {
                    "cors": False,
                    "service": [{"coding": [_SMART]}],
                    "description": "SMART Backend Services; see .well-known/smart-configuration.",
                },
                "resource": [
                    _offered("Schedule", SCHEDULE_ASKED),
                    _offered("Slot", SLOT_ASKED),
                    {
                        **_offered("Appointment", APPOINTMENT_ASKED),
                        "documentation": "A search lists what stands; what has ended is read by its id.",
                        "operation": [
                            {"name": name, "definition": address} for name, address in OPERATIONS.items()
                        ],
                    },
                    _offered("Practitioner", {}),
                    _offered("HealthcareService", {}),
                    _offered("Location", {}),
                ],
            }
        ],
    }


def _offered(kind: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    interactions = ["read", "search-type"] if parameters else ["read"]
    told: dict[str, Any] = {
        "type": kind,
        "interaction": [{"code": code} for code in interactions],
        "versioning": "no-version",
    }
    if parameters:
        told["searchParam"] = [{"name": name, "type": type_} for name, type_ in parameters.items()]
    return told
