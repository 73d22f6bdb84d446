"""Everything that is checked of a pack's rules, sorted into faults, warnings and doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from content.pack import Pack
from content.problems import Finding
from content.rule_checks.books import Books
from content.rule_checks.catalogue import (
    missing_examples,
    missing_law,
    outside_the_catalogue,
    structure_faults,
    unverified_rules,
)
from content.rule_checks.context import RuleContext
from content.rule_checks.examples import wrong_examples
from content.rule_checks.figures import NO_RULES, WANTED_SHARE, ShareOfFigures, out_of_force, share_of_figures
from content.rule_checks.holding import impossible_people, inexact, never_or_always, over_budget
from content.rule_checks.parts import idle_parts
from content.rule_checks.questions import never_asked, never_known, restating, restating_options
from content.rule_checks.wordings import hard_wordings, missing_english
from content.rules.reading import read_with_findings


@dataclass(frozen=True, slots=True)
class RuleReport:
    """Faults stop a pack from being published; warnings and doubts are for reading."""

    faults: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    inexact: tuple[Finding, ...] = ()
    figures: ShareOfFigures = NO_RULES


def check_rules(pack: Pack, on: date) -> RuleReport:
    """Check the rules of a pack as they are on a day."""
    rules, unreadable = read_with_findings(pack)
    if unreadable:
        return RuleReport(faults=tuple(unreadable))
    context = RuleContext(pack, rules, on)
    wanted = [
        *missing_law(context),
        *missing_examples(context),
        *missing_english(context),
        *never_known(context),
        *restating(context),
    ]
    books = Books(pack)
    book = books.on(on)
    faults = [
        *structure_faults(context),
        *out_of_force(context),
        *never_asked(context),
        *impossible_people(context, book),
        *over_budget(context, book),
    ]
    if all(finding.kind != "constraints" for finding in faults):
        faults += [*never_or_always(context, book), *wrong_examples(context, books)]
    warnings = [*hard_wordings(context), *restating_options(context)]
    if not faults:
        warnings += idle_parts(context)
    if context.is_catalogue:
        faults += wanted
        warnings += outside_the_catalogue(context)
    else:
        warnings += wanted
    figures = share_of_figures(context)
    if figures.share < WANTED_SHARE and context.is_catalogue:
        first = pack.rules[0].measure
        what = f"only {figures.using} of {figures.rules} rules use a number, date, household or parameter"
        warnings.append(Finding("rules", first, (), what, "Say in figures what the law says in figures"))
    return RuleReport(
        faults=tuple(faults),
        warnings=tuple(warnings),
        doubts=tuple(unverified_rules(context)),
        inexact=tuple(inexact(context, book)),
        figures=figures,
    )
