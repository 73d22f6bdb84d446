"""How cases stand, without a word of what they say: for whoever may know that there is one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from backend.cases import repository


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case is."""

    state: str
    due_on: date | None
    changed_at: datetime


def standing_of(connection: Connection, numbers: Collection[str]) -> Mapping[str, Standing]:
    """By number; what is no case is left out."""
    rows = repository.standing(connection, sorted(numbers)) if numbers else []
    return {row["number"]: Standing(row["state"], row["due_on"], row["at"]) for row in rows}
