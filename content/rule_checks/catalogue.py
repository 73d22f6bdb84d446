"""Whether rules and catalogue fit together: law, examples, ids, windows, groups of which one counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from content.problems import Finding
from content.rule_checks.context import RuleContext
from content.rules.model import BestOf, CategoryRule, MeasureRule, Window
from content.rules.vocabulary import nearest

_DAY: Final = re.compile(r"(\d{2})-(\d{2})")
_LEAP_YEAR: Final = 2024  # so that 02-29 is a day


def structure_faults(context: RuleContext) -> Iterator[Finding]:
    """Windows that are no days, groups of measures that do not exist."""
    for rule in context.pack.rules:
        if rule.window is not None:
            yield from _window(rule.measure, rule.window)
    known = [*context.rules.measures, *(measure.id for measure in context.pack.measures)]
    for group in context.pack.best_of:
        yield from _best_of(group, known, law_wanted=context.is_catalogue)


def missing_law(context: RuleContext) -> Iterator[Finding]:
    for rule in _rules(context):
        if not rule.law:
            yield _of_rule(rule, ("law",), "the rule names no act", "Write law: [{act: …, article: …}]")


def missing_examples(context: RuleContext) -> Iterator[Finding]:
    for rule in _rules(context):
        if not rule.examples:
            what, remedy = "the rule has no worked example", "Write at least one that holds and one that not"
            yield _of_rule(rule, ("examples",), what, remedy)


def outside_the_catalogue(context: RuleContext) -> Iterator[Finding]:
    """Rules of measures that the catalogue lacks, and open measures that have no rule."""
    measures = {measure.id: measure for measure in context.pack.measures}
    categories = {category.id for category in context.pack.categories}
    for rule in context.pack.rules:
        if rule.measure not in measures:
            remedy = nearest(rule.measure, measures)
            yield Finding("rules", rule.measure, (), "the catalogue has no such measure", remedy)
    for category_rule in context.pack.category_rules:
        name = category_rule.category
        if name not in categories:
            what = "the catalogue has no such category"
            yield Finding("category_rules", name, (), what, nearest(name, sorted(categories)))
    for measure in measures.values():
        if measure.id not in context.rules.measures and not measure.closed:
            remedy = f"Write rules/measures/{measure.id}.yaml"
            yield Finding("measures", measure.id, (), "the measure has no rule", remedy)


def unverified_rules(context: RuleContext) -> Iterator[Finding]:
    for rule in _rules(context):
        if not rule.verified:
            yield _of_rule(rule, ("verified",), "unverified rule", "Compare it with the act")


def _rules(context: RuleContext) -> list[MeasureRule | CategoryRule]:
    return [*context.pack.rules, *context.pack.category_rules]


def _of_rule(
    rule: MeasureRule | CategoryRule, path: tuple[str | int, ...], what: str, remedy: str
) -> Finding:
    if isinstance(rule, MeasureRule):
        return Finding("rules", rule.measure, path, what, remedy)
    return Finding("category_rules", rule.category, path, what, remedy)


def _window(measure: str, window: Window) -> Iterator[Finding]:
    for name in ("opens", "closes"):
        said = getattr(window, name)
        if not _is_day(said):
            what = f"{said!r} is no day of the year"
            yield Finding("rules", measure, ("window", name), what, 'Write month and day: "06-01"')


def _is_day(said: str) -> bool:
    found = _DAY.fullmatch(said)
    if found is None:
        return False
    try:
        date(_LEAP_YEAR, int(found[1]), int(found[2]))
    except ValueError:
        return False
    return True


def _best_of(group: BestOf, known: list[str], *, law_wanted: bool) -> Iterator[Finding]:
    for index, measure in enumerate(group.measures):
        if measure not in known:
            what = f"there is no measure {measure!r}"
            yield Finding("best_of", group.id, ("measures", index), what, nearest(measure, known))
    if len(set(group.measures)) < 2 or len(set(group.measures)) < len(group.measures):
        yield Finding(
            "best_of", group.id, ("measures",), "fewer than two different measures", "Name each once"
        )
    if law_wanted and not group.law:
        yield Finding("best_of", group.id, ("law",), "the group names no act", "Write law: [{act: …}]")
