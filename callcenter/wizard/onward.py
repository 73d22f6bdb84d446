"""Where an interview goes from a state: the next question, what cannot be true together, the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from secrets import token_hex
from typing import TypeVar

from backend.client import ClientFailure
from callcenter.console import Console
from callcenter.desk.frame import InContact
from callcenter.rules_of_day import RulesOfDay
from callcenter.wizard.outcome import known_of, parts_of
from callcenter.wizard.question import dispute_of, next_fact, question_of
from callcenter.wizard.sealed import kept
from callcenter.wizard.state import WizardState, interview_of
from callcenter.wizard.told import Told
from content.wizard.disclosure import About
from content.wizard.interview import Interview
from content.wizard.wizard import Wizard

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that is to be drawn: its template and values, with what failed."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict, repr=False)
    failure: ClientFailure | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Onward:
    """Works the rules of the day out; asks nobody."""

    console: Console
    rules: RulesOfDay

    async def next(
        self,
        at: InContact,
        state: WizardState,
        again: str = "",
        was: WizardState | None = None,
    ) -> Shown:
        """The page after `state`; the fact `again` is asked once more, as it was answered in `was`."""
        told, turns = self.told(at), len(state.turns)

        def found(wizard: Wizard) -> dict[str, object] | None:
            interview = interview_of(state, wizard)
            dispute = dispute_of(interview, told, turns)
            if dispute is not None:
                return {"dispute": dispute}
            if was is not None:
                fact = wizard.book.facts[again]
                return {"question": question_of(interview_of(was, wizard), fact, told, turns)}
            asked = next_fact(interview)
            return None if asked is None else {"question": question_of(interview, asked, told, turns)}

        values = await self.asked(found)
        if values is None:
            return await self.results(at, state)
        template = "wizard/dispute.html" if "dispute" in values else "wizard/question.html"
        return Shown(template, {"unclear": "", **values, **kept(self.console, at, state)})

    async def results(self, at: InContact, state: WizardState) -> Shown:
        told, state = self.told(at), replace(state, changing="")

        def found(wizard: Wizard) -> tuple[object, bool, object]:
            interview = interview_of(state, wizard)
            return parts_of(interview, told), _asks_more(interview), known_of(interview, told, about(state))

        parts, asks_more, known = await self.asked(found)
        values = {"parts": parts, "asks_more": asks_more, "known": known, "once": token_hex(16)}
        return Shown("wizard/results.html", {**values, **kept(self.console, at, state)})

    async def asked(self, work: Callable[[Wizard], Answer]) -> Answer:
        """In a thread: working rules out takes its time."""
        return await self.console.ask(self.rules.asked, self.today, work)

    def told(self, at: InContact) -> Told:
        """In the operator's language."""
        return Told(self.rules.words[at.visit.language])

    @property
    def today(self) -> date:
        """The region's."""
        return self.console.clock().astimezone(self.console.zone).date()


def about(state: WizardState) -> About:
    """Whether who speaks is asked about themselves."""
    return About.REPRESENTED if state.represented else About.SELF


def _asks_more(interview: Interview) -> bool:
    return interview.screen() is not None
