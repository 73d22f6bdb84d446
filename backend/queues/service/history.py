"""What moved a child forward or back: reckoned from the line's own history, naming nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.queues.repository import lines
from backend.queues.values import NO_RIGHT, Move, What

MOST_STEPS: Final = 2000  # of a line; what lies before them is not told
MOST_MOVES: Final = 6

_Key = tuple[int, datetime, str]
_Kind = tuple[date, str, What, bool, int]


def moves(connection: Connection, mine: RowMapping, wishes: Sequence[RowMapping]) -> tuple[Move, ...]:
    """The last changes over all wishes, the newest first, those of a day and kind together."""
    counted: dict[_Kind, int] = defaultdict(int)
    for wish in wishes:
        since = mine["registered_at"]
        steps = lines.history(connection, wish["place"], mine, since, MOST_STEPS)
        _count(counted, steps, mine, wish)
    ordered = sorted(counted, key=lambda each: (each[0], each[3]), reverse=True)
    told = [Move(day, place, what, own, counted[day, place, what, own, priority], priority)
            for day, place, what, own, priority in ordered]  # fmt: skip
    return tuple(move for move in told if move.own or move.by)[:MOST_MOVES]


def _count(
    counted: dict[_Kind, int], steps: Sequence[RowMapping], mine: RowMapping, wish: RowMapping
) -> None:
    """Walk back from today, when the child's own priority is known."""
    own: int | None = wish["priority"] if mine["state"] == "waiting" else None
    for step in steps:
        day, what = step["at"].date(), step["what"]
        if step["application"] == mine["application"]:
            own = step["before"]
            counted[day, wish["place"], what, True, _known(step["after"])] += 0
            continue
        if own is None:
            continue
        me = (own, mine["registered_at"], mine["number"])
        was, became = _is_before(step, "before", me), _is_before(step, "after", me)
        if was != became:
            priority = _known(step["after"] if became else step["before"])
            counted[day, wish["place"], what, False, priority] += was - became


def _is_before(step: RowMapping, when: str, me: _Key) -> bool:
    priority = step[when]
    return priority is not None and (priority, step["registered_at"], step["number"]) < me


def _known(priority: int | None) -> int:
    return NO_RIGHT if priority is None else priority
