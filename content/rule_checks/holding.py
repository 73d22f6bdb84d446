"""Rules that nobody can meet, rules that everybody meets, and rules too large for a diagram."""

from __future__ import annotations

from collections.abc import Iterator

from content.eligibility.book import RuleBook, nodes_below
from content.eligibility.compiling import compiled
from content.eligibility.diagram import ENTITLED, NODE_BUDGET, NOT_ENTITLED
from content.eligibility.verdicts import ContradictionError
from content.problems import Finding
from content.rule_checks.books import name_in_book
from content.rule_checks.context import RuleContext
from content.rules.syntax import All, Grounded, Requirement

_Path = tuple[str | int, ...]


def impossible_people(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Constraints that forbid everybody."""
    try:
        book.case({})
    except ContradictionError:
        last = context.pack.constraints[-1]
        what = "the constraints together forbid everybody"
        yield Finding("constraints", last.id, ("always",), what, "Correct the one that was added last")


def never_or_always(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Rules whose verdict is settled before anything is known."""
    for rule, read in context.all_rules():
        kind, rule_id = rule
        one = book.compiled(name_in_book(rule))
        if one.root is None:
            continue
        ends = nodes_below(one.root)
        if ENTITLED not in ends:
            path = _contradiction(read.when, book)
            what = "nobody can meet the rule: it contradicts itself or the constraints"
            if len(path) > 1:
                what = "nobody can meet this together with what stands above it, or with the constraints"
            yield Finding(kind, rule_id, path, what, "Correct it, or withdraw the rule")
        elif NOT_ENTITLED not in ends:
            what = "everybody meets the rule"
            yield Finding(kind, rule_id, ("when",), what, "Say who does not, or write {always: true}")


def over_budget(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Rules whose diagram would need more nodes than the budget."""
    for rule, _ in context.all_rules():
        if book.compiled(name_in_book(rule)).root is None:
            kind, rule_id = rule
            what = f"the rule needs a diagram of more than {NODE_BUDGET} nodes"
            remedy = "Split it into categories or derived facts, or ask fewer facts in it"
            yield Finding(kind, rule_id, ("when",), what, remedy)


def inexact(context: RuleContext, book: RuleBook) -> Iterator[Finding]:
    """Rules with arithmetic over several facts: never decided wrongly, but perhaps left open too long."""
    for rule, _ in context.all_rules():
        kind, rule_id = rule
        if rule_id in book.inexact:
            what = "the rule reckons with several facts at once: sound, not exact"
            yield Finding(kind, rule_id, ("when",), what, "Nothing to do; ask a figure instead where you can")


def _contradiction(when: Requirement, book: RuleBook) -> _Path:
    """The first part of `all` that cannot hold with those before it, or the whole rule."""
    path: _Path = ("when",)
    while isinstance(when, Grounded):
        when = when.part
    if not isinstance(when, All):
        return path
    for count in range(1, len(when.parts) + 1):
        formula = book.lowering.formula(All(when.parts[:count]))
        one = compiled(formula, book.consistency.formulas, book.relations, book.columns)
        if one.root is not None and ENTITLED not in nodes_below(one.root):
            return (*path, "all", count - 1)
    return path
