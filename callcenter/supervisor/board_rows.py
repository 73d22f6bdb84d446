"""The board as it is shown: figures on top, operators as rows of a table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backend.contract.board import Board, OperatorAtWork
from callcenter import times
from callcenter.kiosk_rows import Sign, natural
from content.formats import integer
from content.i18n import Words

STATES: Final = ("talking", "ringing", "held", "wrap_up", "free", "pause", "away")
"""Who is busiest stands first."""
SIGNS: Final[dict[str, Sign]] = {
    "talking": "good",
    "ringing": "attention",
    "held": "attention",
    "wrap_up": "attention",
    "pause": "attention",
}
LONG_WAIT: Final = 60  # seconds: from here on somebody has to look

COLUMNS: Final[dict[str, Callable[[OperatorAtWork], object]]] = {
    "name": lambda one: natural(one.name),
    "state": lambda one: STATES.index(one.state),
    "since": lambda one: one.since,
    "contacts": lambda one: -one.contacts,
    "talk": lambda one: -one.talk_seconds,
    "wrap_up": lambda one: -one.wrap_up_seconds,
    "line": lambda one: natural(one.line) if one.line else None,
}
MOST_FIRST: Final = frozenset({"contacts", "talk", "wrap_up"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its word; `sign` where somebody has to look."""

    name: str
    title: str
    value: str
    sign: Sign
    more: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    operator: str
    name: str
    sign: Sign
    state: str
    training: bool
    since: str
    contacts: str
    talk: str
    wrap_up: str
    line: str


def ordered(
    operators: Iterable[OperatorAtWork], column: str, *, turned: bool = False
) -> tuple[OperatorAtWork, ...]:
    """By the column, those without a value last either way; equals by name."""
    key = COLUMNS[column]
    by_name = sorted(operators, key=lambda one: (natural(one.name), one.operator))
    known = [one for one in by_name if key(one) is not None]
    known.sort(key=key, reverse=turned)  # type: ignore[arg-type]
    return (*known, *(one for one in by_name if key(one) is None))


class BoardWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, now: datetime) -> None:
        self._words = words
        self._now = now

    def figures(self, board: Board) -> tuple[Figure, ...]:
        """What a supervisor looks at first."""
        waits = board.longest_wait_seconds
        late = board.longest_call_back_seconds
        return (
            self._figure("waiting", board.waiting, "trouble" if waits >= LONG_WAIT else "none",
                         self._longest(waits) if board.waiting else ""),
            self._figure("talking", board.talking),
            self._figure("held", board.held),
            self._figure("wrap_up", board.wrap_up),
            self._figure("answered", board.answered_today),
            self._figure("lost", board.lost_today, "attention" if board.lost_today else "none"),
            self._figure("call_backs", board.call_backs_due, "attention" if board.call_backs_due else "none",
                         self._of("call_backs.of", board.call_backs_waiting, late)),
            self._figure("soon", board.cases_soon),
            self._figure("overdue", board.cases_overdue, "trouble" if board.cases_overdue else "none",
                         self._unassigned(board.cases_unassigned)),
        )  # fmt: skip

    def row(self, one: OperatorAtWork) -> Row:
        """An operator's row."""
        since = "" if one.since is None else self._duration((self._now - one.since).total_seconds())
        return Row(
            operator=one.operator,
            name=one.name,
            sign=SIGNS.get(one.state, "none"),
            state=self._words(f"board.state.{one.state}"),
            training=one.training,
            since=since or "–",
            contacts=self._integer(one.contacts),
            talk=self._duration(one.talk_seconds) if one.contacts else "–",
            wrap_up=self._duration(one.wrap_up_seconds) if one.contacts else "–",
            line=one.line or "–",
        )

    def _figure(self, name: str, value: int, sign: Sign = "none", more: str = "") -> Figure:
        return Figure(name, self._words(f"board.{name}"), self._integer(value), sign, more)

    def _longest(self, seconds: int) -> str:
        return self._words("board.longest", time=self._duration(seconds))

    def _of(self, key: str, all_of_them: int, late: int) -> str:
        told = self._words(f"board.{key}", count=self._integer(all_of_them))
        return f"{told} {self._words('board.late', time=self._duration(late))}" if late else told

    def _unassigned(self, count: int) -> str:
        return self._words("board.unassigned", count=self._integer(count)) if count else ""

    def _integer(self, number: int) -> str:
        return integer(number, self._words.language)

    def _duration(self, seconds: float) -> str:
        return times.duration(max(0.0, seconds), self._words)
