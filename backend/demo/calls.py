"""Invented contacts of the last thirty days: who sat at the telephones, how long they talked, about what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert

from backend.contacts.tables import contact_events, contacts
from backend.demo.callers import Caller
from content.pack import Pack

SEED: Final = 5_000_011  # a source of chance of its own: people stay the same whoever telephones
DAYS: Final = 30
OPERATORS: Final = ("operator", "caseworker")
OPENS, CLOSES = time(9), time(18)
LATELY: Final = timedelta(hours=5)  # before now somebody has always telephoned
REST_DAYS: Final = frozenset({5, 6})
MOST_ON_REST_DAYS: Final = 8
_TOPICS: Final[Mapping[str, int]] = {
    "money": 22, "health": 20, "family": 12, "housing": 10, "card": 8, "care": 6, "transport": 6,
    "documents": 6, "work": 5, "complaints": 4, "leisure": 3, "line": 3, "emergency": 1,
}  # fmt: skip
"""How often somebody telephones about a group of topics, of a hundred or so."""
_OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "card": ("card-blocked", "answered"),
    "money": ("answered", "wizard-done", "wizard-done", "request-filed", "not-identified"),
    "health": ("booked", "booked", "no-free-time", "answered"),
    "care": ("urgent-help", "passed-on", "answered"),
    "family": ("wizard-done", "answered", "request-filed"),
    "complaints": ("case-prepared", "passed-on"),
    "line": ("cut-off", "answered"),
    "emergency": ("emergency-112",),
}
_USUAL_OUTCOMES: Final = ("answered", "answered", "information-sent", "sent-elsewhere", "not-available")
_CHANNELS: Final[Mapping[str, int]] = {"phone": 78, "visit": 10, "trust_line": 6, "call_back": 6}
_LEVELS: Final[Mapping[str, int]] = {"none": 30, "data": 45, "code_word": 15, "call_back": 10}
_LOST, _NOBODY_NAMED, _FOR_ANOTHER = 0.06, 0.25, 0.12


PastWork = tuple[datetime, Callable[[Connection], None]]
"""Something that was done, and when: the journal takes it in the order of its moments alone."""


@dataclass(frozen=True, slots=True)
class CallCentre:
    """Whose calls are made up, until when, and by which clock."""

    callers: Sequence[Caller]
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


class CallMaker:
    """The same people, seed, pack and moment give the same contacts."""

    def __init__(self, pack: Pack, centre: CallCentre, seed: int) -> None:
        self._centre = centre
        self._chance = Random(seed + SEED)  # noqa: S311 (invented calls are no secret)
        groups = [_TOPICS.get(topic.group, 1) for topic in pack.call_topics]
        alike = [topic.group for topic in pack.call_topics]
        self._topics = pack.call_topics
        self._weights = [weight / alike.count(group) for weight, group in zip(groups, alike, strict=True)]
        self._outcomes = frozenset(outcome.id for outcome in pack.call_outcomes)

    def days(self) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
        """Contacts and their events, day by day, the last of them today."""
        for back in reversed(range(DAYS)):
            day = self._centre.today - timedelta(days=back)
            made = [row for operator in OPERATORS for row in self._of_day(operator, day)]
            yield made, [event for row in made for event in _events(row)]

    def _of_day(self, operator: str, day: date) -> Iterator[dict[str, Any]]:
        """One after the other: an operator has one mouth."""
        zone, now = self._centre.zone, self._centre.now
        at, closes = (datetime.combine(day, hour, zone) for hour in (OPENS, CLOSES))
        if day == self._centre.today:
            midnight = datetime.combine(day, time(), zone)
            at, closes = max(midnight, min(at, now - LATELY)), now
        left = MOST_ON_REST_DAYS if day.weekday() in REST_DAYS else 10_000
        while left > 0:
            at += timedelta(seconds=self._chance.randint(60, 1100))
            row = self._contact(operator, at)
            over = row["closed_at"] or row["ended_at"]
            if over >= closes:
                return
            yield row
            at, left = over, left - 1

    def _contact(self, operator: str, at: datetime) -> dict[str, Any]:
        chance = self._chance
        channel = self._any(_CHANNELS)
        answered = at + timedelta(seconds=0 if channel == "visit" else chance.randint(3, 40))
        ended = answered + timedelta(seconds=int(chance.triangular(30, 720, 150)))
        is_lost = channel == "phone" and chance.random() < _LOST
        row: dict[str, Any] = {
            "contact": str(UUID(int=chance.getrandbits(128), version=4)),
            "channel": channel,
            "direction": "out" if channel == "call_back" else "in",
            "operator": operator,
            "state": "lost" if is_lost else "closed",
            "started_at": at,
            "answered_at": None if is_lost else answered,
            "ended_at": answered if is_lost else ended,
            "closed_at": None if is_lost else ended + timedelta(seconds=chance.randint(10, 120)),
            "hang_up_lost": False,
            "notes_version": 0,
            "training": False,
            "anonymous": channel == "trust_line",
        }
        return {**row, **(_NOTHING_SAID if is_lost else self._said(channel))}

    def _said(self, channel: str) -> dict[str, Any]:
        chance = self._chance
        said = dict(_NOTHING_SAID)
        if self._topics:
            topic = chance.choices(self._topics, self._weights)[0]
            outcome = chance.choice(_OUTCOMES.get(topic.group, _USUAL_OUTCOMES))
            said |= {"topic": topic.id, "outcome": outcome if outcome in self._outcomes else ""}
        if channel == "trust_line" or not self._centre.callers or chance.random() < _NOBODY_NAMED:
            return said
        person = chance.choice(self._centre.callers).person
        if chance.random() < _FOR_ANOTHER:
            ground = "Назвалась соседкой, данных не спрашивали"
            return said | {"person": person, "relation": "neighbour", "ground": ground}
        return said | {"person": person, "speaker": person, "level": self._any(_LEVELS)}

    def _any(self, weights: Mapping[str, int]) -> str:
        return self._chance.choices(tuple(weights), tuple(weights.values()))[0]


_NOTHING_SAID: Final[Mapping[str, Any]] = {
    "person": None,
    "speaker": None,
    "relation": "self",
    "ground": "",
    "level": "none",
    "topic": "",
    "outcome": "",
}


def enter_calls(
    connection: Connection, day: tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]
) -> None:
    """Store one day of them."""
    for table, rows in zip((contacts, contact_events), day, strict=True):
        if rows:
            connection.execute(insert(table), list(rows))


def _events(row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    told = [("opened", row["started_at"])]
    if row["answered_at"] is not None:
        told.append(("answered", row["answered_at"]))
    told.append(("ended", row["ended_at"]))
    if row["closed_at"] is not None:
        told.append(("closed", row["closed_at"]))
    for step, (what, at) in enumerate(told, start=1):
        actor = f"operator:{row['operator']}"
        yield {"contact": row["contact"], "step": step, "at": at, "what": what, "actor": actor}
