"""What differs between the entries of two packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from msgspec import Struct

from content.kinds import KINDS, Kind
from content.pack import Pack
from content.rule_checks.context import RuleContext
from content.rules.walking import categories_of, facts_of, measures_of, parameters_of

# The fields that a verdict is computed from. A derived fact that can be asked stands for itself.
_DECISIVE: Final[Mapping[str, frozenset[str]]] = {
    "facts": frozenset({"type", "options", "min", "max", "decimals", "fields", "derived", "question"}),
    "parameters": frozenset({"unit", "values"}),
    "rules": frozenset({"when"}),
    "category_rules": frozenset({"when"}),
    "constraints": frozenset({"always"}),
}


class EntryState(StrEnum):
    """What has become of an entry."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that is not the same in both packs; `fields` are those that differ."""

    kind: str
    id: str
    state: EntryState
    fields: tuple[str, ...] = ()


def entry_changes(old: Pack, new: Pack) -> list[EntryChange]:
    """The entries that differ, by kind and id."""
    return [change for kind in KINDS for change in _of_kind(kind, old, new)]


def reasons(changes: list[EntryChange], packs: Iterable[RuleContext], measure: str) -> list[EntryChange]:
    """The changes that the rule of a measure can feel, in either of the packs."""
    spoken_of = set[tuple[str, str]]().union(*(_spoken_of(context, measure) for context in packs))
    return [change for change in changes if _is_felt(change) and (change.kind, change.id) in spoken_of]


def measures_that_can_differ(changes: list[EntryChange], packs: Sequence[RuleContext]) -> tuple[str, ...]:
    """All measures of which some verdict may differ: no other need be computed."""
    measures = dict.fromkeys(measure for context in packs for measure in context.rules.measures)
    always_true = set[tuple[str, str]]().union(*map(_spoken_of_by_constraints, packs))
    if any(_is_felt(change) and (change.kind, change.id) in always_true for change in changes):
        return tuple(measures)  # constraints tie facts through one another
    return tuple(measure for measure in measures if reasons(changes, packs, measure))


def _is_felt(change: EntryChange) -> bool:
    """Whether verdicts can depend on what changed, and not only what is said about them."""
    decisive = _DECISIVE.get(change.kind, frozenset())
    return bool(decisive) and (
        change.state is not EntryState.CHANGED or not decisive.isdisjoint(change.fields)
    )


def _of_kind(kind: Kind, old: Pack, new: Pack) -> Iterator[EntryChange]:
    before, after = _by_id(kind, old), _by_id(kind, new)
    for entry_id in {**before, **after}:
        was, is_now = before.get(entry_id), after.get(entry_id)
        if was is None:
            yield EntryChange(kind.name, entry_id, EntryState.ADDED)
        elif is_now is None:
            yield EntryChange(kind.name, entry_id, EntryState.REMOVED)
        elif was != is_now:
            fields = (
                name for name in is_now.__struct_fields__ if getattr(was, name) != getattr(is_now, name)
            )
            yield EntryChange(kind.name, entry_id, EntryState.CHANGED, tuple(fields))


def _by_id(kind: Kind, pack: Pack) -> dict[str, Struct]:
    return {str(getattr(entry, kind.id_field)): entry for entry in getattr(pack, kind.name)}


def _spoken_of(context: RuleContext, measure: str) -> set[tuple[str, str]]:
    if measure not in context.rules.measures:
        return {("rules", measure)}
    nodes = context.reached(("rules", measure))
    facts = frozenset[str]().union(*map(facts_of, nodes))
    named = {("rules", measure), *_named_in(nodes)}
    for constraint, requirement in context.rules.constraints.items():
        if facts_of(requirement) & facts:
            named.add(("constraints", constraint))
    return named


def _spoken_of_by_constraints(context: RuleContext) -> set[tuple[str, str]]:
    constraints = context.rules.constraints
    return {
        *(("constraints", name) for name in constraints),
        *_named_in(context.through(constraints.values())),
    }


def _named_in(nodes: Iterable[Struct]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        yield from (("facts", name) for name in facts_of(node))
        yield from (("parameters", name) for name in parameters_of(node))
        yield from (("category_rules", name) for name in categories_of(node))
        yield from (("rules", name) for name in measures_of(node))
