"""What was found of an operator's own contacts; and what the pages of quality share."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import PageProblem
from callcenter.supervisor.quality_rows import QualityWords
from callcenter.visit import Visit
from content.quality import QualityPoint

QUALITY_PAGE: Final = "/quality"
OWN_PAGE: Final = f"{QUALITY_PAGE}/own"
_CONTACT: Final = re.compile(r"[0-9a-f-]{36}")


def own_quality_routes(console: Console) -> list[Route]:
    """Seen is seen: opening one tells the supervisor so."""

    async def show_own(request: Request, visit: Visit) -> Response:
        found = await console.ask(console.calls.supervision.own_judged, console.as_(visit))
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        words = in_words(console, visit)
        values = {
            "here": OWN_PAGE,
            "week": None,
            "weeks": [],
            "rows": [words.drawn(line) for line in found.lines],
            "done": False,
            "own": True,
        }
        return console.page("supervisor/quality.html", visit, values)

    async def view_own(request: Request, visit: Visit) -> Response:
        found = await console.ask(
            console.calls.supervision.own_sheet, console.as_(visit), contact_of(request)
        )
        if isinstance(found, ClientFailure):
            return refusal_page(console, request, visit, found)
        values = {"here": OWN_PAGE, "sheet": in_words(console, visit).sheet(found, points(console, visit))}
        return console.page("supervisor/quality_own.html", visit, values)

    return [
        Route(OWN_PAGE, guarded_by_sign_in(console, show_own), methods=["GET"]),
        Route(f"{OWN_PAGE}/{{contact}}", guarded_by_sign_in(console, view_own), methods=["GET"]),
    ]


def points(console: Console, visit: Visit) -> tuple[QualityPoint, ...]:
    """The form of the console's own pack."""
    return console.titles[visit.language].quality


def in_words(console: Console, visit: Visit) -> QualityWords:
    language = visit.language
    return QualityWords(console.words[language], console.titles[language], console.zone, visit.now)


def contact_of(request: Request) -> str:
    """Which contact the address names."""
    contact = str(request.path_params["contact"])
    if not _CONTACT.fullmatch(contact):
        raise PageProblem("not-found", 404)
    return contact
