"""One question as the page shows it: read aloud, with its help and answers, each under a digit. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from callcenter.wizard.answering import DECLINE, NO, NONE_OF_THEM, TICKED, YES, is_typed
from callcenter.wizard.told import Told
from content.rules.model import Fact, FactType
from content.wizard.interview import Interview


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer; `digit` "" has no key of its own."""

    name: str
    value: str
    title: str
    digit: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    fact: str
    heading: str  # of its group
    title: str
    help: str
    several: bool  # ticked, not chosen
    choices: tuple[Choice, ...]
    figure: bool  # typed
    typed: str
    unit: str
    example: str
    progress: str
    number: int
    can_go_back: bool
    is_again: bool


@dataclass(frozen=True, slots=True)
class Disputed:
    """A known fact that cannot stand beside the others."""

    fact: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Dispute:
    facts: tuple[Disputed, ...]
    says: tuple[str, ...]  # what is always so
    can_go_back: bool


def next_fact(interview: Interview) -> Fact | None:
    """The best question of the next screen: at a desk they are asked one by one."""
    screen = interview.screen()
    if screen is None:
        return None
    among = {fact.id: fact for fact in screen.facts}
    best = (among[one.fact] for one in interview.standings if one.fact in among)
    return next(best, screen.facts[0]) if not interview.asked_again else screen.facts[0]


def question_of(
    interview: Interview, fact: Fact, told: Told, turns: int, fields: Mapping[str, str] | None = None
) -> Question:
    """`fields` is what was sent and could not be taken; else what is known already stands there."""
    group = interview.wizard.groups.get(fact.group)
    progress = interview.progress
    again = bool(interview.asked_again)
    typed = "" if fields is None else fields.get("figure", "")
    if fields is None and is_typed(fact):
        typed = told.typed(fact, interview.known.get(fact.id))
    return Question(
        fact=fact.id,
        heading=told.text(group.title) if group else "",
        title=told.text(fact.question or fact.title),
        help=told.text(fact.help) if fact.help else "",
        several=fact.type is FactType.SET,
        choices=_choices(interview, fact, told, fields),
        figure=is_typed(fact),
        typed=typed,
        unit=told.unit(fact),
        example="date"
        if fact.type is FactType.DATE
        else "money"
        if fact.type is FactType.MONEY
        else "number",
        progress=told.words("wizard.settled", done=progress.settled, total=progress.all),
        number=turns + 1,
        can_go_back=turns > 0 or again,
        is_again=again,
    )


def dispute_of(interview: Interview, told: Told, turns: int) -> Dispute | None:
    """None where all that is known can be true together."""
    found = interview.disagreement
    if found is None or interview.asked_again:
        return None
    facts = interview.wizard.book.facts
    return Dispute(
        tuple(
            Disputed(name, told.text(facts[name].title), told.value(facts[name], interview.known[name].value))
            for name in found.facts
            if facts[name].question is not None
        ),
        tuple(told.text(one) for one in found.constraints),
        turns > 0,
    )


def _choices(
    interview: Interview, fact: Fact, told: Told, fields: Mapping[str, str] | None
) -> tuple[Choice, ...]:
    chosen = _chosen(interview, fact) if fields is None else _sent(fields)
    found: list[tuple[str, str, str]] = []
    if fact.type is FactType.YES_NO:
        found = [("answer", YES, told.words("wizard.yes")), ("answer", NO, told.words("wizard.no"))]
    elif fact.type is FactType.SET:
        found = [(f"{TICKED}{one.id}", "1", told.text(one.title)) for one in fact.options]
        found.append(("answer", NONE_OF_THEM, told.words("wizard.none")))
    elif not is_typed(fact):
        found = [("answer", one.id, told.text(one.title)) for one in fact.options]
    rows = [
        Choice(name, value, title, str(place) if place < 10 else "", (name, value) in chosen)
        for place, (name, value, title) in enumerate(found, 1)
    ]
    decline = ("answer", DECLINE) in chosen
    return (*rows, Choice("answer", DECLINE, told.words("wizard.decline"), "0", decline))


def _chosen(interview: Interview, fact: Fact) -> set[tuple[str, str]]:
    known = interview.known.get(fact.id)
    if known is None:
        return set()
    value = known.value
    if known.declined:
        return {("answer", DECLINE)}
    if isinstance(value, bool):
        return {("answer", YES if value else NO)}
    if isinstance(value, frozenset):
        return {(f"{TICKED}{one}", "1") for one in value} or {("answer", NONE_OF_THEM)}
    return {("answer", value)} if isinstance(value, str) else set()


def _sent(fields: Mapping[str, str]) -> set[tuple[str, str]]:
    return {(name, value) for name, value in fields.items() if name == "answer" or name.startswith(TICKED)}
