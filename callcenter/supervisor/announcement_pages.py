"""Announcements: everybody reads and marks them, a supervisor writes and retracts them."""

from __future__ import annotations

import re
from datetime import timedelta
from secrets import token_hex
from typing import Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.announcements import LONGEST_TEXT, LONGEST_TITLE, AnnouncementIn
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page, sign_in_again
from callcenter.requests import DESK_FORM, PageProblem, read_query
from callcenter.supervisor.announcement_rows import NewsWords
from callcenter.supervisor.moments import read, written
from callcenter.visit import Visit

ANNOUNCEMENTS_PAGE: Final = "/announcements"
FIRST_LENGTH: Final = timedelta(days=7)
_ID: Final = re.compile(r"[0-9a-f-]{36}")
_ONCE: Final = re.compile(r"[0-9a-f]{32}")
_BACK: Final = {"start": "/"}
_TOLD: Final = frozenset({"published", "retracted", "read"})
_FOR: Final = ("for_operators", "for_kiosks")
_FIELDS: Final = ("title", "text", "title_en", "text_en", "importance")


def announcement_routes(console: Console) -> list[Route]:
    """One call a page: a supervisor's list holds what everybody's holds."""

    async def show(request: Request, visit: Visit) -> Response:
        told = read_query(request, {"done": _TOLD}).get("done", "")
        return await page(request, visit, told=told)

    async def page(
        request: Request,
        visit: Visit,
        failure: ClientFailure | None = None,
        typed: dict[str, str] | None = None,
        told: str = "",
    ) -> Response:
        """With what was typed, where `failure` refused it."""
        if failure is not None and failure.code in STALE_TOKEN:
            return sign_in_again(console, request, visit)
        assert visit.session is not None
        writes = visit.session.may("supervisor")
        calls = console.calls.supervision
        found = await console.ask(
            calls.all_announcements if writes else calls.announcements, console.as_(visit)
        )
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words = NewsWords(console.words[visit.language], console.zone, found.server_time)
        begins = written(found.server_time, console.zone)
        ends = written(found.server_time + FIRST_LENGTH, console.zone)
        values = {
            "here": ANNOUNCEMENTS_PAGE,
            "news": [words.news(one) for one in found.announcements],
            "writes": writes,
            "typed": typed or {"begins": begins, "ends": ends, "importance": "info", "for_operators": "on"},
            "once": (typed or {}).get("once") or token_hex(16),
            "longest_title": LONGEST_TITLE,
            "longest_text": LONGEST_TEXT,
            "failure": failure,
            "told": told,
        }
        status = 200 if failure is None else status_of(failure)
        return console.page("supervisor/announcements.html", visit, values, status)

    async def publish(request: Request, visit: Visit) -> Response:
        fields = await visit.form(request, DESK_FORM)
        once = fields.get("once", "")
        if not _ONCE.fullmatch(once):
            raise PageProblem("body-invalid", 422)
        new = announcement_of(fields)
        if isinstance(new, ClientFailure):
            return await page(request, visit, new, fields)
        done = await console.ask(console.calls.supervision.announce, console.as_(visit), new, once)
        if isinstance(done, ClientFailure):
            return await page(request, visit, done, fields)
        return console.moved(f"{ANNOUNCEMENTS_PAGE}?done=published", visit)

    def announcement_of(fields: dict[str, str]) -> AnnouncementIn | ClientFailure:
        """What the form says; a form's new lines are CR LF."""
        told: dict[str, object] = {
            name: fields.get(name, "").replace("\r\n", "\n").strip() for name in _FIELDS
        }
        told |= {name: name in fields for name in _FOR}
        told |= {f"{name}_at": read(fields.get(name, ""), console.zone) for name in ("begins", "ends")}
        if told["begins_at"] is None or told["ends_at"] is None:
            return ClientFailure("announcement-period")
        if not any(told[name] for name in _FOR):
            return ClientFailure("form-incomplete")
        try:
            return AnnouncementIn.model_validate(told)
        except ValidationError:
            return ClientFailure("form-incomplete")

    async def mark_read(request: Request, visit: Visit) -> Response:
        fields, which = await one_of_a_list(request, visit)
        done = await console.ask(console.calls.supervision.mark_read, console.as_(visit), which)
        if isinstance(done, ClientFailure):
            return await page(request, visit, done)
        return console.moved(_BACK.get(fields.get("back", ""), f"{ANNOUNCEMENTS_PAGE}?done=read"), visit)

    async def retract(request: Request, visit: Visit) -> Response:
        _, which = await one_of_a_list(request, visit)
        done = await console.ask(console.calls.supervision.retract, console.as_(visit), which)
        if isinstance(done, ClientFailure):
            return await page(request, visit, done)
        return console.moved(f"{ANNOUNCEMENTS_PAGE}?done=retracted", visit)

    async def one_of_a_list(request: Request, visit: Visit) -> tuple[dict[str, str], str]:
        fields = await visit.form(request)
        which = fields.get("announcement", "")
        if not _ID.fullmatch(which):
            raise PageProblem("body-invalid", 422)
        return fields, which

    return [
        Route(ANNOUNCEMENTS_PAGE, guarded_by_sign_in(console, show), methods=["GET"]),
        Route(ANNOUNCEMENTS_PAGE, guarded_by_sign_in(console, publish), methods=["POST"]),
        Route(f"{ANNOUNCEMENTS_PAGE}/read", guarded_by_sign_in(console, mark_read), methods=["POST"]),
        Route(f"{ANNOUNCEMENTS_PAGE}/retract", guarded_by_sign_in(console, retract), methods=["POST"]),
    ]
