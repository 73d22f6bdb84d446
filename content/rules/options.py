"""What is said of facts that have no order: yes and no, choices, sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from content.rules.cursor import Cursor
from content.rules.syntax import All, Always, Holds, Includes, IsEmpty, IsOneOf, Not, Requirement
from content.rules.vocabulary import Subject, nearest

UNREADABLE: Final = Always(False)  # stands where a fault was noted; nothing is computed from it
CHOICES: Final = frozenset({"is", "is_not", "in", "not_in"})
SETS: Final = frozenset({"includes", "includes_all", "is", "empty"})


def yes_no(at: Cursor, subject: Subject) -> Requirement:
    """A yes/no fact is yes, or with `is: false` no."""
    said = at.tree.get("is", True)
    if not isinstance(said, bool):
        at.child("is").fault(f"{said!r} is neither yes nor no", "Write true or false")
        return UNREADABLE
    return Holds(subject.name) if said else Not(Holds(subject.name))


def chosen(at: Cursor, head: str, subject: Subject) -> Iterator[Requirement]:
    """A choice or region is one of some options, or none of them."""
    for name in at.tree:
        if name != head:
            place = at.child(name)
            many = name in ("in", "not_in")
            options = _options(place, subject) if many else _option(place, subject)
            one_of = IsOneOf(subject.name, options)
            yield Not(one_of) if name in ("is_not", "not_in") else one_of


def of_set(at: Cursor, head: str, subject: Subject) -> Iterator[Requirement]:
    """A set includes some options, or nothing."""
    for name in at.tree:
        if name == head:
            continue
        place = at.child(name)
        if name in ("includes", "includes_all"):
            options = (_options if isinstance(place.tree, list) else _option)(place, subject)
            yield Includes(subject.name, options, every=name == "includes_all")
        elif name == "is" and place.tree == []:
            yield IsEmpty(subject.name)
        elif name == "empty" and isinstance(place.tree, bool):
            yield IsEmpty(subject.name) if place.tree else Not(IsEmpty(subject.name))
        else:
            place.fault(f"{name}: {place.tree!r} says nothing of a set", "Write includes, or empty: true")


def conjoined(at: Cursor, parts: Iterator[Requirement]) -> Requirement:
    """All of what is said of a fact; a fault where nothing is."""
    before = len(at.findings)
    read = tuple(parts)
    if not read:
        if len(at.findings) == before:
            at.fault("nothing is said of the fact", "Add is, in or includes")
        return UNREADABLE
    return read[0] if len(read) == 1 else All(read)


def _options(at: Cursor, subject: Subject) -> frozenset[str]:
    return frozenset().union(*(_option(item, subject) for item in at.items()))


def _option(at: Cursor, subject: Subject) -> frozenset[str]:
    known = [option.id for option in subject.what.options]
    if isinstance(at.tree, str) and at.tree in known:
        return frozenset({at.tree})
    at.fault(f"{subject.name!r} has no option {at.tree!r}", nearest(str(at.tree), known))
    return frozenset()
