"""Entries checked against the model: every error with its file, line and remedy, then a frozen value.

pydantic finds every fault, in its strict JSON mode (a number in quotes is no number), and what has none
msgspec decodes as a kiosk does. Unknown fields, empty wordings and the short form of a `Text` are seen to
here, since only here the lines are known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import fields
from pydantic import Field, TypeAdapter, ValidationError, create_model
from pydantic_core import ErrorDetails

from content.entries import SourceEntry, SourceField
from content.model import Text
from content.problems import Problem
from content.rules.model import Option
from content.suggestions import suggest
from content.yaml_tree import Node

REMEDIES: Final[Mapping[str, str]] = {
    "missing": "Add the field",
    "string_type": "Write words, in quotes where they look like a number",
    "int_type": "Write a whole number without quotes",
    "int_from_float": "Write a whole number; money is in kopecks",
    "float_type": "Write a number without quotes, with a point",
    "bool_type": "Write true or false",
    "tuple_type": "Write a list, each item after '- ' or in [ ]",
    "model_type": "Write the fields indented below it",
    "dict_type": "Write name: value, indented below it or in { }",
    "date_type": "Write the date as 2026-02-01",
    "date_from_datetime_parsing": "Write the date as 2026-02-01",
    "date_parsing": "Write the date as 2026-02-01",
}


def build(entry: SourceEntry, type_: type, problems: list[Problem]) -> object | None:
    """The value of `type_` that `entry` describes, or None with its problems added to the list."""
    before = len(problems)
    shape = _Shape(entry, problems)
    written = json.dumps(shape.fields(type_))
    try:
        _adapter(type_).validate_json(written, strict=True)
    except ValidationError as invalid:
        problems.extend(_problem(entry, error, type_) for error in invalid.errors(include_url=False))
        return None
    return msgspec.json.decode(written, type=type_) if len(problems) == before else None


@cache
def _adapter(type_: type) -> TypeAdapter[Any]:
    return TypeAdapter(_as_pydantic_knows_it(type_))


def _as_pydantic_knows_it(type_: Any) -> Any:
    """The same shape with a class of pydantic's in place of each of the model's."""
    if _is_of_model(type_):
        hints = {name: _as_pydantic_knows_it(hint) for name, hint in _hints(type_).items()}
        shape: Any = {  # under other names: pydantic's class has a `register` of its own
            f"{field.name}_": (
                hints[field.name],
                Field(... if field.required else None, alias=field.name),
            )
            for field in fields(type_)
        }
        return create_model(type_.__name__, **shape)
    if get_origin(type_) is tuple:
        item: Any = _as_pydantic_knows_it(get_args(type_)[0])
        return tuple[item, ...]
    if get_origin(type_) is UnionType:
        return reduce(or_, (_as_pydantic_knows_it(part) for part in get_args(type_)))
    return type_


def _is_of_model(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, msgspec.Struct)


@cache
def _hints(type_: type) -> dict[str, Any]:
    return get_type_hints(type_)


class _Shape:
    """Turns the nodes of one entry into what pydantic checks."""

    def __init__(self, entry: SourceEntry, problems: list[Problem]) -> None:
        self._entry = entry
        self._problems = problems

    def fields(self, type_: type) -> dict[str, object]:
        identity = self._entry.kind.id_field
        written_id = self._entry.id
        plain: dict[str, object] = {}
        if identity in _hints(type_):
            as_number = _hints(type_)[identity] is int and written_id.isdecimal()
            plain[identity] = int(written_id) if as_number else written_id
        for name, written in self._entry.fields.items():
            if self._known(name, type_, written, written.node):
                plain[name] = self._value(
                    written.node, _hints(type_)[name], written, name in _required_fields(type_)
                )
        return plain

    def _value(self, node: Node, type_: Any, written: SourceField, required: bool) -> object:
        may_be_absent, type_ = type_, _without_none(type_)
        if type_ is Text and isinstance(node.value, str):
            # A text that may be left out is left out, and not written empty.
            return {"ru": self._worded(node, written, required or may_be_absent is not Text)}
        if type_ is Option and isinstance(node.value, str):
            return {"id": node.value, "title": {"ru": self._worded(node, written, required)}}
        if isinstance(node.value, dict) and _is_of_model(type_):
            return {
                name: self._value(child, _hints(type_)[name], written, name in _required_fields(type_))
                for name, child in node.value.items()
                if self._known(name, type_, written, child)
            }
        if isinstance(node.value, list) and get_origin(type_) is tuple:
            return [self._value(child, get_args(type_)[0], written, True) for child in node.value]
        if isinstance(node.value, str) and type_ is str:
            return self._worded(node, written, required)
        return node.plain()

    def _worded(self, node: Node, written: SourceField, required: bool) -> object:
        if required and not node.value:
            self._add(written, node, "the text is empty", "Write it, or ask who knows")
        return node.value

    def _known(self, name: str, type_: type, written: SourceField, node: Node) -> bool:
        names = _field_names(type_)
        if name in names:
            return True
        alike = suggest(name, names)
        remedy = f"Did you mean {alike}" if alike else f"Use one of: {', '.join(names)}"
        if " " in name:
            remedy = "Put a text with commas inside { } in quotes"
        self._add(written, node, f"unknown field {name!r}", remedy)
        return False

    def _add(self, written: SourceField, node: Node, what: str, remedy: str) -> None:
        self._problems.append(Problem(written.file, node.line, f"{self._entry.id}: {what}", remedy))


def _without_none(type_: Any) -> Any:
    """The type itself of one that may be absent."""
    present = [part for part in get_args(type_) if part is not NoneType]
    return present[0] if get_origin(type_) is UnionType and len(present) == 1 else type_


# Looked up once a type: msgspec evaluates every annotation anew.
@cache
def _field_names(type_: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(type_))


@cache
def _required_fields(type_: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(type_) if field.required)


def _problem(entry: SourceEntry, error: ErrorDetails, type_: type) -> Problem:
    path = error["loc"]
    where = ".".join(str(step) for step in path)
    kind = error["type"]
    if kind == "missing":
        what = f"{entry.id}: {where} is missing"
    else:
        what = f"{entry.id}: {where}: {error['msg'][:1].lower()}{error['msg'][1:]}"
    remedy = REMEDIES.get(kind, "Compare with docs/content-format.md")
    if kind == "enum":
        remedy = _enum_remedy(str(error["input"]), type_, path)
    file, line = locate(entry, path)
    return Problem(file, line, what, remedy)


def locate(entry: SourceEntry, path: tuple[str | int, ...]) -> tuple[str, int]:
    """File and line of what `path` names in `entry`, or of the nearest thing above it."""
    written = entry.fields.get(str(path[0])) if path else None
    if written is None:
        return entry.file, entry.line
    return written.file, written.node.at(path[1:]).line


def _enum_remedy(written: str, type_: type, path: tuple[str | int, ...]) -> str:
    choices = [str(member.value) for member in _enum_at(type_, path)]
    alike = suggest(written, choices)
    return f"Did you mean {alike}" if alike else f"Use one of: {', '.join(choices)}"


def _enum_at(type_: Any, path: tuple[str | int, ...]) -> type[Enum]:
    for step in path:
        type_ = _without_none(get_args(type_)[0] if isinstance(step, int) else _hints(type_)[step])
    found: type[Enum] = type_
    return found
