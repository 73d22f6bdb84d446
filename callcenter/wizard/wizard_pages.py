"""The wizard on behalf: one question a page; its state lies sealed on the page, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Final

from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.handoffs import HandoffIn
from backend.contract.requests import Answer as HandedOver
from backend.contract.workplace import Workplace
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.requests import PageProblem
from callcenter.rules_of_day import RulesOfDay
from callcenter.sending.asked import Matter
from callcenter.wizard.answering import Unclear, written_in
from callcenter.wizard.onward import Onward, Shown, about
from callcenter.wizard.outcome import known_of, outcome_of, parts_of
from callcenter.wizard.question import question_of
from callcenter.wizard.registers import registered
from callcenter.wizard.sealed import kept, named, state_in
from callcenter.wizard.state import WizardState, answers_of, continued, interview_of, prefilled
from content.eligibility.book import MEASURE
from content.formats import date_in_words, dictated
from content.wizard.prefill import known_from
from content.wizard.wizard import Wizard

TAB: Final = "wizard"
PREFILL: Final = "prefill"  # actions of the identification policy
FILE: Final = "file_request"
MOST_NAMED: Final = 20  # measures in one letter
GOALS: Final = re.compile(r"all|categories|measure:[a-z0-9][a-z0-9-]{0,79}")
_BETWEEN_DIGITS: Final = re.compile(r"[\s\u00a0-]+")
_CODE: Final = re.compile(r"[0-9]{8}")
_ONE: Final = re.compile(r"(measure|category):([a-z0-9-]{1,80})")

Fields = Mapping[str, str]


class WizardPages:
    """At most one call of the API beside the frame's; most pages need none."""

    def __init__(self, console: Console, frame: Frame, rules: RulesOfDay) -> None:
        self._console = console
        self._frame = frame
        self._rules = rules
        self._onward = Onward(console, rules)
        self._acts: Mapping[str, Callable[[InContact, Workplace, Fields], Awaitable[Shown]]] = {
            "begin": self._begin,
            "code": self._code,
            "answer": self._answer,
            "back": self._back,
            "change": self._change,
            "known": self._known,
            "go_on": self._go_on,
            "result": self._result,
            "why": self._why,
            "leave": self._leave,
        }

    async def show(self, at: InContact) -> Response:
        place = await self._frame.place(at)
        return self._drawn(at, place, await self._start(at, place))

    async def act(self, at: InContact) -> Response:
        """Everything is done by one POST: what is known stands in it, never in an address."""
        fields = await at.form()
        act = self._acts.get(_act_in(fields))
        if act is None:
            raise PageProblem("body-invalid", 422)
        place = await self._frame.place(at)
        return self._drawn(at, place, await act(at, place, fields))

    async def _start(
        self, at: InContact, place: Workplace, failure: ClientFailure | None = None, code: str = ""
    ) -> Shown:
        told = self._onward.told(at)
        measures = sorted(
            (told.text(one.title), one.id) for one in self._rules.pack.measures if one.id in self._rules.ruled
        )
        values = {
            "measures": measures,
            "may_prefill": PREFILL in place.do and place.person is not None,
            "needed": place.needs.get(PREFILL, "") if place.person is not None else "",
            "code": code,
        }
        return Shown("wizard/start.html", values, failure)

    async def _begin(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        goals = fields.get("goals", "")
        if goals == "measure":
            goals = f"measure:{fields.get('measure', '')}"
        if not GOALS.fullmatch(goals):
            raise PageProblem("body-invalid", 422)
        state = WizardState(goals, person=named(place))
        if PREFILL in place.do and place.person is not None and "prefill" in fields:
            person = place.person.person
            facts = await self._console.ask(self._console.calls.paperwork.registry, at.acting, person)
            if isinstance(facts, ClientFailure):
                return await self._start(at, place, facts)
            own = registered(facts)
            represented = place.speaker is not None and place.speaker.person != person

            def filled(wizard: Wizard) -> WizardState:
                book = wizard.book
                base = prefilled(known_from(book.facts.values(), own, book.on), book.facts)
                return replace(state, base=base, represented=represented)

            state = await self._onward.asked(filled)
        return await self._onward.next(at, state)

    async def _code(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        code = _BETWEEN_DIGITS.sub("", fields.get("code", ""))
        if not _CODE.fullmatch(code):
            return await self._start(at, place, ClientFailure("code-incomplete"))
        opened = await self._console.ask(self._console.calls.paperwork.open_code, at.acting, code)
        if isinstance(opened, ClientFailure):
            return await self._start(at, place, opened)
        begun = continued(opened, opened.left_at.astimezone(self._console.zone).date())
        return await self._onward.next(at, replace(begun, person=named(place)))

    async def _answer(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        state, told, today = (
            state_in(self._console, at, place, fields),
            self._onward.told(at),
            self._onward.today,
        )

        def taken(wizard: Wizard) -> WizardState | Shown:
            interview = interview_of(state, wizard)
            fact = interview.wizard.book.facts.get(fields.get("fact", ""))
            if fact is None or fact.question is None:
                raise PageProblem("body-invalid", 422)
            written = written_in(fact, fields, today)
            if isinstance(written, Unclear):
                question = question_of(interview, fact, told, len(state.turns), fields)
                values = {"question": question, "unclear": written.reason, **kept(self._console, at, state)}
                return Shown("wizard/question.html", values)
            return state.answered(fact.id, written)

        done = await self._onward.asked(taken)
        return done if isinstance(done, Shown) else await self._onward.next(at, done)

    async def _back(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        """The last answer is asked again, and stands there as it was given."""
        state = state_in(self._console, at, place, fields)
        if state.changing or not state.turns:
            return await self._onward.next(at, state.back())
        last, written = state.turns[-1]
        return await self._onward.next(at, state.back(), again=last, was=state.answered(last, written))

    async def _change(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        return await self._onward.next(
            at, state_in(self._console, at, place, fields).change(fields.get("change", ""))
        )

    async def _known(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        state, told = state_in(self._console, at, place, fields), self._onward.told(at)
        rows = await self._onward.asked(
            lambda wizard: known_of(interview_of(state, wizard), told, about(state))
        )
        return Shown("wizard/known.html", {"rows": rows, **kept(self._console, at, state)})

    async def _go_on(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        return await self._onward.next(at, state_in(self._console, at, place, fields))

    async def _result(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        return await self._onward.results(at, state_in(self._console, at, place, fields))

    async def _why(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        state, told = state_in(self._console, at, place, fields), self._onward.told(at)
        found = _ONE.fullmatch(fields.get("why", ""))
        if found is None:
            raise PageProblem("body-invalid", 422)
        kind, identity = found.groups()
        outcome = await self._onward.asked(
            lambda wizard: outcome_of(interview_of(state, wizard), kind, identity, told, about(state))
        )
        if outcome is None:
            raise PageProblem("not-found", 404)
        values = {"outcome": outcome, "may_file": self._may_file(place), **kept(self._console, at, state)}
        return Shown("wizard/outcome.html", values, subject=identity)

    async def _leave(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        """The answers under eight digits, for a kiosk to go on with."""
        state = state_in(self._console, at, place, fields)

        def known(wizard: Wizard) -> tuple[tuple[HandedOver, ...], tuple[str, ...]]:
            interview = interview_of(state, wizard)
            entitled = parts_of(interview, self._onward.told(at))[0].rows
            due = tuple(row.id for row in entitled if row.kind == MEASURE)
            return tuple(answers_of(interview, told_only=True)), due[:MOST_NAMED]

        answers, due = await self._onward.asked(known)
        left = HandoffIn(
            goals=state.goals, answers=answers, pack_hash=self._rules.pack.hash, on=self._onward.today
        )
        code = await self._console.ask(
            self._console.calls.paperwork.leave_code, at.acting, left, fields.get("once", "")
        )
        if isinstance(code, ClientFailure):
            return replace(await self._onward.results(at, state), failure=code)
        until = code.expires_at.astimezone(self._console.zone).date()
        values = {
            "digits": code.code,
            "code": dictated(code.code),
            "until": date_in_words(until, at.visit.language),
            "matter": Matter("result", due).written,
            **kept(self._console, at, state),
        }
        return Shown("wizard/code.html", values)

    def _drawn(self, at: InContact, place: Workplace, shown: Shown) -> Response:
        return self._frame.page(
            at, place, shown.template, shown.values, tab=TAB, subject=shown.subject, failure=shown.failure
        )

    def _may_file(self, place: Workplace) -> bool:
        return FILE in place.do and place.person is not None


def wizard_routes(console: Console, frame: Frame, rules: RulesOfDay) -> list[Route]:
    """One address for all of it."""
    pages = WizardPages(console, frame, rules)
    path = "/contacts/{contact}/wizard"
    return [
        Route(path, frame.serve(pages.show), methods=["GET"]),
        Route(path, frame.serve(pages.act), methods=["POST"]),
    ]


def _act_in(fields: Fields) -> str:
    """What was pressed; Enter in a question gives the answer."""
    for button in ("why", "change"):
        if button in fields:
            return button
    return fields.get("act", "answer")
