"""Lists of urgent help and of signals by the column that somebody chose. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from backend.contract.cases import CaseDue
from backend.contract.signals import SignalLine
from backend.contract.urgent import UrgentLine
from callcenter.addresses import sort_link

Line = TypeVar("Line")
FIRST: Final = "due"  # as the backend gives them: the overdue first
_WITHOUT: Final = date.max  # what has no term comes last


@dataclass(frozen=True, slots=True)
class Sorting(Generic[Line]):
    """The columns there are, and the one that was chosen."""

    columns: Mapping[str, Callable[[Line], Any]]
    page: str
    query: Mapping[str, str]

    @property
    def column(self) -> str:
        return self.query.get("sort", FIRST)

    @property
    def descending(self) -> bool:
        return "order" in self.query

    @property
    def links(self) -> dict[str, str]:
        """What each heading leads to."""
        return {name: sort_link(self.page, name, FIRST, self.query) for name in self.columns}

    def of(self, lines: Iterable[Line]) -> tuple[Line, ...]:
        """By the chosen column; untouched they stay as they came."""
        if "sort" not in self.query and "order" not in self.query:
            return tuple(lines)
        return tuple(sorted(lines, key=self.columns[self.column], reverse=self.descending))


def due_of(due: CaseDue | None) -> date:
    return _WITHOUT if due is None else due.on


URGENT: Final[Mapping[str, Callable[[UrgentLine], Any]]] = {
    "act": lambda line: line.act_number,
    "number": lambda line: line.number,
    "state": lambda line: line.state,
    "opened": lambda line: line.opened_at,
    "provided": lambda line: line.provided_on or _WITHOUT,
    "due": lambda line: due_of(line.due),
}
SIGNALS: Final[Mapping[str, Callable[[SignalLine], Any]]] = {
    "number": lambda line: line.number,
    "kind": lambda line: (line.kind, line.number),
    "source": lambda line: line.source,
    "taken": lambda line: line.taken_at,
    "body": lambda line: line.body,
    "state": lambda line: line.state,
    "due": lambda line: due_of(line.due),
}


def query_of(columns: Mapping[str, object]) -> dict[str, frozenset[str] | re.Pattern[str]]:
    """What such a page's address may say."""
    return {"sort": frozenset(columns), "order": frozenset({"desc"})}
