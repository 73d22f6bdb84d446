"""Whether there is at all what somebody wants to wait for."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.bookings.repository import capacity

KINDS = ("doctor", "office", "event")


def is_offered(connection: Connection, resource: str, speciality: str, provider: str) -> bool:
    """Whether there is this resource, or somebody of this speciality at this provider."""
    if resource:
        row = capacity.resource(connection, resource)
        return row is not None and bool(row["active"])
    return any(capacity.resources_of(connection, kind, speciality, provider) for kind in KINDS)
