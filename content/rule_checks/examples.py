"""The worked examples of a pack, computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.eligibility.amounts import Amount, amount
from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.verdicts import ContradictionError, Verdict
from content.formats import KOPECKS_IN_ROUBLE
from content.problems import Finding
from content.rule_checks.books import Books, name_in_book
from content.rule_checks.context import Rule, RuleContext
from content.rules.model import Example
from content.rules.problems import FactInvalidError
from content.rules.values import read_date, read_facts, read_money
from content.rules.vocabulary import nearest


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an example stands."""

    rule: Rule
    index: int
    title: str

    def fault(self, path: tuple[str | int, ...], what: str, remedy: str) -> Finding:
        kind, rule_id = self.rule
        said = f"example «{self.title}»: {what}"
        return Finding(kind, rule_id, ("examples", self.index, *path), said, remedy)


def wrong_examples(context: RuleContext, books: Books) -> Iterator[Finding]:
    """Examples whose verdict is not what the rule computes, and those that cannot be computed."""
    for rule in context.pack.rules:
        for index, example in enumerate(rule.examples):
            place = _Place(("rules", rule.measure), index, example.title)
            yield from _computed(place, example, context, books)
    for category in context.pack.category_rules:
        for index, example in enumerate(category.examples):
            place = _Place(("category_rules", category.category), index, example.title)
            yield from _computed(place, example, context, books)


def _computed(place: _Place, example: Example, context: RuleContext, books: Books) -> Iterator[Finding]:
    day = read_date(example.on) if example.on else context.on
    if day is None:
        yield place.fault(("on",), f"{example.on!r} is no date", "Write the date as 2026-02-01")
        return
    if example.verdict not in [verdict.value for verdict in Verdict]:
        what = f"there is no verdict {example.verdict!r}"
        yield place.fault(("verdict",), what, nearest(example.verdict, Verdict))
        return
    book = books.on(day)
    try:
        case = book.case(read_facts(book.facts, example.facts))
    except FactInvalidError as invalid:
        path = ("facts", invalid.fact.partition(".")[0])
        yield place.fault(path, f"{invalid.fact}: {invalid.what}", invalid.remedy)
    except ContradictionError as contradiction:
        among = f"the constraints forbid {', '.join(contradiction.facts)} together"
        remedy = f"Correct the facts, or one of: {', '.join(contradiction.constraints)}"
        yield place.fault(("facts",), among, remedy)
    else:
        yield from _compared(place, example, book, case)


def _compared(place: _Place, example: Example, book: RuleBook, case: Case) -> Iterator[Finding]:
    name = name_in_book(place.rule)
    verdict = case.book.verdict_named(name, case)
    if verdict.value != example.verdict:
        missing = ", ".join(case.book.missing_named(name, case))
        why = f" (not known: {missing})" if missing else ""
        what = f"it says {example.verdict}, the rule computes {verdict.value}{why}"
        yield place.fault(("verdict",), what, "Correct the rule or the example")
    if example.amount:
        yield from _amount(place, example, book, case)


def _amount(place: _Place, example: Example, book: RuleBook, case: Case) -> Iterator[Finding]:
    wanted = read_money(example.amount)
    if wanted is None:
        yield place.fault(("amount",), f"{example.amount!r} is no money", 'Write roubles: "18939.00"')
        return
    computed = amount(book, place.rule[1], case) if place.rule[0] == "rules" else None
    if computed is None or computed.kopecks != wanted:
        said = _roubles(computed)
        what = f"its amount is {example.amount}, the rule computes {said}"
        yield place.fault(("amount",), what, "Correct pays or the example")


def _roubles(computed: Amount | None) -> str:
    if computed is None:
        return "none"
    low, high = _written(computed.low), _written(computed.high)
    return low if computed.kopecks is not None else f"something from {low} to {high}"


def _written(kopecks: int | None) -> str:
    return "no bound" if kopecks is None else f"{kopecks / KOPECKS_IN_ROUBLE:.2f}"
