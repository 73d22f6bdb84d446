"""Answered, held, gone on with, ended: one talking contact an operator, whatever order news come in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping
from backend.contacts.values import By
from backend.contract.contacts import ContactStep
from backend.errors import Refused


def step(connection: Connection, by: By, contact: str, which: ContactStep) -> RowMapping:
    """What the operator does by the page's buttons; done already it changes nothing."""
    row = keeping.still_open(connection, contact, by)
    match which:
        case "answer":
            answer(connection, row, by.actor, by.now)
        case "hold" if row["state"] == "talking":
            keeping.change(connection, row, "held", by.actor, by.now, {"state": "held"})
        case "resume" if row["state"] == "held":
            talk(connection, row, "resumed", by.actor, by.now)
        case "end":
            end(connection, row, by.actor, by.now)
        case "hold" | "resume" if row["state"] in {"ringing", "wrap_up"}:
            raise Refused("contact-not-talking")
        case _:
            pass
    return keeping.own(connection, contact, by)


def answer(connection: Connection, row: RowMapping, actor: str, now: datetime) -> None:
    """It is talked; if news of its end came first, it was talked and is over."""
    if row["answered_at"] is not None:
        return
    if row["state"] == "lost":
        values = {"state": "wrap_up", "answered_at": row["ended_at"]}
        keeping.change(connection, row, "answered", actor, now, values)
    elif row["state"] == "ringing":
        repository.change(connection, row["contact"], {"answered_at": now})
        talk(connection, row, "answered", actor, now)


def talk(connection: Connection, row: RowMapping, what: str, actor: str, now: datetime) -> None:
    """Whoever the operator talked with meanwhile is held, as their telephone does it."""
    if row["operator"] is not None:
        for other in repository.hold_others(connection, row["operator"], row["contact"]):
            repository.add_event(connection, other, {"at": now, "what": "held", "actor": actor})
    keeping.change(connection, row, what, actor, now, {"state": "talking"})


def end(connection: Connection, row: RowMapping, actor: str, now: datetime) -> None:
    """After talk comes the wrap-up; what nobody answered is lost."""
    if row["ended_at"] is not None:
        return
    state = row["state"]
    after = {"ringing": "lost", "talking": "wrap_up", "held": "wrap_up"}.get(state, state)
    keeping.change(connection, row, "ended", actor, now, {"state": after, "ended_at": now})
