"""Quality: a supervisor judges contacts that were drawn by chance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.quality import (
    LONGEST_REMARK,
    QualityReview,
    QualityReviewIn,
    QualitySheet,
)
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page, sign_in_again
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.supervisor.quality_own_pages import (
    OWN_PAGE,
    QUALITY_PAGE,
    contact_of,
    in_words,
    own_quality_routes,
    points,
)
from callcenter.supervisor.quality_rows import QualityWords
from callcenter.visit import Visit
from content.formats import date_in_figures
from content.quality import JUDGEMENTS

POINT_FIELD: Final = "point:"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUERY: Final[dict[str, frozenset[str] | re.Pattern[str]]] = {"week": _DATE, "done": frozenset({"judged"})}
_CHANGED: Final = "quality-changed"


def quality_routes(console: Console) -> list[Route]:
    """The backend notes each look at a contact."""

    async def show(request: Request, visit: Visit) -> Response:
        assert visit.session is not None
        if not visit.session.may("supervisor"):
            return console.moved(OWN_PAGE, visit)
        query = read_query(request, _QUERY)
        calls = console.calls.supervision
        found = await console.ask(calls.drawn, console.as_(visit), week_of(query))
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words = in_words(console, visit)
        values = {
            "here": QUALITY_PAGE,
            "week": found.week,
            "weeks": [(each.isoformat(), date_in_figures(each)) for each in found.weeks],
            "rows": [words.drawn(line) for line in found.lines],
            "done": "done" in query,
            "own": False,
        }
        return console.page("supervisor/quality.html", visit, values)

    async def view(request: Request, visit: Visit) -> Response:
        return await sheet_page(request, visit)

    async def sheet_page(
        request: Request,
        visit: Visit,
        failure: ClientFailure | None = None,
        typed: Mapping[str, str] | None = None,
    ) -> Response:
        """With what was chosen, where `failure` refused it, and the other version beside it."""
        if failure is not None and failure.code in STALE_TOKEN:
            return sign_in_again(console, request, visit)
        contact = contact_of(request)
        found = await console.ask(console.calls.supervision.drawn_contact, console.as_(visit), contact)
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words = in_words(console, visit)
        form = points(console, visit)
        lacking = (
            frozenset(point.id for point in form if typed.get(point.id) not in JUDGEMENTS)
            if typed is not None
            else frozenset()
        )
        values = {
            "here": f"{QUALITY_PAGE}/{contact}",
            "sheet": words.sheet(found, form, typed, lacking),
            "choices": JUDGEMENTS,
            "longest": LONGEST_REMARK,
            "stored": stored_of(words, found, failure, visit),
            "failure": failure,
        }
        status = 200 if failure is None else status_of(failure)
        return console.page("supervisor/quality_sheet.html", visit, values, status)

    async def judge(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        typed = {
            name.removeprefix(POINT_FIELD): value
            for name, value in fields.items()
            if name.startswith(POINT_FIELD)
        }
        remark = fields.get("remark", "").replace("\r\n", "\n").strip()
        told = review_of(typed, remark, fields.get("version", ""))
        if isinstance(told, ClientFailure):
            return await sheet_page(request, visit, told, typed | {"remark": remark})
        done = await console.ask(
            console.calls.supervision.judge, console.as_(visit), contact_of(request), told
        )
        if isinstance(done, ClientFailure):
            return await sheet_page(request, visit, done, typed | {"remark": remark})
        return console.moved(f"{QUALITY_PAGE}?week={done.line.week.isoformat()}&done=judged", visit)

    def review_of(typed: Mapping[str, str], remark: str, version: str) -> QualityReviewIn | ClientFailure:
        if not version.isdecimal():
            raise PageProblem("body-invalid", 422)
        try:
            return QualityReviewIn.model_validate(
                {"answers": dict(typed), "remark": remark, "version": int(version)}
            )
        except ValidationError:
            return ClientFailure("quality-incomplete")

    def stored_of(
        words: QualityWords, found: QualitySheet, failure: ClientFailure | None, visit: Visit
    ) -> list[tuple[str, str]]:
        """What a colleague has found meanwhile, if that is what refused ours."""
        if failure is None or failure.code != _CHANGED or found.review is None:
            return []
        review: QualityReview = found.review
        return words.judgement(review, points(console, visit))

    def week_of(query: Mapping[str, str]) -> date | None:
        try:
            return date.fromisoformat(query["week"]) if "week" in query else None
        except ValueError:
            raise PageProblem("parameter-invalid", 422) from None

    return [
        Route(QUALITY_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        *own_quality_routes(console),
        Route(f"{QUALITY_PAGE}/{{contact}}", guarded_by_sign_in(console, view), methods=["GET"]),
        Route(f"{QUALITY_PAGE}/{{contact}}", guarded_by_sign_in(console, judge), methods=["POST"]),
    ]
