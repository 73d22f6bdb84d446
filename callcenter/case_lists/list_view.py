"""What all lists of a case worker share: sorted, worked off by forms that are carried out once."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from backend.calling.acting import As
from backend.calling.case_lists import CaseListCalls
from backend.client import ClientFailure
from callcenter.addresses import link, sort_link
from callcenter.case_lists.rows import Columns
from callcenter.console import Console
from callcenter.guard import form_page, guarded_by_sign_in, refusal_page
from callcenter.reception.desk_view import fresh_once
from callcenter.reception.spoken import Spoken
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.visit import Visit

Found = TypeVar("Found")
DONE: Final = frozenset({"1"})
ID: Final = re.compile(r"[0-9a-f-]{36}")
LONGEST: Final = 300
Query = Mapping[str, frozenset[str] | re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class AtList:
    """One request of a signed-in case worker, outside any contact."""

    request: Request
    visit: Visit

    @property
    def acting(self) -> As:
        assert self.visit.session is not None
        return As(self.visit.session.token)

    async def form(self) -> dict[str, str]:
        """What our own page sent; PageProblem for anything else."""
        return await self.visit.form(self.request, DESK_FORM)

    def query(self, columns: Columns, more: Query | None = None) -> dict[str, str]:
        """How it is sorted, and what the list itself knows."""
        known: Query = {"sort": frozenset(columns), "order": frozenset({"desc"}), "done": DONE}
        return read_query(self.request, {**known, **(more or {})})


@dataclass(frozen=True, slots=True)
class ListDesk:
    """Made once for all lists."""

    console: Console

    @property
    def calls(self) -> CaseListCalls:
        return self.console.calls.case_lists

    def serve(
        self, page: Callable[[AtList], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request, visit: Visit) -> Response:
            return await page(AtList(request, visit))

        return guarded_by_sign_in(self.console, guarded)

    def spoken(self, at: AtList) -> Spoken:
        language = at.visit.language
        console = self.console
        return Spoken(console.words[language], console.titles[language], console.zone, at.visit.now)

    def page(
        self,
        at: AtList,
        template: str,
        values: Mapping[str, object],
        failure: ClientFailure | None = None,
    ) -> Response:
        """The list; `failure` stands above it, and what was typed stays."""
        around = {"here": at.request.url.path, "once": fresh_once(), "typed": {}, "done": ""}
        return form_page(self.console, at.request, at.visit, template, {**around, **values}, failure)

    def refused(self, at: AtList, failure: ClientFailure) -> Response:
        """The list itself cannot be had."""
        return refusal_page(self.console, at.request, at.visit, failure)

    def moved(self, at: AtList, page: str, query: Mapping[str, str]) -> Response:
        """Back to the list, which says that it is done."""
        return self.console.moved(link(page, {**query, "done": "1"}), at.visit)


def head_of(
    page: str, columns: Columns, query: Mapping[str, str], kept: Sequence[str] = ()
) -> dict[str, object]:
    """The table's head: where each column leads, and which one it is sorted by."""
    first = next(iter(columns))
    chosen = {name: query[name] for name in ("sort", "order", *kept) if name in query}
    return {
        "columns": {name: sort_link(page, name, first, chosen) for name in columns},
        "column": query.get("sort", first),
        "descending": "order" in query,
        "done": query.get("done", ""),
    }


def matched(pattern: re.Pattern[str], value: str) -> str:
    """The value; `body-invalid` for what no form of ours sends."""
    if not pattern.fullmatch(value):
        raise PageProblem("body-invalid", 422)
    return value
