"""Grounds: confirmed or refused by somebody who has seen the paper, or read anew from the registers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from backend.errors import Refused
from backend.queues.repository import applying
from backend.queues.rights import priority_at
from backend.queues.service import looking
from backend.queues.values import Application, Asking, Ground, GroundState

OPEN_STATES: Final = frozenset({"waiting", "offered"})


def decide(
    connection: Connection,
    asking: Asking,
    number: str,
    claim: tuple[str, str],
    *,
    confirmed: bool,
    evidence: str,
) -> Application:
    """A claim (ground, place) is true or not; decided so already is no error.

    `queue-unknown`, `queue-ended`, `queue-ground-unknown`.
    """
    found = looking.by_number(connection, number)
    if found is None:
        raise Refused("queue-unknown")
    if found.state not in OPEN_STATES:
        raise Refused("queue-ended")
    grounds = looking.grounds_of(connection, found.application)
    asked = next((each for each in grounds if (each.ground, each.place) == claim), None)
    if asked is None or asked.state in ("recorded", "lapsed"):
        raise Refused("queue-ground-unknown")
    state: GroundState = "confirmed" if confirmed else "refused"
    if asked.state == state:
        return found
    _write(connection, asking, found.application, (asked, state, evidence))
    _settle(connection, asking, found)
    return looking.by_id(connection, found.application)


def refresh(
    connection: Connection, asking: Asking, application: Application, recorded: Collection[Ground]
) -> bool:
    """What the registers say now counts from now on; whether anything changed."""
    known = {
        (each.ground, each.place): each for each in looking.grounds_of(connection, application.application)
    }
    now = {(each.ground, each.place): each for each in recorded}
    changed = False
    for key, ground in now.items():
        if key not in known or known[key].state not in ("recorded", "confirmed"):
            _write(connection, asking, application.application, (ground, "recorded", ""))
            changed = True
    for key, ground in known.items():
        if ground.state == "recorded" and key not in now:
            _write(connection, asking, application.application, (ground, "lapsed", ""))
            changed = True
    if changed:
        _settle(connection, asking, application)
    return changed


def _write(
    connection: Connection, asking: Asking, application: str, change: tuple[Ground, GroundState, str]
) -> None:
    ground, state, evidence = change
    row = {
        "application": application,
        "ground": ground.ground,
        "place": ground.place,
        "priority": ground.priority,
        "state": state,
        "since": asking.now,
        "decided_by": asking.actor,
        "evidence": evidence,
    }
    applying.put_ground(connection, row)


def _settle(connection: Connection, asking: Asking, application: Application) -> None:
    """Priorities as the grounds make them; who waits moves in the line."""
    grounds = looking.grounds_of(connection, application.application)
    is_in_line = application.state == "waiting"
    steps: list[dict[str, object]] = []
    for place, before in looking.wished_places(connection, application.application):
        after = priority_at(place, grounds)
        if before == after:
            continue
        applying.set_priority(connection, application.application, place, after)
        told = (before, after) if is_in_line else (None, None)
        steps.append(
            {
                "at": asking.now,
                "actor": asking.actor,
                "what": "right",
                "place": place,
                "before": told[0],
                "after": told[1],
            }
        )
    applying.add_steps(connection, application.application, steps)
