"""What is wrong with a regulation that its type does not see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from content.regulations import CHANNELS, FIELDS, Ground, Regulation
from content.suggestions import suggest

Fault = tuple[tuple[str | int, ...], str, str]
RULES = ("registration_rule", "answer_rule", "extension_rule", "forwarding_rule", "decision_told_rule")


def faults_of(regulation: Regulation, terms: Collection[str]) -> Iterator[Fault]:
    """`terms` are the ids of the pack's deadlines."""
    for name, allowed in (("starts_by", CHANNELS), ("prepared_by", CHANNELS), ("fields", FIELDS)):
        for index, value in enumerate(getattr(regulation, name)):
            if value not in allowed:
                yield (name, index), f"unknown {value!r}", f"Use one of: {', '.join(allowed)}"
    for value in sorted(set(regulation.starts_by) & set(regulation.prepared_by)):
        yield ("prepared_by",), f"{value} both starts the clock and does not", "Name it once"
    for name in RULES:
        yield from _term((name,), getattr(regulation, name), terms)
    if not regulation.legal_basis:
        yield ("legal_basis",), "no act is named", "Name the act and its article"
    for name in ("grounds", "matters", "unanswered"):
        yield from _grounds(name, getattr(regulation, name), terms)
    named = {each.id for each in regulation.grounds}
    for index, matter in enumerate(regulation.matters):
        if not matter.answer_rule:
            yield ("matters", index), "it has no term of its own", "Name its answer_rule, or leave it out"
        if matter.id in named:
            yield ("matters", index), f"{matter.id} is a ground too", "Give it an id of its own"


def _grounds(name: str, grounds: tuple[Ground, ...], terms: Collection[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, ground in enumerate(grounds):
        if ground.id in seen:
            yield (name, index), f"{ground.id} stands there twice", "Give each ground an id of its own"
        seen.add(ground.id)
        if not ground.legal_basis:
            yield (name, index, "legal_basis"), "no act is named", "Name the act and its article"
        for field in ("answer_rule", "told_rule"):
            yield from _term((name, index, field), getattr(ground, field), terms)


def _term(path: tuple[str | int, ...], rule: str, terms: Collection[str]) -> Iterator[Fault]:
    if rule and rule not in terms:
        alike = suggest(rule, list(terms))
        remedy = f"Did you mean {alike}" if alike else "Use the id of a deadline of this pack"
        yield path, f"there is no deadline {rule!r}", remedy
