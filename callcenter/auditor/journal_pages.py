"""The journal: who looked at whom, when, what for. What is asked for is posted: it may name a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.journal import LINES_A_FILE, LONGEST_DAYS, Journal, JournalIn, JournalOperator
from callcenter.auditor.journal_file import as_csv
from callcenter.auditor.journal_rows import JournalWords, purpose_of
from callcenter.console import Console
from callcenter.guard import form_page, guarded_by_sign_in, refusal_page
from callcenter.visit import Visit

JOURNAL_PAGE: Final = "/journal"
AT_FIRST: Final = timedelta(days=6)  # with today a week
_CHOSEN: Final = ("begins", "ends", "operator", "purpose", "number")
_PERIOD_WRONG: Final = "journal-period"
_DATE_UNREAD: Final = "date-unread"
_PURPOSE_UNREAD: Final = "journal-purpose"


def journal_routes(console: Console) -> list[Route]:
    """Each is one call, and one look in the journal itself."""

    async def show(request: Request, visit: Visit) -> Response:
        return await page(request, visit, at_first(visit))

    async def choose(request: Request, visit: Visit) -> Response:
        return await page(request, visit, await visit.form(request))

    async def page(request: Request, visit: Visit, typed: Mapping[str, str]) -> Response:
        found = await ask(visit, typed)
        failure = found if isinstance(found, ClientFailure) else None
        if failure is not None and failure.code not in {_PERIOD_WRONG, _DATE_UNREAD, _PURPOSE_UNREAD}:
            return refusal_page(console, request, visit, failure)
        journal = None if isinstance(found, ClientFailure) else found
        words = in_words(visit)
        values = {
            "here": JOURNAL_PAGE,
            "typed": {name: typed.get(name, "") for name in _CHOSEN},
            "topics": tuple(topics(visit).values()),
            "operators": chosen_alone(visit, typed) if journal is None else journal.operators,
            "rows": () if journal is None else words.rows(journal),
            "person": "" if journal is None else words.person(journal.person),
            "is_unknown": bool(journal and typed.get("number", "").strip() and journal.person is None),
            "older_than": 0 if journal is None else journal.older_than,
            "is_first": not typed.get("older_than"),
            "most": LINES_A_FILE,
            "longest": LONGEST_DAYS,
        }
        return form_page(console, request, visit, "auditor/journal.html", values, failure)

    async def file(request: Request, visit: Visit) -> Response:
        typed = await visit.form(request)
        found = await ask(visit, {**typed, "older_than": ""}, for_file=True)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words, rows = console.words[visit.language], in_words(visit).rows(found)
        content = await console.ask(as_csv, rows, words, is_cut=bool(found.older_than))
        response = Response(content, media_type="text/csv; charset=utf-8")
        name = f"okno-journal-{typed['begins']}-{typed['ends']}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        visit.leave_cookies(response, console.seal)
        return response

    async def ask(
        visit: Visit, typed: Mapping[str, str], *, for_file: bool = False
    ) -> Journal | ClientFailure:
        try:
            begins, ends = (date.fromisoformat(typed.get(name, "")) for name in ("begins", "ends"))
        except ValueError:
            return ClientFailure(_DATE_UNREAD)
        older_than = typed.get("older_than", "")
        try:
            asked = JournalIn(
                begins=begins,
                ends=ends,
                operator=typed.get("operator", ""),
                purpose=purpose_of(typed.get("purpose", ""), topics(visit)),
                number=typed.get("number", ""),
                older_than=int(older_than) if older_than.isascii() and older_than.isdigit() else 0,
                for_file=for_file,
            )
        except ValidationError:
            return ClientFailure(_PURPOSE_UNREAD)
        return await console.ask(console.calls.supervision.journal, console.as_(visit), asked)

    def chosen_alone(visit: Visit, typed: Mapping[str, str]) -> tuple[JournalOperator, ...]:
        """What was chosen stays chosen where the backend named nobody."""
        operator = typed.get("operator", "")
        name = console.words[visit.language]("journal.operator.chosen")
        return (JournalOperator(operator=operator, name=name),) if operator else ()

    def at_first(visit: Visit) -> dict[str, str]:
        today = visit.now.astimezone(console.zone).date()
        return {"begins": (today - AT_FIRST).isoformat(), "ends": today.isoformat()}

    def topics(visit: Visit) -> dict[str, str]:
        titles = console.titles[visit.language]
        return {topic: titles.of_topic(topic) for topic in titles.topics}

    def in_words(visit: Visit) -> JournalWords:
        return JournalWords(console.words[visit.language], console.titles[visit.language], console.zone)

    return [
        Route(JOURNAL_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(JOURNAL_PAGE, guarded_by_sign_in(console, choose), methods=["POST"]),
        Route(f"{JOURNAL_PAGE}/file", guarded_by_sign_in(console, file), methods=["POST"]),
    ]
