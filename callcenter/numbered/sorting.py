"""A list by the column that somebody chose. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from backend.contract.cases import CaseDue
from callcenter.addresses import sort_link

Line = TypeVar("Line")
FIRST: Final = "due"  # as the backend gives them: the overdue first


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
    """The last day; what has no term comes last."""
    return date.max if due is None else due.on


def query_of(columns: Mapping[str, object]) -> dict[str, frozenset[str] | re.Pattern[str]]:
    """What such a page's address may say."""
    return {"sort": frozenset(columns), "order": frozenset({"desc"})}
