"""How the call centre stands now: few statements, whatever number of contacts is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from backend.board import repository
from backend.contract.board import Board, OperatorAtWork, OperatorState

# Of several contacts in hand the one that binds an operator most.
_BINDS: Final[tuple[OperatorState, ...]] = ("talking", "ringing", "held", "wrap_up")
WARNED_AHEAD: Final = timedelta(days=31)  # no warning comes earlier, whatever the holidays


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, and the region's day it lies in."""

    now: datetime
    today: date
    zone: ZoneInfo

    @property
    def day_began(self) -> datetime:
        return datetime.combine(self.today, datetime.min.time(), self.zone)


def board(connection: Connection, moment: Moment) -> Board:
    """Exercises are nobody's work and nobody's wait: they are shown with their operator, and not counted."""
    open_rows = repository.in_hand(connection)
    real = [row for row in open_rows if not row["training"]]
    loads = {row["operator"]: row for row in repository.loads(connection, moment.day_began)}
    promised = repository.promised(connection, moment.now)
    terms = repository.terms(connection, moment.today, moment.today + WARNED_AHEAD)
    waiting = [row for row in real if row["state"] == "ringing" and row["direction"] == "in"]
    of_state = {state: sum(row["state"] == state for row in real) for state in repository.OPEN}
    return Board(
        waiting=len(waiting),
        longest_wait_seconds=max((_seconds(row["started_at"], moment.now) for row in waiting), default=0),
        talking=of_state["talking"],
        held=of_state["held"],
        wrap_up=of_state["wrap_up"],
        lost_today=sum(int(row["lost"]) for row in loads.values()),
        answered_today=sum(row["contacts"] for row in loads.values()),
        call_backs_waiting=promised["waiting"],
        call_backs_due=int(promised["due"]),
        longest_call_back_seconds=_seconds(promised["oldest"], moment.now) if promised["due"] else 0,
        cases_soon=int(terms["soon"]),
        cases_overdue=int(terms["overdue"]),
        cases_unassigned=int(terms["unassigned"]),
        operators=tuple(
            _at_work(person, [row for row in open_rows if row["operator"] == person["operator"]], loads)
            for person in repository.people(connection)
        ),
        server_time=moment.now,
    )


def _at_work(
    person: RowMapping, in_hand: Sequence[RowMapping], loads: Mapping[str, RowMapping]
) -> OperatorAtWork:
    load = loads.get(person["operator"])
    bound = min(in_hand, key=lambda row: _BINDS.index(row["state"]), default=None)
    state, since = _free(person) if bound is None else (bound["state"], _since(bound))
    return OperatorAtWork(
        operator=person["operator"],
        name=person["display_name"],
        line=person["line"] or "",
        state=state,
        since=since,
        training=bound is not None and bound["training"],
        contacts=load["contacts"] if load else 0,
        talk_seconds=round(load["talk_seconds"]) if load else 0,
        wrap_up_seconds=round(load["wrap_up_seconds"]) if load else 0,
    )


def _free(person: RowMapping) -> tuple[OperatorState, datetime | None]:
    if person["line"] is None:
        return "away", None
    if person["presence"] == "pause":
        return "pause", person["since"]
    return "free", None


def _since(row: RowMapping) -> datetime:
    """When it came into this state, as far as the row tells."""
    began: datetime = row["started_at"]
    turned: datetime | None = row["ended_at"] if row["state"] == "wrap_up" else row["answered_at"]
    return turned or began


def _seconds(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds()))
