"""What a requirement or a term speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from content.rules.syntax import (
    CountOf,
    EveryMember,
    FactValue,
    Holds,
    InCategory,
    Includes,
    IsEmpty,
    IsOneOf,
    MeetsRule,
    ParameterValueOf,
    SomeMember,
    TotalOf,
)

FIELD_MARK = "."  # between a household and its field in the name of a member's field


def nodes(root: Struct) -> Iterator[Struct]:
    """The requirement or term itself and everything below it."""
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Struct):
            yield node
            waiting.extend(getattr(node, name) for name in node.__struct_fields__)
        elif isinstance(node, tuple):
            waiting.extend(node)


def facts_of(root: Struct) -> frozenset[str]:
    """The facts named, households included, members' fields not; derived facts as themselves."""
    named = (_named(node) for node in nodes(root))
    return frozenset(name for name in named if name and FIELD_MARK not in name)


def categories_of(root: Struct) -> frozenset[str]:
    return frozenset(node.category for node in nodes(root) if isinstance(node, InCategory))


def measures_of(root: Struct) -> frozenset[str]:
    return frozenset(node.measure for node in nodes(root) if isinstance(node, MeetsRule))


def parameters_of(root: Struct) -> frozenset[str]:
    return frozenset(node.parameter for node in nodes(root) if isinstance(node, ParameterValueOf))


def _named(node: Struct) -> str:
    if isinstance(node, Holds | IsOneOf | Includes | IsEmpty | FactValue):
        return node.fact
    if isinstance(node, SomeMember | EveryMember | CountOf | TotalOf):
        return node.household
    return ""
