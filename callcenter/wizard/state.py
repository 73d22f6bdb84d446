"""Where an interview stands, as a value that lies sealed on the page and nowhere else. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from backend.contract.handoffs import OpenedHandoff
from backend.contract.requests import Answer
from content.model import Text
from content.rules.model import Fact
from content.rules.problems import FactInvalidError
from content.rules.provenance import Known, Source
from content.rules.values import read_value, write_value
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.wizard import Wizard

DECLINED: Final[Mapping[str, bool]] = {"unknown": True}
"""The written form of «не знаю»."""

Written = Any


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that was known before the first question, with who says so."""

    fact: str
    written: Written = field(repr=False)
    source: str
    register: tuple[str, str] | None = None  # its name, in Russian and in English
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class WizardState:
    """`base` was known before, `turns` are the answers told in this call, the newest last."""

    goals: str
    base: tuple[Given, ...] = field(default=(), repr=False)
    turns: tuple[tuple[str, Written], ...] = field(default=(), repr=False)
    changing: str = ""  # a known fact that is asked again
    left_on: str = ""  # the day on which a citizen left the answers at a kiosk
    person: str = field(default="", repr=False)  # whose answers these are; "" while nobody is named
    represented: bool = False  # somebody else speaks for them

    def answered(self, fact: str, written: Written) -> WizardState:
        return replace(self, turns=(*self.turns, (fact, written)), changing="")

    def back(self) -> WizardState:
        """Without the last answer, or without having opened a known one again."""
        if self.changing:
            return replace(self, changing="")
        return replace(self, turns=self.turns[:-1])

    def belongs_to(self, person: str) -> bool:
        """Whether it may go on for them; who tells first and is named later stays the same person."""
        return self.person in {"", person}

    @property
    def has_registers(self) -> bool:
        """Whether something was taken over from registers here."""
        return not self.left_on and any(one.source == Source.REGISTER.value for one in self.base)

    def change(self, fact: str) -> WizardState:
        return replace(self, changing=fact)

    @property
    def text(self) -> str:
        """As it is sealed."""
        base = [[one.fact, one.written, one.source, one.register, one.as_of] for one in self.base]
        return json.dumps(
            [self.goals, base, self.turns, self.changing, self.left_on, self.person, self.represented],
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @staticmethod
    def of(text: str) -> WizardState:
        """What `text` wrote; it was sealed, so nobody else has."""
        goals, base, turns, changing, left_on, person, represented = json.loads(text)
        return WizardState(
            goals,
            tuple(
                Given(fact, written, source, tuple(register) if register else None, as_of)
                for fact, written, source, register, as_of in base
            ),
            tuple((fact, written) for fact, written in turns),
            changing,
            left_on,
            person,
            represented,
        )


def prefilled(known: Mapping[str, Known], facts: Mapping[str, Fact]) -> tuple[Given, ...]:
    """What the registers say, to begin with."""
    return tuple(
        Given(
            name,
            write_value(facts[name], one.value),
            one.source.value,
            (one.register.ru, one.register.en) if one.register else None,
            one.as_of.isoformat() if one.as_of else "",
        )
        for name, one in known.items()
    )


def continued(opened: OpenedHandoff, left_on: date) -> WizardState:
    """From where a citizen stopped at a kiosk."""
    base = tuple(Given(answer.fact, answer.value, answer.source) for answer in opened.answers)
    return WizardState(opened.goals or Goals.all().written, base, left_on=left_on.isoformat())


def interview_of(state: WizardState, wizard: Wizard) -> Interview:
    """The interview as it stands; a fact that the rules of today do not know is left out."""
    facts = wizard.book.facts
    known: dict[str, Known] = {}
    for given in state.base:
        if (one := _known(facts, given)) is not None:
            known[given.fact] = one
    for fact, written in state.turns:
        known.pop(fact, None)
        if (one := _known(facts, Given(fact, written, Source.ANSWER.value))) is not None:
            known[fact] = one
    begun_ = Interview.begun(wizard, Goals(state.goals), known)
    asks = state.changing in facts and facts[state.changing].question is not None
    return begun_.changed(state.changing) if asks else begun_


def answers_of(interview: Interview, *, told_only: bool = False) -> Iterable[Answer]:
    """All that is known, as it is filed; `told_only`: without what registers say.

    Behind a code lies only what was told: whoever has the code need not be the person.
    """
    facts = interview.wizard.book.facts
    for name, one in interview.known.items():
        if told_only and one.source is Source.REGISTER:
            continue
        yield Answer(fact=name, value=write_value(facts[name], one.value), source=one.source.value)  # type: ignore[arg-type]


def _known(facts: Mapping[str, Fact], given: Given) -> Known | None:
    fact = facts.get(given.fact)
    if fact is None:
        return None
    try:
        value = read_value(fact, given.written)
    except FactInvalidError:
        return None
    source = Source(given.source)
    register = Text(*given.register) if given.register else None
    if register is None and source is Source.REGISTER and fact.register is not None:
        register = fact.register.source
    return Known(value, source, register, date.fromisoformat(given.as_of) if given.as_of else None)
