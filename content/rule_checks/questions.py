"""Whether the questions are the right ones: each used, each fact to be found, none restating a measure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rapidfuzz import fuzz

from content.problems import Finding
from content.rule_checks.context import Rule, RuleContext
from content.rules.model import Fact
from content.rules.syntax import Grounded, Holds, Requirement
from content.stems import stem, words_of

RESTATING_LIKENESS: Final = 75  # per cent, between the stems of a question and of a measure's title
OPTION_LIKENESS: Final = 90  # an option is short, and shares its words with what is given to such people
SHORTEST_WORD: Final = 4  # shorter ones («вам», «ли», «есть») say nothing of the measure


def never_asked(context: RuleContext) -> Iterator[Finding]:
    """Questions whose answer no rule looks at."""
    used = context.facts_used()
    for fact in context.asked():
        if fact.id not in used:
            what = "the question is asked for no rule"
            yield Finding("facts", fact.id, ("question",), what, "Use the fact in a rule, or remove it")


def never_known(context: RuleContext) -> Iterator[Finding]:
    """Facts that rules look at and nobody can find out."""
    used = context.facts_used()
    for fact in context.pack.facts:
        if fact.id in used and not _can_be_known(fact):
            what = "rules use the fact, and nothing says where it comes from"
            yield Finding("facts", fact.id, (), what, "Add question, register, derived, document or office")


def restating(context: RuleContext) -> Iterator[Finding]:
    """Questions that ask whether a measure is due instead of what it depends on."""
    titles = _titles(context)
    for fact in context.asked():
        for measure, title in titles.items():
            if _alike(fact, title):
                what = f"the question restates the measure {measure}"
                yield Finding("facts", fact.id, ("question",), what, "Ask what the law makes it depend on")
    users = _rules_by_fact(context)
    for name, rule in context.all_rules():
        alone = _only_fact(rule.when)
        if alone is None or name[0] != "rules" or users.get(alone) != {name}:
            continue
        if context.rules.facts[alone].question is not None:
            what = f"the whole rule is the answer to one question, {alone}, that nothing else needs"
            yield Finding("rules", name[1], ("when",), what, "Ask what the law makes it depend on")


def restating_options(context: RuleContext) -> Iterator[Finding]:
    """Options that read like the title of a measure; often that is a mistake, not always."""
    titles = {measure: " ".join(_stems(title)) for measure, title in _titles(context).items()}
    for fact in context.asked():
        for index, option in enumerate(fact.options):
            said = " ".join(_stems(option.title.ru))
            for measure, title in titles.items():
                if fuzz.token_sort_ratio(said, title) >= OPTION_LIKENESS:
                    path = ("options", index, "title")
                    what = f"the option {option.id} reads like the measure {measure}"
                    yield Finding("facts", fact.id, path, what, "Name the condition, not the help")


def _can_be_known(fact: Fact) -> bool:
    ways = (fact.question, fact.register, fact.derived, fact.document, fact.office)
    return any(way is not None for way in ways)


def _titles(context: RuleContext) -> dict[str, str]:
    titles = {measure.id: measure.title.ru for measure in context.pack.measures}
    own = {rule.measure: rule.title.ru for rule in context.pack.rules if rule.title is not None}
    return {**titles, **own}


def _alike(fact: Fact, title: str) -> bool:
    if fact.question is None:
        return False
    asked, named = _stems(fact.question.ru), _stems(title)
    if len(named) > 1 and set(named) <= set(asked):
        return True
    return fuzz.token_sort_ratio(" ".join(asked), " ".join(named)) >= RESTATING_LIKENESS


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words_of(text) if len(word) >= SHORTEST_WORD]


def _rules_by_fact(context: RuleContext) -> dict[str, set[Rule]]:
    users: dict[str, set[Rule]] = {}
    for name, _ in context.all_rules():
        for fact in context.facts_reached(name):
            users.setdefault(fact, set()).add(name)
    return users


def _only_fact(when: Requirement) -> str | None:
    while isinstance(when, Grounded):
        when = when.part
    return when.fact if isinstance(when, Holds) else None
