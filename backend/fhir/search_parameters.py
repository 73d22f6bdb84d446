"""The search parameters that are understood, each with its type in FHIR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCHEDULE_ASKED: Final[Mapping[str, str]] = {
    "_id": "token",
    "active": "token",
    "actor": "reference",
    "specialty": "token",
}
SLOT_ASKED: Final[Mapping[str, str]] = {
    "_id": "token",
    "schedule": "reference",
    "specialty": "token",
    "start": "date",
    "status": "token",
}
# Not by patient: what is found, or not, would tell whether the register knows somebody.
APPOINTMENT_ASKED: Final[Mapping[str, str]] = {
    "_id": "token",
    "date": "date",
    "identifier": "token",
    "location": "reference",
    "slot": "reference",
    "status": "token",
}
