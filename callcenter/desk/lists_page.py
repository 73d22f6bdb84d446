"""All pages of the console by what they are for, and what keeps a session while a page lies open."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from callcenter.console import Console
from callcenter.guard import guarded_by_sign_in
from callcenter.navigation import GROUPS, LISTS, digits_of, open_to
from callcenter.visit import Visit

SESSION_BACK: Final = "/session-back"
"""Where a sign-in leads that another tab asked for, to go on with what was typed there."""


def lists_routes(console: Console) -> list[Route]:
    """Neither asks the backend for anything, unless the token is due."""

    async def lists(_request: Request, visit: Visit) -> Response:
        assert visit.session is not None
        entries = open_to(visit.session.roles)
        groups = {group: [one for one in entries if one.group == group] for group in GROUPS}
        in_order = [one for group in GROUPS for one in groups[group]]
        values = {"here": LISTS.address, "groups": groups, "digits": digits_of(in_order)}
        return console.page("lists.html", visit, values)

    async def still_here(_request: Request, visit: Visit) -> Response:
        response = Response(status_code=204)
        visit.leave_cookies(response, console.seal)
        return response

    async def back_again(_request: Request, visit: Visit) -> Response:
        return console.page("session_back.html", visit, {"here": SESSION_BACK})

    return [
        Route(LISTS.address, guarded_by_sign_in(console, lists), methods=["GET"]),
        Route(SESSION_BACK, guarded_by_sign_in(console, back_again), methods=["GET"]),
        Route("/session", guarded_by_sign_in(console, still_here), methods=["GET"]),
    ]
