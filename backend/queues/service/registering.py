"""Registers a child: one application a child and kind, whoever comes first and however often."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.errors import Refused
from backend.queues.repository import applying
from backend.queues.rights import priority_at
from backend.queues.service import looking
from backend.queues.values import Application, Asking, Fresh, Ground, NewApplication


def register(connection: Connection, asking: Asking, new: NewApplication, fresh: Fresh) -> Application:
    """Put the child into the line of each wished place; raises `Refused`.

    `queue-exists` where one stands for the child already, from this parent or another.
    """
    if looking.waiting_for(connection, new.child, new.kind) is not None:
        raise Refused("queue-exists")
    taken = applying.taken_numbers(connection, fresh.numbers)
    number = next((each for each in fresh.numbers if each not in taken), None)
    if number is None:
        raise Refused("database-busy")  # the next try draws others
    row = {
        "application": fresh.application,
        "number": number,
        "kind": new.kind,
        "child": new.child,
        "applicant": new.applicant,
        "cohort": new.cohort,
        "wanted_on": new.wanted_on,
        "wanted_year": new.wanted_year,
        "state": "waiting",
        "registered_at": asking.now,
        "registered_by": asking.actor,
    }
    if not applying.enter(connection, row):
        raise Refused("queue-exists")  # somebody was faster
    _enter_grounds(connection, asking, fresh.application, new.grounds)
    _enter_wishes(connection, asking, fresh.application, new)
    return looking.by_id(connection, fresh.application)


def _enter_grounds(
    connection: Connection, asking: Asking, application: str, grounds: tuple[Ground, ...]
) -> None:
    for ground in grounds:
        row = {
            "application": application,
            "ground": ground.ground,
            "place": ground.place,
            "priority": ground.priority,
            "state": ground.state,
            "since": asking.now,
            "evidence": ground.evidence,
        }
        applying.put_ground(connection, row)


def _enter_wishes(connection: Connection, asking: Asking, application: str, new: NewApplication) -> None:
    ranked = [
        {
            "application": application,
            "rank": rank,
            "place": place,
            "priority": priority_at(place, new.grounds),
        }
        for rank, place in enumerate(new.wishes, start=1)
    ]
    applying.add_wishes(connection, ranked)
    steps = [
        {
            "at": asking.now,
            "actor": asking.actor,
            "what": "registered",
            "place": wish["place"],
            "before": None,
            "after": wish["priority"],
        }
        for wish in ranked
    ]
    applying.add_steps(connection, application, steps)
