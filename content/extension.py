"""A pack over the pack it extends: add, replace, amend, withdraw by id; no deep merge.

`amend` replaces the top-level fields it names, whole; every field keeps the file it came from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from content.entries import Change, SourceEntry
from content.problems import Problem
from content.suggestions import suggest

Resolved = dict[tuple[str, str], SourceEntry]
"""Entries by kind and id, in the order of their first appearance."""

_SAME: Final = "Give one of them another id, or write replace or amend"


def extend(base: Resolved, entries: Iterable[SourceEntry], problems: list[Problem]) -> Resolved:
    """`base` with `entries` applied; problems for repeated and unknown ids."""
    resolved = dict(base)
    changed: dict[tuple[str, str], SourceEntry] = {}
    for entry in entries:
        key = (entry.kind.name, entry.id)
        if (first := changed.get(key)) is not None:
            what = f"{entry.id!r} is written in {first.file}:{first.line} already"
            problems.append(Problem(entry.file, entry.line, what, _SAME))
            continue
        changed[key] = entry
        if entry.change is Change.ADD:
            _add(resolved, key, entry, problems)
        elif key not in base:
            what = f"{entry.change.value} names {entry.id!r}, which the extended pack does not have"
            problems.append(Problem(entry.file, entry.line, what, _nearest(entry, base)))
        elif entry.change is Change.WITHDRAW:
            _withdraw(resolved, key, entry, problems)
        else:
            kept = base[key].fields if entry.change is Change.AMEND else {}
            resolved[key] = replace(entry, fields={**kept, **entry.fields})
    return resolved


def _add(resolved: Resolved, key: tuple[str, str], entry: SourceEntry, problems: list[Problem]) -> None:
    if key in resolved:
        what = f"{entry.id!r} is in the extended pack already ({resolved[key].file})"
        problems.append(Problem(entry.file, entry.line, what, _SAME))
        return
    resolved[key] = entry


def _withdraw(resolved: Resolved, key: tuple[str, str], entry: SourceEntry, problems: list[Problem]) -> None:
    if entry.fields:
        what = f"withdraw stands beside {', '.join(sorted(entry.fields))}"
        problems.append(Problem(entry.file, entry.line, what, "Keep withdraw alone, or write amend"))
    del resolved[key]


def _nearest(entry: SourceEntry, base: Resolved) -> str:
    ids = [other for kind, other in base if kind == entry.kind.name]
    alike = suggest(entry.id, ids)
    return f"Did you mean {alike}" if alike else f"Write an id of the {entry.kind.name} of the extended pack"
