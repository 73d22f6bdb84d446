"""Whether an operator takes calls just now, and how busy all of them are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from backend.contacts import repository
from backend.contacts.values import By
from backend.contract.workplace import ColleagueState, Presence

_BUSY = frozenset({"ringing", "talking", "held"})


def of(connection: Connection, operator: str) -> tuple[Presence, datetime | None]:
    """Ready unless they said otherwise; since when."""
    row = repository.presence(connection, operator)
    return ("ready", None) if row is None else (row["presence"], row["since"])


def put(connection: Connection, by: By, presence: Presence) -> None:
    """Said again it keeps its beginning."""
    if of(connection, by.operator)[0] != presence:
        repository.set_presence(connection, by.operator, presence, by.now)


def states(connection: Connection, sitting: frozenset[str]) -> Mapping[str, ColleagueState]:
    """Of every operator who sits at a line or has a call in hand; all others are away."""
    found: dict[str, ColleagueState] = dict.fromkeys(sitting, "free")
    for row in repository.all_presence(connection):
        if row["operator"] in found and row["presence"] == "pause":
            found[row["operator"]] = "pause"
    for row in repository.occupied(connection):
        is_busy = row["state"] in _BUSY or found.get(row["operator"]) == "busy"
        found[row["operator"]] = "busy" if is_busy else "after_call"
    return found
