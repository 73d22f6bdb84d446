"""«Кодовое слово»: a case worker sets it for somebody who stands at the desk with a passport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.calling.acting import As
from backend.client import ClientFailure
from backend.contract.identification import CodeWordIn
from backend.contract.person_search import Candidates
from callcenter.caller import reading
from callcenter.caller.candidates import table_of
from callcenter.console import STALE_TOKEN, Console, status_of
from callcenter.guard import guarded_by_sign_in, refusal_page
from callcenter.requests import PageProblem
from callcenter.visit import Visit

PAGE: Final = "/code-words"
PURPOSE: Final = "code-word"
ROLE: Final = "case_worker"
_KEPT: Final = (*reading.SEARCHED, "birth_date")
_NOBODY: Final[Mapping[str, str]] = {}


class CodeWordPages:
    """At most two calls a page; the word is never shown again."""

    def __init__(self, console: Console) -> None:
        self._console = console

    async def show(self, _request: Request, visit: Visit) -> Response:
        _require_role(visit)
        return self._page(visit)

    async def search(self, request: Request, visit: Visit) -> Response:
        fields = await self._form(request, visit)
        found = await self._found(visit, fields)
        if isinstance(found, ClientFailure):
            return self._failed(request, visit, found, fields, None)
        return self._page(visit, fields, found)

    async def put(self, request: Request, visit: Visit) -> Response:
        """A refused word leaves the list where it was."""
        fields = await self._form(request, visit)
        person, word = fields.get("person_at_desk", ""), reading.new_word_in(fields)
        if not person or isinstance(word, ClientFailure):
            failure: ClientFailure | None = reading.unread(
                "code-word-invalid" if person else "person-unchosen"
            )
        else:
            failure = await self._set(visit, person, word)
        if failure is None:
            return self._page(visit, done=True)
        found = await self._found(visit, fields)
        return self._failed(
            request, visit, failure, fields, None if isinstance(found, ClientFailure) else found
        )

    async def _set(self, visit: Visit, person: str, word: CodeWordIn) -> ClientFailure | None:
        calls = self._console.calls.identification
        return await self._console.ask(calls.set_code_word, _acting(visit), person, word)

    async def _found(self, visit: Visit, fields: Mapping[str, str]) -> Candidates | ClientFailure:
        asked = reading.search_in(fields, PURPOSE)
        if isinstance(asked, ClientFailure):
            return asked
        return await self._console.ask(self._console.calls.identification.search, _acting(visit), asked)

    async def _form(self, request: Request, visit: Visit) -> dict[str, str]:
        _require_role(visit)
        return await visit.form(request, reading.PERSON_FORM)

    def _failed(
        self,
        request: Request,
        visit: Visit,
        failure: ClientFailure,
        fields: Mapping[str, str],
        found: Candidates | None,
    ) -> Response:
        if failure.code in STALE_TOKEN:
            return refusal_page(self._console, request, visit, failure)
        return self._page(visit, fields, found, failure=failure)

    def _page(
        self,
        visit: Visit,
        fields: Mapping[str, str] = _NOBODY,
        found: Candidates | None = None,
        *,
        failure: ClientFailure | None = None,
        done: bool = False,
    ) -> Response:
        words = self._console.words[visit.language]
        values = {
            "here": PAGE,
            "typed": {name: fields.get(name, "") for name in _KEPT},
            "found": None if found is None else table_of(found, words),
            "chosen": fields.get("person_at_desk", ""),
            "failure": failure,
            "done": done,
        }
        status = 200 if failure is None else status_of(failure)
        return self._console.page("caller/code_word.html", visit, values, status)


def code_word_routes(console: Console) -> list[Route]:
    """For case workers alone."""
    pages = CodeWordPages(console)
    return [
        Route(PAGE, guarded_by_sign_in(console, pages.show), methods=["GET"]),
        Route(f"{PAGE}/search", guarded_by_sign_in(console, pages.search), methods=["POST"]),
        Route(f"{PAGE}/set", guarded_by_sign_in(console, pages.put), methods=["POST"]),
    ]


def _acting(visit: Visit) -> As:
    """At the desk: in no contact."""
    assert visit.session is not None
    return As(visit.session.token)


def _require_role(visit: Visit) -> None:
    if visit.session is None or not visit.session.may(ROLE):
        raise PageProblem("role-missing", 403)
