"""What a value holds, however deep and whatever its repr hides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from msgspec import Struct
from pydantic import BaseModel


def leaves(value: object) -> Iterator[object]:
    """Everything in values, dataclasses, models, mappings and collections that is none of these itself."""
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from leaves(getattr(value, name))
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for pair in value.items():
            yield from leaves(pair)
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, Enum):
        yield value.value
    else:
        yield value


def holds(value: object, word: str) -> bool:
    """Whether `word` stands in any text or bytes of `value`."""
    for leaf in leaves(value):
        if isinstance(leaf, str) and word in leaf:
            return True
        if isinstance(leaf, bytes | bytearray) and word.encode() in bytes(leaf):
            return True
    return False


def spells(value: object, word: str) -> bool:
    """Whether the letters and figures of `value`, one after the other, give `word`."""
    return word in "".join(str(leaf) for leaf in leaves(value) if isinstance(leaf, str | int))
