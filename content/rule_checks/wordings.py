"""Whether what rules say on the screen can be read, heard, and read in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from content.model import Text
from content.problems import Finding
from content.rule_checks.context import RuleContext
from content.rules.model import Fact
from content.sentences import long_sentences

_UNSPEAKABLE: Final = re.compile(r"\d|\b[А-ЯЁA-Z]{2,}\b|[№%₽]")

_Worded = tuple[str, str, tuple[str | int, ...], Text]
"""Kind and id of the entry, path to the wording, wording."""


def missing_english(context: RuleContext) -> Iterator[Finding]:
    """Wordings that everybody sees and that only Russian has."""
    for kind, entry_id, path, text in _seen(context):
        if not text.en:
            what = f"the {path[-1]} has no English"
            yield Finding(kind, entry_id, path, what, f"Write {path[-1]}: {{ru: …, en: …}}")


def hard_wordings(context: RuleContext) -> Iterator[Finding]:
    """Long sentences, questions without a form to be read aloud where figures need one."""
    for kind, entry_id, path, text in _seen(context):
        for sentence in long_sentences(text.ru):
            what = f"a sentence of more than fifteen words: «{sentence}»"
            yield Finding(kind, entry_id, path, what, "Make two of it")
    for fact in context.asked():
        yield from _unspeakable(fact)


def _unspeakable(fact: Fact) -> Iterator[Finding]:
    said = fact.spoken or (fact.question.ru if fact.question else "")
    if found := _UNSPEAKABLE.search(said):
        path = ("spoken",) if fact.spoken else ("question",)
        yield Finding("facts", fact.id, path, f"{found[0]!r} is read aloud", "Write spoken as it is said")


def _seen(context: RuleContext) -> Iterator[_Worded]:
    pack = context.pack
    for fact in pack.facts:
        yield from _of_fact(fact)
    for group in pack.question_groups:
        yield "question_groups", group.id, ("title",), group.title
    for constraint in pack.constraints:
        yield "constraints", constraint.id, ("title",), constraint.title
    for best in pack.best_of:
        yield "best_of", best.id, ("title",), best.title
    for rule in pack.rules:
        for index, pay in enumerate(rule.pays):
            if pay.text is not None:
                yield "rules", rule.measure, ("pays", index, "text"), pay.text
        if rule.title is not None:
            yield "rules", rule.measure, ("title",), rule.title
    for category in pack.category_rules:
        if category.title is not None:
            yield "category_rules", category.category, ("title",), category.title


def _of_fact(fact: Fact) -> Iterator[_Worded]:
    for name in ("title", "question", "help", "unit", "document"):
        text = getattr(fact, name)
        if text is not None:
            yield "facts", fact.id, (name,), text
    if fact.register is not None:
        yield "facts", fact.id, ("register", "source"), fact.register.source
    for index, option in enumerate(fact.options):
        yield "facts", fact.id, ("options", index, "title"), option.title
    for number, field in enumerate(fact.fields):
        yield "facts", fact.id, ("fields", number, "title"), field.title
        for index, option in enumerate(field.options):
            yield "facts", fact.id, ("fields", number, "options", index, "title"), option.title
