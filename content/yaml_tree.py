"""YAML read into a tree that remembers its lines, by rules that hold no surprise for an editor.

Scalars follow the JSON schema of YAML 1.2 (section 10.2): `no`, `10:30`, `+7815…` and `2026-02-01`
are text; only true, false, null and plain numbers are not. Repeated keys, aliases and tags are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml

from content.problems import Problem

MAX_DEPTH: Final = 16

_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]*)")
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
_NAMED_SCALARS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and the line it begins on: a scalar, a mapping of nodes, or a list of nodes."""

    value: Scalar | dict[str, Node] | list[Node]
    line: int

    def at(self, path: tuple[str | int, ...]) -> Node:
        """The node at `path`, or the nearest one above it that is written."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and step in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        return node

    def plain(self) -> object:
        """The value without lines, as JSON has it."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value


class YamlTree:
    """Reads the YAML of one file; problems are collected in the list given."""

    def __init__(self, file: str, problems: list[Problem], first_line: int = 1) -> None:
        self._file = file
        self._problems = problems
        self._first_line = first_line
        self._seen: set[int] = set()

    def read(self, source: str) -> Node | None:
        """The tree of `source`, or None where it is not YAML at all."""
        try:
            root = yaml.compose(source, Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._problem(mark.line if mark else 0, f"not YAML: {error.problem}", _YAML_REMEDY)
            return None
        except yaml.YAMLError as error:
            what = str(error).splitlines()[0]
            self._problem(0, f"not YAML: {what}", "Remove the control character")
            return None
        if root is None:
            self._problem(0, "the file is empty", "Write the entry or remove the file")
            return None
        return self._node(root, 0)

    def _node(self, node: yaml.Node, depth: int) -> Node:
        line = self._first_line + node.start_mark.line
        if depth > MAX_DEPTH:
            self._problem(node.start_mark.line, f"nested deeper than {MAX_DEPTH} levels", "Flatten the entry")
            return Node(None, line)
        if id(node) in self._seen:
            self._problem(node.start_mark.line, "an alias (*name) is used", "Write the value out")
            return Node(None, line)
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return Node(self._mapping(node, depth), line)
        if isinstance(node, yaml.SequenceNode):
            return Node([self._node(child, depth + 1) for child in node.value], line)
        return Node(_scalar(node), line)

    def _mapping(self, mapping: yaml.MappingNode, depth: int) -> dict[str, Node]:
        children: dict[str, Node] = {}
        for key_node, value_node in mapping.value:
            line = key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(line, "a key is not a plain word", "Write the field as name: value")
                continue
            key = str(key_node.value)
            if key in children:
                self._problem(line, f"{key!r} is written twice", "Keep one of the two")
                continue
            child = self._node(value_node, depth + 1)
            children[key] = Node(child.value, self._first_line + line)
        return children

    def _problem(self, line: int, what: str, remedy: str) -> None:
        self._problems.append(Problem(self._file, self._first_line + line, what, remedy))


_YAML_REMEDY: Final = "Look at the indentation here and put text with ': ' or '#' in quotes"


def _scalar(node: yaml.Node) -> Scalar:
    text = str(node.value)
    written_as_text = isinstance(node, yaml.ScalarNode) and bool(node.style)  # quoted, or a block
    if written_as_text:
        return text.strip()
    if text in _NAMED_SCALARS:
        return _NAMED_SCALARS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text.strip()
