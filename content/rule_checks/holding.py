"""Rules that nobody can meet, rules that everybody meets, and rules too large for a diagram."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import structs

from content.eligibility.book import RuleBook
from content.eligibility.diagram import NODE_BUDGET
from content.eligibility.verdicts import ContradictionError, Verdict
from content.pack import Pack
from content.problems import Finding
from content.rule_checks.books import name_in_book
from content.rule_checks.context import Rule, RuleContext
from content.rules.model import MeasureRule, Tree
from content.rules.syntax import Always

_Path = tuple[str | int, ...]
PROBE: Final = "probe"  # the measure of a part of a rule, looked at alone


def impossible_people(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Constraints that forbid everybody."""
    try:
        book.case({})
    except ContradictionError:
        last = context.pack.constraints[-1]
        what = "the constraints together forbid everybody"
        yield Finding("constraints", last.id, ("always",), what, "Correct the one that was added last")


def never_or_always(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Rules whose verdict is settled before anything is known of a person."""
    nobody_known = book.case({})
    for rule, read in context.all_rules():
        kind, rule_id = rule
        if isinstance(read.when, Always):
            continue  # said on purpose
        verdict = book.verdict_named(name_in_book(rule), nobody_known)
        if verdict is Verdict.NOT_ENTITLED:
            path = _contradiction(rule, context)
            what = "nobody can meet the rule: it contradicts itself or the constraints"
            if len(path) > 1:
                what = "nobody can meet this together with what stands above it, or with the constraints"
            yield Finding(kind, rule_id, path, what, "Correct it, or withdraw the rule")
        elif verdict is Verdict.ENTITLED:
            what = "everybody meets the rule"
            yield Finding(kind, rule_id, ("when",), what, "Say who does not meet it, or write {always: true}")


def over_budget(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Rules whose diagram would need more nodes than the budget."""
    for (kind, rule_id), _ in context.all_rules():
        if rule_id in book.over_budget:
            what = f"the rule needs a diagram of more than {NODE_BUDGET} nodes"
            remedy = "Split it into categories or derived facts, or let it depend on fewer facts"
            yield Finding(kind, rule_id, ("when",), what, remedy)


def inexact(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Rules with arithmetic over several facts: never decided wrongly, but perhaps left open too long."""
    for (kind, rule_id), _ in context.all_rules():
        if rule_id in book.inexact:
            what = "the rule reckons with several facts at once: sound, not exact"
            yield Finding(kind, rule_id, ("when",), what, "Ask a figure instead where you can")


def _contradiction(rule: Rule, context: RuleContext) -> _Path:
    """The first part of `all` that cannot hold with those before it, or the whole rule."""
    when = _tree_of(rule, context.pack)
    parts = when.get("all") if isinstance(when, dict) else None
    if isinstance(parts, list):
        for count in range(1, len(parts) + 1):
            if _never_holds({"all": parts[:count]}, context):
                return ("when", "all", count - 1)
    return ("when",)


def _never_holds(tree: Tree, context: RuleContext) -> bool:
    rules = (*context.pack.rules, MeasureRule(PROBE, tree))
    book = RuleBook.of(structs.replace(context.pack, rules=rules), context.on)
    return book.verdict(PROBE, book.case({})) is Verdict.NOT_ENTITLED


def _tree_of(rule: Rule, pack: Pack) -> Tree:
    kind, rule_id = rule
    if kind == "rules":
        return next(one.when for one in pack.rules if one.measure == rule_id)
    return next(one.when for one in pack.category_rules if one.category == rule_id)
