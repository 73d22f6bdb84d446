"""A call that is talked through, who it was for, and what the journal keeps of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.contacts.service import recording
from backend.contacts.values import By
from tests.backend.contacts.desk import Operator, Phone
from tests.backend.region import Region


def talking(phone: Phone, operator: Operator, call: str = "a@pbx") -> str:
    for event in ("ringing", "answered"):
        phone.tells(event, call)
    return str(next(each for each in operator.in_hand() if each["state"] == "talking")["contact"])


def identify(region: Region, operator: Operator, contact: str, level: Any = "data") -> None:
    """What the service of identification does."""
    with region.database.maintenance() as connection:
        recording.identified(connection, By(operator.id, region.clock.now), contact, level)


def journal(region: Region) -> list[tuple[str, str | None, str | None]]:
    with region.database.maintenance() as connection:
        rows = connection.execute(select(audit_events).order_by(audit_events.c.event)).mappings()
        return [
            (row["action"], row["person"], row["holder"])
            for row in rows
            if row["action"].startswith("contact")
        ]
