"""Entries of a pack as they are written, with file and line of every field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from content.kinds import Kind
from content.yaml_tree import Node


class Change(StrEnum):
    """What an entry does to the pack that is extended."""

    ADD = "add"
    REPLACE = "replace"
    AMEND = "amend"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class SourceField:
    """A top-level field and where it is written."""

    node: Node
    file: str
    pack: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """An entry as written; `fields` holds the top-level fields without the id and the change."""

    kind: Kind
    id: str
    change: Change
    file: str
    line: int
    pack: str
    fields: dict[str, SourceField]
