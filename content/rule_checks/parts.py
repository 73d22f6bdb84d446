"""Parts of a rule that decide nothing: a branch that nobody can take, a condition that everybody meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from msgspec import structs

from content.eligibility.book import RuleBook
from content.eligibility.verdicts import Verdict
from content.problems import Finding
from content.rule_checks.context import RuleContext
from content.rules.model import MeasureRule, Tree

PROBE: Final = "probe"  # names a part that is looked at as if it were a rule
_GROUPS: Final = ("all", "any")


@dataclass(frozen=True, slots=True)
class _Part:
    """A requirement directly below `all` or `any` of a rule."""

    kind: str
    id: str
    path: tuple[str | int, ...]
    tree: Tree
    below: str


def idle_parts(context: RuleContext) -> Iterator[Finding]:
    """Branches of `any` that nobody can take and parts of `all` that everybody meets."""
    parts = {f"{PROBE}-{number}": part for number, part in enumerate(_parts_of_rules(context))}
    probes = tuple(MeasureRule(name, part.tree) for name, part in parts.items())
    rules = (*context.pack.rules, *probes)
    book = RuleBook.of(structs.replace(context.pack, rules=rules), context.on)
    nothing_known = book.case({})
    probes_read = book.read.measures if book.read is not None else {}
    for name, part in parts.items():
        if not context.speaks_of_people(probes_read[name].when):
            continue  # the day and the law decide it
        verdict = book.verdict(name, nothing_known)
        if part.below == "any" and verdict is Verdict.NOT_ENTITLED:
            what = "nobody can take this branch: it contradicts itself or the constraints"
            yield Finding(part.kind, part.id, part.path, what, "Correct or remove it")
        if part.below == "all" and verdict is Verdict.ENTITLED:
            yield Finding(part.kind, part.id, part.path, "everybody meets this part", "Correct or remove it")


def _parts_of_rules(context: RuleContext) -> Iterator[_Part]:
    for rule in context.pack.rules:
        yield from _parts("rules", rule.measure, ("when",), rule.when)
    for category in context.pack.category_rules:
        yield from _parts("category_rules", category.category, ("when",), category.when)


def _parts(kind: str, rule_id: str, path: tuple[str | int, ...], tree: Tree) -> Iterator[_Part]:
    if not isinstance(tree, dict):
        return
    if "not" in tree:
        yield from _parts(kind, rule_id, (*path, "not"), tree["not"])
    for below in _GROUPS:
        for index, part in enumerate(tree.get(below, ())):
            at = (*path, below, index)
            if "always" not in part:
                yield _Part(kind, rule_id, at, part, below)
            yield from _parts(kind, rule_id, at, part)
