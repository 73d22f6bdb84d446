"""Messages that did not arrive, as rows: which, why, what to do. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.contract.messages import UnsentMessage
from callcenter import times
from content.i18n import Words

COLUMNS: Final[dict[str, Callable[[UnsentMessage], object]]] = {
    "at": lambda message: message.ended_at,
    "kind": lambda message: message.kind,
    "why": lambda message: message.code,
}
# Its telephone was typed for that one message and is wiped with it.
NEVER_AGAIN: Final = frozenset({"ticket", "desk_documents", "desk_place", "desk_result", "desk_request"})
NUMBER_LENGTHS: Final = frozenset({7, 8})  # of an order and of a booking; an offer has an id alone


@dataclass(frozen=True, slots=True)
class UnsentRow:
    message: int
    number: str  # "" where nothing was confirmed yet
    kind: str
    channel: str
    at: str
    age: str
    code: str
    why: str
    todo: str
    attempts: int
    may_go_again: bool


def ordered(
    messages: Iterable[UnsentMessage], column: str, *, descending: bool = False
) -> tuple[UnsentMessage, ...]:
    """By the column; equals with the oldest first."""
    oldest_first = sorted(messages, key=lambda message: (message.ended_at, message.message))
    return tuple(sorted(oldest_first, key=COLUMNS[column], reverse=descending))  # type: ignore[arg-type]


class UnsentWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._zone = zone
        self._now = now

    def row(self, message: UnsentMessage) -> UnsentRow:
        """One line of the list; a kind or a code of a newer backend still says something."""
        code = message.code if f"unsent.{message.code}.title" in self._words else "other"
        kind = message.kind if f"unsent.kind.{message.kind}" in self._words else "other"
        age = max(0.0, (self._now - message.ended_at).total_seconds())
        return UnsentRow(
            message=message.message,
            number=message.about if len(message.about) in NUMBER_LENGTHS else "",
            kind=self._words(f"unsent.kind.{kind}"),
            channel=self._words(f"unsent.channel.{message.channel}"),
            at=times.clock_time(message.ended_at, self._now, self._zone),
            age=times.duration(age, self._words),
            code=message.code,
            why=self._words(f"unsent.{code}.title"),
            todo=self._words(f"unsent.{code}.todo"),
            attempts=message.attempts,
            may_go_again=message.kind not in NEVER_AGAIN,
        )
