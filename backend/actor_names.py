"""Who stands in a history: an operator by the name of the account, whoever else as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from sqlalchemy import Connection

OPERATOR: Final = "operator:"
NamesOf = Callable[[Connection, Iterable[str]], Mapping[str, str]]
"""What operators are called, by their id."""


def nobody_named(_connection: Connection, _wanted: Iterable[str]) -> Mapping[str, str]:
    """For work that shows nobody anything."""
    return {}


def names_of_actors(connection: Connection, names: NamesOf, actors: Iterable[str]) -> Mapping[str, str]:
    """Names of those of the actors that are operators, by actor («operator:…»)."""
    wanted = {each.removeprefix(OPERATOR) for each in actors if each.startswith(OPERATOR)}
    return {f"{OPERATOR}{each}": name for each, name in names(connection, wanted).items()}
