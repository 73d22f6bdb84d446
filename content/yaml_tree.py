"""YAML read into a tree that remembers its lines, by rules that hold no surprise for an editor.

Scalars follow the JSON schema of YAML 1.2 (section 10.2): `no`, `10:30`, `+7815…` and `2026-02-01`
are text; only true, false, null and plain numbers are not. Repeated keys, aliases and tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from content.problems import Problem

MAX_DEPTH: Final = 64

_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")  # longer ones are no quantities but text
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
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


class _RefusedError(Exception):
    """Something that ends the reading of a file; line counted from 0."""

    def __init__(self, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.line, self.what, self.remedy = line, what, remedy


class YamlTree:
    """Reads the YAML of one file; problems are collected in the list given."""

    def __init__(self, file: str, problems: list[Problem], first_line: int = 1) -> None:
        self._file = file
        self._problems = problems
        self._first_line = first_line

    def read(self, source: str) -> Node | None:
        """The tree of `source`, or None where it is not YAML at all."""
        # Events, not yaml.compose: the compiled composer overflows the stack on deep nesting.
        events = yaml.parse(source, Loader=yaml.CSafeLoader)
        try:
            root = self._document(events)
            if root is None:
                raise _RefusedError(0, "the file is empty", "Write the entry or remove the file")
        except _RefusedError as refused:
            self._problem(refused.line, refused.what, refused.remedy)
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._problem(mark.line if mark else 0, f"not YAML: {error.problem}", _YAML_REMEDY)
            return None
        except yaml.YAMLError as error:
            self._problem(0, f"not YAML: {str(error).splitlines()[0]}", "Remove the control character")
            return None
        return root

    def _document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                if root is not None:
                    line = _line(event)
                    raise _RefusedError(line, "a second document begins", "Remove the --- line")
                root = self._node(event, events, 0)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = _line(event)
        if depth > MAX_DEPTH:
            raise _RefusedError(line, f"nested deeper than {MAX_DEPTH} levels", "Flatten the entry")
        if getattr(event, "anchor", None):
            raise _RefusedError(line, "an anchor or alias (&name, *name) is used", "Write the value out")
        if getattr(event, "tag", None):
            raise _RefusedError(line, "a tag (!name) is used", "Write the plain value")
        if isinstance(event, yaml.MappingStartEvent):
            return Node(self._mapping(events, depth), self._first_line + line)
        if isinstance(event, yaml.SequenceStartEvent):
            children: list[Node] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                children.append(self._node(item, events, depth + 1))
            return Node(children, self._first_line + line)
        return Node(_scalar(event), self._first_line + line)

    def _mapping(self, events: Iterator[yaml.Event], depth: int) -> dict[str, Node]:
        children: dict[str, Node] = {}
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            line = _line(key)
            if not isinstance(key, yaml.ScalarEvent):
                raise _RefusedError(line, "a key is not a plain word", "Write the field as name: value")
            child = self._node(next(events), events, depth + 1)
            if key.value in children:
                self._problem(line, f"{key.value!r} is written twice", "Keep one of the two")
            else:
                children[key.value] = Node(child.value, self._first_line + line)
        return children

    def _problem(self, line: int, what: str, remedy: str) -> None:
        self._problems.append(Problem(self._file, self._first_line + line, what, remedy))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


_YAML_REMEDY: Final = "Look at the indentation here and put text with ': ' or '#' in quotes"


def _scalar(event: yaml.Event) -> Scalar:
    text = str(getattr(event, "value", ""))
    if getattr(event, "style", None):  # quoted, or a block: text, whatever it looks like
        return text.strip()
    if text in _NAMED_SCALARS:
        return _NAMED_SCALARS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text.strip()
