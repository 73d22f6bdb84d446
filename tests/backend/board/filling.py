"""Contacts as rows, for tests and benches that count them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import insert

from backend.contacts.tables import contacts
from tests.backend.region import Region


def contact_row(
    state: str, started: datetime, operator: str | None = "olga", **changed: object
) -> dict[str, Any]:
    """Answered after ten seconds, talked for a hundred, wrapped up for thirty: as far as the state goes."""
    answered = None if state in {"ringing", "lost"} else started + timedelta(seconds=10)
    ended = started + timedelta(seconds=110) if state in {"wrap_up", "closed", "lost"} else None
    closed = started + timedelta(seconds=140) if state == "closed" else None
    return {
        "contact": str(uuid4()),
        "channel": "phone",
        "direction": "in",
        "operator": operator,
        "state": state,
        "started_at": started,
        "answered_at": answered,
        "ended_at": ended,
        "closed_at": closed,
        "hang_up_lost": False,
        "relation": "self",
        "level": "none",
        "topic": "",
        "outcome": "",
        "notes_version": 0,
        "training": False,
        "anonymous": False,
        "person": None,
        **changed,
    }


def enter(region: Region, *rows: dict[str, Any]) -> list[str]:
    """Their ids."""
    with region.database.maintenance() as connection:
        for row in rows:
            connection.execute(insert(contacts), row)
    return [row["contact"] for row in rows]
