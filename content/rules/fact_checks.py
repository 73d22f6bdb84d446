"""What must hold of a pack's facts beyond their types: options, bounds, registers, groups."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from content.problems import Finding
from content.rules.model import Fact, FactType, MemberField
from content.rules.problems import FactInvalidError
from content.rules.values import bounds, read_date, read_money, read_number, read_value
from content.rules.vocabulary import CHOSEN, ORDERED, RulePack, nearest

NAME: Final = re.compile(r"[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*")
MOST_DECIMALS: Final = 4

_Path = tuple[str | int, ...]
_Fault = tuple[_Path, str, str]


def fact_findings(pack: RulePack) -> Iterator[Finding]:
    """The faults of every fact."""
    groups = [group.id for group in pack.question_groups]
    categories = [category.id for category in pack.categories] or [
        rule.category for rule in pack.category_rules
    ]
    for fact in pack.facts:
        for path, what, remedy in _faults(fact, groups, categories):
            yield Finding("facts", fact.id, path, what, remedy)


def _faults(fact: Fact, groups: list[str], categories: list[str]) -> Iterator[_Fault]:
    yield from _shape(fact, ())
    if fact.group and fact.group not in groups:
        yield ("group",), f"there is no question group {fact.group!r}", nearest(fact.group, groups)
    if fact.type is FactType.HOUSEHOLD:
        yield from _fields(fact)
    elif fact.fields:
        yield ("fields",), "only a household has fields", "Remove them, or write type: household"
    yield from _likely(fact)
    yield from _register(fact, categories)


def _shape(fact: Fact | MemberField, path: _Path) -> Iterator[_Fault]:
    if not NAME.fullmatch(fact.id):
        yield path, f"the id {fact.id!r} is no name", "Use letters, digits and single hyphens"
    needs_options = fact.type in CHOSEN or fact.type is FactType.SET
    if needs_options != bool(fact.options):
        what = "there are no options" if needs_options else f"a {fact.type.value} has no options"
        yield (*path, "options"), what, "List what can be answered" if needs_options else "Remove them"
    for name, times in Counter(option.id for option in fact.options).items():
        if times > 1:
            yield (*path, "options"), f"the option {name!r} is there {times} times", "Keep one"
    for index, option in enumerate(fact.options):
        if not NAME.fullmatch(option.id):
            where = (*path, "options", index)
            yield where, f"the option {option.id!r} is no name", "Use letters, digits and single hyphens"
        others = [other.id for other in fact.options if other is not option]
        for other in option.reached_from or ():
            if other not in others:
                where = (*path, "options", index)
                yield where, f"there is no other option {other!r}", nearest(other, others)
    if not 0 <= fact.decimals <= MOST_DECIMALS:
        yield (*path, "decimals"), f"{fact.decimals} decimals", f"Write 0 to {MOST_DECIMALS}"
    yield from _bounds(fact, path)


def _bounds(fact: Fact | MemberField, path: _Path) -> Iterator[_Fault]:
    unreadable = False
    for name in ("min", "max"):
        written = getattr(fact, name)
        if written is None:
            continue
        if fact.type not in ORDERED:
            yield (*path, name), f"a {fact.type.value} has no {name}", "Remove it"
            unreadable = True
        elif not _is_value(fact, written):
            yield (*path, name), f"{written!r} is no {fact.type.value}", "Write it as a value of the fact"
            unreadable = True
    least, greatest = (None, None) if unreadable else bounds(fact)
    if least is not None and greatest is not None and least > greatest:
        yield (*path, "min"), "min is more than max", "Swap the two"


def _is_value(fact: Fact | MemberField, written: object) -> bool:
    read: int | date | None
    if fact.type is FactType.MONEY:
        read = read_money(written)
    elif fact.type is FactType.DATE:
        read = read_date(written)
    else:
        read = read_number(written, fact.decimals)
    return read is not None


def _fields(fact: Fact) -> Iterator[_Fault]:
    if not fact.fields:
        yield ("fields",), "the household has no fields", "Say what is known of a member"
    for name, times in Counter(field.id for field in fact.fields).items():
        if times > 1:
            yield ("fields",), f"the field {name!r} is there {times} times", "Keep one"
    for index, field in enumerate(fact.fields):
        if field.type is FactType.HOUSEHOLD:
            yield ("fields", index, "type"), "a member has no household", "Use another type"
        yield from _shape(field, ("fields", index))


def _likely(fact: Fact) -> Iterator[_Fault]:
    known = ["true", "false"] if fact.type is FactType.YES_NO else [option.id for option in fact.options]
    for name, share in fact.likely.items():
        if known and name not in known:
            yield ("likely", name), f"there is no answer {name!r}", nearest(name, known)
        if not 0 <= share <= 1:
            yield ("likely", name), f"{share} is no share", "Write a number from 0 to 1"
    if fact.type is not FactType.SET and sum(fact.likely.values()) > 1 + 1e-9:
        yield ("likely",), "the shares add up to more than one", "Write shares of one whole"


def _register(fact: Fact, categories: list[str]) -> Iterator[_Fault]:
    register = fact.register
    if register is None:
        return
    ways = [bool(register.person), bool(register.categories), register.household, bool(register.registry)]
    if sum(ways) != 1:
        remedy = "Write one of person, categories, household, registry"
        yield ("register",), f"{sum(ways)} ways of finding the fact", remedy
    for category, written in register.categories.items():
        path: _Path = ("register", "categories", category)
        if category not in categories:
            yield path, f"there is no category {category!r}", nearest(category, categories)
        yield from _readable(fact, written, path)
    if register.otherwise is not None:
        yield from _readable(fact, register.otherwise, ("register", "otherwise"))
    if register.household and fact.type is not FactType.HOUSEHOLD:
        yield ("register", "household"), f"a {fact.type.value} is no household", "Write another way"


def _readable(fact: Fact, written: object, path: _Path) -> Iterator[_Fault]:
    try:
        read_value(fact, written)
    except FactInvalidError as invalid:
        yield path, invalid.what, invalid.remedy
