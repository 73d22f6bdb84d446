"""The resolved text of an entry, each line with the file it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.entries import SourceEntry
from content.loader import LoadedPack
from content.yaml_tree import Node


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an entry as it is in force; `origin` is pack, file and line."""

    text: str
    pack: str
    file: str
    line: int


def entries_named(loaded: LoadedPack, entry_id: str) -> list[SourceEntry]:
    """The entries of any kind with this id."""
    return [entry for (_, found), entry in loaded.entries.items() if found == entry_id]


def resolved_lines(entry: SourceEntry) -> list[Line]:
    """Every field of `entry`, in its written order, with its origin."""
    lines = [Line(f"{entry.kind.id_field}: {entry.id}", entry.pack, entry.file, entry.line)]
    for name, field in entry.fields.items():
        for text, line in _rendered(name, field.node, 0):
            lines.append(Line(text, field.pack, field.file, line))
    return lines


def _rendered(name: str, node: Node, depth: int) -> Iterator[tuple[str, int]]:
    indent = "  " * depth
    if isinstance(node.value, dict):
        yield f"{indent}{name}" + ("" if name == "-" else ":"), node.line
        for child_name, child in node.value.items():
            yield from _rendered(child_name, child, depth + 1)
    elif isinstance(node.value, list):
        yield f"{indent}{name}" + ("" if name == "-" else ":"), node.line
        for child in node.value:
            yield from _rendered("-", child, depth + 1)
    else:
        for number, part in enumerate(str(node.value).split("\n")):
            prefix = f"{name}: " if number == 0 and name != "-" else "- " if number == 0 else "  "
            yield f"{indent}{prefix}{part}", node.line + number
