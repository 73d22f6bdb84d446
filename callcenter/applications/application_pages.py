"""Applications in a call: those there are, a new one that is only prepared, and its receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from secrets import token_hex
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.requests import DeskRequests
from backend.contract.workplace import Workplace
from callcenter.addresses import link, sort_link
from callcenter.applications.form import (
    Background,
    Typed,
    choices_of,
    consent_words,
    meant_by,
    prepared,
    typed_in,
    with_added,
)
from callcenter.applications.rows import SORTS, rows_of
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.desk.tabs import address_in
from callcenter.requests import PageProblem, read_query
from callcenter.rules_of_day import RulesOfDay
from callcenter.wizard.sealed import named, unsealed
from callcenter.wizard.state import answers_of, interview_of
from callcenter.wizard.told import Told
from content.wizard.wizard import Wizard

TAB: Final = "requests"
FILE: Final = "file_request"
WITHDRAW: Final = "withdraw_request"
_PERSON: Final = re.compile(r"[\w-]{1,36}")
_NUMBER: Final = re.compile(r"[0-9]{2}-[0-9]{6,9}")
MOST_MEANT: Final = 7
_QUERY: Final[Mapping[str, frozenset[str] | re.Pattern[str]]] = {
    "sort": frozenset(SORTS),
    "order": frozenset({"desc"}),
    "done": _NUMBER,
    "withdrawn": _NUMBER,
}


class ApplicationPages:
    """One call of the API beside the frame's, whatever is done."""

    def __init__(self, console: Console, frame: Frame, rules: RulesOfDay) -> None:
        self._console = console
        self._frame = frame
        self._rules = rules

    async def show(self, at: InContact) -> Response:
        query = read_query(at.request, _QUERY)
        place = await self._frame.place(at)
        if place.person is None:
            return self._page(at, place, "applications/nobody.html", {})
        calls = self._console.calls.paperwork
        found = await self._console.ask(calls.requests, at.acting, place.person.person)
        if isinstance(found, ClientFailure):
            return self._frame.failed(at, place, found, tab=TAB)
        return self._page(at, place, "applications/list.html", self._listed(at, place, found, query))

    async def begin(self, at: InContact) -> Response:
        """The form, with what the wizard found; nothing is sent yet."""
        fields = await at.form()
        place = await self._frame.place(at)
        typed = typed_in(fields)
        number = place.contact.number
        if "preferred" not in fields:
            typed = replace(typed, phone=number)
        return self._form(at, place, typed, fields.get("sealed", ""))

    async def file(self, at: InContact) -> Response:
        """Prepared once, however often the form comes; then its page with the receipt."""
        fields = await at.form()
        place = await self._frame.place(at)
        choices = choices_of(self._rules.pack, self._told(at))
        typed, sealed = with_added(typed_in(fields), choices), fields.get("sealed", "")
        if place.person is None:
            return self._form(at, place, typed, sealed, failure=ClientFailure("contact-person-missing"))
        if typed.added:
            return self._form(
                at, place, typed, sealed, missing=("added",), failure=ClientFailure("request-incomplete")
            )
        background = await self._background(at, place, sealed)
        told, now = self._told(at), self._console.clock()
        what = prepared(typed, background, self._rules.pack, told, on=self._today, now=now)
        if isinstance(what, tuple):
            return self._form(at, place, typed, sealed, missing=what, failure=ClientFailure("email-invalid"))
        done = await self._console.ask(
            self._console.calls.paperwork.prepare,
            at.acting,
            place.person.person,
            what,
            fields.get("once", ""),
        )
        if isinstance(done, ClientFailure):
            return self._form(at, place, typed, sealed, missing=missing_in(done), failure=done)
        address = link(address_in(at.contact, TAB), {"done": done.request.number})
        return self._console.moved(address, at.visit)

    async def withdraw(self, at: InContact) -> Response:
        """Told to the backend first: where it refuses, the page has a call left for its frame."""
        fields = await at.form()
        number, person = str(at.request.path_params["number"]), fields.get("person", "")
        if not (_NUMBER.fullmatch(number) and _PERSON.fullmatch(person)):
            raise PageProblem("body-invalid", 422)
        calls = self._console.calls.paperwork
        done = await self._console.ask(calls.withdraw, at.acting, person, number, fields.get("once", ""))
        if isinstance(done, ClientFailure):
            return self._frame.failed(at, await self._frame.place(at), done, tab=TAB)
        return self._console.moved(link(address_in(at.contact, TAB), {"withdrawn": number}), at.visit)

    async def _background(self, at: InContact, place: Workplace, sealed: str) -> Background:
        """The wizard's answers, where they are of this call and this person."""
        state = unsealed(self._console, at, sealed) if sealed else None
        if state is None or not state.belongs_to(named(place)):
            return Background()

        def known(wizard: Wizard) -> Background:
            interview = interview_of(replace(state, changing=""), wizard)
            verdicts = {identity: verdict.value for (_, identity), verdict in interview.verdicts.items()}
            return Background(verdicts, tuple(answers_of(interview)))

        return await self._console.ask(self._rules.asked, self._today, known)

    def _listed(
        self, at: InContact, place: Workplace, found: DeskRequests, query: Mapping[str, str]
    ) -> dict[str, object]:
        sort, page = query.get("sort", "filed"), address_in(at.contact, TAB)
        is_newest_first = sort == "filed" and "sort" not in query
        told = self._told(at)
        rows = rows_of(
            found,
            titles_in(self._rules, told),
            self._console.words[at.visit.language],
            self._console.zone,
            sort,
            descending="order" in query or is_newest_first,
        )
        return {
            "rows": rows,
            "done": next((row for row in rows if row.number == query.get("done")), None),
            "sorts": {each: sort_link(page, each, "", query_of_sort(query)) for each in SORTS},
            "sorted_by": sort,
            "descending": "order" in query or is_newest_first,
            "may_file": FILE in place.do,
            "withdrawn": query.get("withdrawn", ""),
            "about": found.person,
            "speaker": (place.speaker or place.person).person if place.person else "",
            "may_withdraw": WITHDRAW in place.do,
            "withdraw_needs": place.needs.get(WITHDRAW, ""),
            "once": token_hex(16),
        }

    def _form(
        self,
        at: InContact,
        place: Workplace,
        typed: Typed,
        sealed: str,
        *,
        missing: tuple[str, ...] = (),
        failure: ClientFailure | None = None,
    ) -> Response:
        told = self._told(at)
        choices = choices_of(self._rules.pack, told)
        titles = titles_in(self._rules, told)
        values = {
            "typed": typed,
            "wished": [(one, titles.get(one, one)) for one in typed.wished],
            "choices": [one for one in choices if one.id not in typed.wished],
            "meant": meant_by(typed.added, choices)[:MOST_MEANT],
            "consent": consent_words(told),
            "missing": missing,
            "sealed": sealed,
            "once": token_hex(16),
            "may_file": FILE in place.do and place.person is not None,
            "needed": place.needs.get(FILE, ""),
        }
        return self._page(at, place, "applications/form.html", values, failure)

    def _page(
        self,
        at: InContact,
        place: Workplace,
        template: str,
        values: Mapping[str, object],
        failure: ClientFailure | None = None,
    ) -> Response:
        return self._frame.page(at, place, template, values, tab=TAB, failure=failure)

    def _told(self, at: InContact) -> Told:
        return Told(self._rules.words[at.visit.language])

    @property
    def _today(self) -> date:
        return self._console.clock().astimezone(self._console.zone).date()


def application_routes(console: Console, frame: Frame, rules: RulesOfDay) -> list[Route]:
    """A new one is begun by POST: what the wizard found stands in the form, not in the address."""
    pages = ApplicationPages(console, frame, rules)
    path = "/contacts/{contact}/requests"
    return [
        Route(path, frame.serve(pages.show), methods=["GET"]),
        Route(path, frame.serve(pages.file), methods=["POST"]),
        Route(f"{path}/new", frame.serve(pages.begin), methods=["POST"]),
        Route(f"{path}/{{number}}/withdrawal", frame.serve(pages.withdraw), methods=["POST"]),
    ]


def titles_in(rules: RulesOfDay, told: Told) -> dict[str, str]:
    """Of measures and services, by id."""
    services = {one.id: told.text(one.title) for one in rules.pack.services}
    return services | {one.id: told.text(one.title) for one in rules.pack.measures}


def missing_in(failure: ClientFailure) -> tuple[str, ...]:
    """What the backend says is missing."""
    named = (failure.problem.model_extra or {}).get("missing", ()) if failure.problem else ()
    return tuple(str(one) for one in named) if isinstance(named, list) else ()


def query_of_sort(query: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in query.items() if name in {"sort", "order"}}
