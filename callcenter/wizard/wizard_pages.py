"""The wizard on behalf: one question a page; its state lies sealed on the page, and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_hex
from typing import Final, TypeVar

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
from callcenter.wizard.outcome import known_of, outcome_of, parts_of
from callcenter.wizard.question import dispute_of, next_fact, question_of
from callcenter.wizard.registers import registered
from callcenter.wizard.state import WizardState, answers_of, continued, interview_of, prefilled
from callcenter.wizard.told import Told
from content.eligibility.book import MEASURE
from content.formats import date_in_figures, date_in_words, dictated
from content.wizard.disclosure import About
from content.wizard.interview import Interview
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
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is to be drawn: its template and values, with what failed."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    failure: ClientFailure | None = None
    subject: str = ""


class WizardPages:
    """At most one call of the API beside the frame's; most pages need none."""

    def __init__(self, console: Console, frame: Frame, rules: RulesOfDay) -> None:
        self._console = console
        self._frame = frame
        self._rules = rules
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
        told = self._told(at)
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
        state = WizardState(goals, person=_named(place))
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

            state = await self._asked(filled)
        return await self._next(at, state)

    async def _code(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        code = _BETWEEN_DIGITS.sub("", fields.get("code", ""))
        if not _CODE.fullmatch(code):
            return await self._start(at, place, ClientFailure("code-incomplete"))
        opened = await self._console.ask(self._console.calls.paperwork.open_code, at.acting, code)
        if isinstance(opened, ClientFailure):
            return await self._start(at, place, opened)
        begun = continued(opened, opened.left_at.astimezone(self._console.zone).date())
        return await self._next(at, replace(begun, person=_named(place)))

    async def _answer(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        state, told, today = self._state(at, place, fields), self._told(at), self._today

        def taken(wizard: Wizard) -> WizardState | Shown:
            interview = interview_of(state, wizard)
            fact = interview.wizard.book.facts.get(fields.get("fact", ""))
            if fact is None or fact.question is None:
                raise PageProblem("body-invalid", 422)
            written = written_in(fact, fields, today)
            if isinstance(written, Unclear):
                question = question_of(interview, fact, told, len(state.turns), fields)
                values = {"question": question, "unclear": written.reason, **self._kept(at, state)}
                return Shown("wizard/question.html", values)
            return state.answered(fact.id, written)

        done = await self._asked(taken)
        return done if isinstance(done, Shown) else await self._next(at, done)

    async def _back(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        """The last answer is asked again, and stands there as it was given."""
        state = self._state(at, place, fields)
        if state.changing or not state.turns:
            return await self._next(at, state.back())
        last, written = state.turns[-1]
        return await self._next(at, state.back(), again={"fact": last}, was=state.answered(last, written))

    async def _change(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        return await self._next(at, self._state(at, place, fields).change(fields.get("change", "")))

    async def _known(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        state, told = self._state(at, place, fields), self._told(at)
        rows = await self._asked(lambda wizard: known_of(interview_of(state, wizard), told, _about(state)))
        return Shown("wizard/known.html", {"rows": rows, **self._kept(at, state)})

    async def _go_on(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        return await self._next(at, self._state(at, place, fields))

    async def _result(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        return await self._results(at, self._state(at, place, fields))

    async def _why(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        state, told = self._state(at, place, fields), self._told(at)
        found = _ONE.fullmatch(fields.get("why", ""))
        if found is None:
            raise PageProblem("body-invalid", 422)
        kind, identity = found.groups()
        outcome = await self._asked(
            lambda wizard: outcome_of(interview_of(state, wizard), kind, identity, told, _about(state))
        )
        if outcome is None:
            raise PageProblem("not-found", 404)
        values = {"outcome": outcome, "may_file": self._may_file(place), **self._kept(at, state)}
        return Shown("wizard/outcome.html", values, subject=identity)

    async def _leave(self, at: InContact, place: Workplace, fields: Fields) -> Shown:
        """The answers under eight digits, for a kiosk to go on with."""
        state = self._state(at, place, fields)

        def known(wizard: Wizard) -> tuple[tuple[HandedOver, ...], tuple[str, ...]]:
            interview = interview_of(state, wizard)
            entitled = parts_of(interview, self._told(at))[0].rows
            due = tuple(row.id for row in entitled if row.kind == MEASURE)
            return tuple(answers_of(interview, told_only=True)), due[:MOST_NAMED]

        answers, due = await self._asked(known)
        left = HandoffIn(goals=state.goals, answers=answers, pack_hash=self._rules.pack.hash, on=self._today)
        code = await self._console.ask(
            self._console.calls.paperwork.leave_code, at.acting, left, fields.get("once", "")
        )
        if isinstance(code, ClientFailure):
            return replace(await self._results(at, state), failure=code)
        until = code.expires_at.astimezone(self._console.zone).date()
        values = {
            "digits": code.code,
            "code": dictated(code.code),
            "until": date_in_words(until, at.visit.language),
            "matter": Matter("result", due).written,
            **self._kept(at, state),
        }
        return Shown("wizard/code.html", values)

    async def _next(
        self, at: InContact, state: WizardState, again: Fields | None = None, was: WizardState | None = None
    ) -> Shown:
        """The next question, what cannot be true together, or the result."""
        told, turns = self._told(at), len(state.turns)

        def found(wizard: Wizard) -> dict[str, object] | None:
            interview = interview_of(state, wizard)
            dispute = dispute_of(interview, told, turns)
            if dispute is not None:
                return {"dispute": dispute}
            if again is not None and was is not None:
                fact = wizard.book.facts[again["fact"]]
                return {"question": question_of(interview_of(was, wizard), fact, told, turns)}
            asked = next_fact(interview)
            return None if asked is None else {"question": question_of(interview, asked, told, turns)}

        values = await self._asked(found)
        if values is None:
            return await self._results(at, state)
        template = "wizard/dispute.html" if "dispute" in values else "wizard/question.html"
        return Shown(template, {"unclear": "", **values, **self._kept(at, state)})

    async def _results(self, at: InContact, state: WizardState) -> Shown:
        told = self._told(at)

        def found(wizard: Wizard) -> tuple[object, bool, object]:
            interview = interview_of(replace(state, changing=""), wizard)
            return parts_of(interview, told), _asks_more(interview), known_of(interview, told, _about(state))

        parts, asks_more, known = await self._asked(found)
        values = {"parts": parts, "asks_more": asks_more, "known": known, "once": token_hex(16)}
        return Shown("wizard/results.html", {**values, **self._kept(at, replace(state, changing=""))})

    def _state(self, at: InContact, place: Workplace, fields: Fields) -> WizardState:
        """What the form carries; it is good in this contact, for its operator and its person."""
        text = self._console.seal.open_page(fields.get("sealed", ""), self._bound(at))
        if text is None:
            raise PageProblem("form-expired", 403)
        state, person = WizardState.of(text), _named(place)
        if not state.belongs_to(person):
            raise PageProblem("wizard-other-person", 409)
        return replace(state, person=person)

    def _kept(self, at: InContact, state: WizardState) -> dict[str, object]:
        left = date.fromisoformat(state.left_on) if state.left_on else None
        return {
            "sealed": self._console.seal.seal_page(state.text, self._bound(at)),
            "left_on": date_in_figures(left) if left else "",
            "prefilled": state.has_registers,
            "has_answers": bool(state.turns or state.base),
        }

    def _bound(self, at: InContact) -> str:
        assert at.visit.session is not None
        return f"wizard:{at.contact}:{at.visit.session.login}"

    def _drawn(self, at: InContact, place: Workplace, shown: Shown) -> Response:
        return self._frame.page(
            at, place, shown.template, shown.values, tab=TAB, subject=shown.subject, failure=shown.failure
        )

    def _may_file(self, place: Workplace) -> bool:
        return FILE in place.do and place.person is not None

    async def _asked(self, work: Callable[[Wizard], Answer]) -> Answer:
        """In a thread: working rules out takes its time."""
        return await self._console.ask(self._rules.asked, self._today, work)

    def _told(self, at: InContact) -> Told:
        return Told(self._rules.words[at.visit.language])

    @property
    def _today(self) -> date:
        return self._console.clock().astimezone(self._console.zone).date()


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
    for named in ("why", "change"):
        if named in fields:
            return named
    return fields.get("act", "answer")


def _named(place: Workplace) -> str:
    return "" if place.person is None else place.person.person


def _about(state: WizardState) -> About:
    return About.REPRESENTED if state.represented else About.SELF


def _asks_more(interview: Interview) -> bool:
    return interview.screen() is not None
