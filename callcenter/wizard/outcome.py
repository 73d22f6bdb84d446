"""What came out: three lists, and for each measure why, what is missing, what would change it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callcenter.wizard.told import Told
from content.eligibility.amounts import Amount
from content.eligibility.flip import Flip, Unchangeable
from content.eligibility.verdicts import Verdict
from content.formats import date_in_words, day_and_month, law_in_line, money, within_sentence
from content.labels import label, period
from content.model import LegalBasis, Measure
from content.rules.provenance import Known
from content.wizard.disclosure import About, FactDisclosure
from content.wizard.interview import Interview
from content.wizard.results import Missing, Result, Results, results
from content.wizard.why import why

HOLDER_LEVEL = 2
"""The pack's level of disclosure for whoever is sure to be the person: prefill is let only then."""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One measure or category in a list."""

    kind: str
    id: str
    title: str
    verdict: str
    amount: str
    verified: bool
    instead: str  # of several only one is given: this other one


@dataclass(frozen=True, slots=True)
class Part:
    """`name` is entitled, unknown or not_entitled."""

    name: str
    title: str
    rows: tuple[OutcomeRow, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A fact with its value and who says so; a missing one with what shows it and who settles it."""

    title: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One measure, in the order in which people ask."""

    row: OutcomeRow
    note: str  # of the amount
    window: str
    reasons: tuple[Line, ...]
    laws: tuple[str, ...]
    missing: tuple[Line, ...]
    changes: tuple[str, ...]
    is_beyond_reach: bool
    papers: tuple[str, ...]
    asked_elsewhere: tuple[str, ...]  # documents that the office gets itself
    where: str
    deadline: str
    how: str


def parts_of(interview: Interview, told: Told) -> tuple[Part, ...]:
    """All goals, each once."""
    found = results(interview)
    kind = "measures" if interview.goals.written != "categories" else "categories"
    titles = {result.identity: told.text(result.title) for result in found.all()}
    return tuple(
        Part(
            name,
            told.words(f"wizard.part.{kind}.{name}"),
            tuple(_row(one, titles, told) for one in of_part),
        )
        for name, of_part in (
            (Verdict.ENTITLED.value, found.entitled),
            (Verdict.UNKNOWN.value, found.possible),
            (Verdict.NOT_ENTITLED.value, found.not_entitled),
        )
    )


def outcome_of(interview: Interview, kind: str, identity: str, told: Told, about: About) -> Outcome | None:
    """One of them with its reasons; None for what was no goal."""
    found = results(interview)
    result = next((one for one in found.all() if one.name == (kind, identity)), None)
    if result is None:
        return None
    because = why(interview, result.name)
    shows = FactDisclosure.at(interview.wizard.pack.disclosure, HOLDER_LEVEL)
    facts = interview.wizard.book.facts
    reasons = [
        Line(
            told.text(facts[ground.fact].title),
            told.value(facts[ground.fact], ground.value),
            told.source(interview.known.get(ground.fact) or Known(ground.value, ground.source)),
        )
        for ground in because.explanation.facts
        if shows.may_show(
            facts[ground.fact],
            interview.known.get(ground.fact) or Known(ground.value, ground.source),
            about,
        )
    ]
    laws = [*(law for one in because.explanation.reasons for law in one.law), *because.explanation.law]
    if isinstance(because.flip, Unchangeable):
        laws += because.flip.proof.law
    measure = result.entry if isinstance(result.entry, Measure) else None
    return Outcome(
        row=_row(result, _titles(found, told), told),
        note=told.text(result.amount.text) if result.amount and result.amount.text else "",
        window=_window(result, told),
        reasons=tuple(reasons),
        laws=tuple(dict.fromkeys(_said(laws))),
        missing=tuple(_missing(result, told)),
        changes=tuple(_changes(interview, because.flip, told)),
        is_beyond_reach=isinstance(because.flip, Unchangeable),
        papers=_papers(measure, told, elsewhere=False),
        asked_elsewhere=_papers(measure, told, elsewhere=True),
        where=", ".join(label(told.words, place) for place in measure.where) if measure else "",
        deadline=told.text(measure.deadline.text) if measure else "",
        how=measure.how if measure else "",
    )


def known_of(interview: Interview, told: Told, about: About) -> tuple[tuple[str, Line], ...]:
    """What is known and may be shown, by the id of the fact where it can be put right, else ""."""
    shows = FactDisclosure.at(interview.wizard.pack.disclosure, HOLDER_LEVEL)
    return tuple(
        (
            name if fact.question is not None else "",
            Line(told.text(fact.title), told.value(fact, known.value), told.source(known)),
        )
        for name, fact in interview.wizard.book.facts.items()
        if (known := interview.known.get(name)) is not None
        and not isinstance(known.value, tuple)
        and shows.may_show(fact, known, about)
    )


def _titles(found: Results, told: Told) -> dict[str, str]:
    return {result.identity: told.text(result.title) for result in found.all()}


def _row(result: Result, titles: dict[str, str], told: Told) -> OutcomeRow:
    kind, identity = result.name
    return OutcomeRow(
        kind,
        identity,
        titles[identity],
        result.verdict.value,
        _amount(result, told) if result.verdict is not Verdict.NOT_ENTITLED else "",
        result.verified,
        titles.get(result.given_instead, ""),
    )


def _amount(result: Result, told: Told) -> str:
    """«12 345 ₽ в месяц»; nothing where from nothing on all is possible."""
    pay: Amount | None = result.amount
    if pay is None or pay.low is None or pay.high is None or pay.low <= 0:
        return ""
    often = period(told.words, result.entry.amount.per) if isinstance(result.entry, Measure) else ""
    low, high = money(pay.low, told.language), money(pay.high, told.language)
    said = low if pay.low == pay.high else told.words("wizard.between", low=low, high=high)
    return f"{said} {often}".rstrip()


def _window(result: Result, told: Told) -> str:
    if result.window is None:
        return ""
    opens, closes = (day_and_month(day, told.language) for day in (result.window.opens, result.window.closes))
    return told.words("wizard.window", opens=opens, closes=closes)


def _missing(result: Result, told: Told) -> Iterator[Line]:
    for one in result.missing:
        yield Line(told.text(one.fact.title), _shown_by(one, told), _settled_by(one, told))
    for judged in result.judged:
        judge = label(told.words, judged.by) if judged.by else told.words("wizard.judged")
        yield Line(judge, told.text(judged.text))


def _shown_by(missing: Missing, told: Told) -> str:
    if missing.document is None:
        return told.words("wizard.no_document")
    return told.words("wizard.missing.shown_by", document=within_sentence(told.text(missing.document)))


def _settled_by(missing: Missing, told: Told) -> str:
    if missing.office is None:
        return ""
    return told.words("wizard.settled_by", place=label(told.words, missing.office))


def _changes(interview: Interview, flip: Flip | Unchangeable | None, told: Told) -> Iterator[str]:
    """The least that would turn a "no"."""
    if not isinstance(flip, Flip):
        return
    facts = interview.wizard.book.facts
    on = told.words("wizard.change.on", date=date_in_words(flip.on, told.language)) if flip.on else ""
    for one in flip.changes:
        title, value = told.text(facts[one.fact].title), told.value(facts[one.fact], one.gained or one.to)
        how = on or told.words(f"wizard.change.{one.kind.value}")
        yield f"{told.words('wizard.change.wished', fact=title, value=value)}. {how}."
    if not flip.changes:
        if on:
            yield f"{on}."
        for name in flip.among:
            yield f"{told.text(facts[name].title)}. {told.words('wizard.change.act')}."


def _papers(measure: Measure | None, told: Told, *, elsewhere: bool) -> tuple[str, ...]:
    if measure is None:
        return ()
    return tuple(told.text(one.title) for one in measure.evidence if one.from_registry is elsewhere)


def _said(laws: Iterable[LegalBasis]) -> Iterator[str]:
    for basis in laws:
        yield law_in_line(", ".join(filter(None, (basis.act, basis.article))))
