"""BER-TLV (ISO/IEC 7816-4, annex E): bytes to values and back, safe against a hostile card."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MAX_ITEMS = 256
MAX_TAG_BYTES = 3
MAX_LENGTH_BYTES = 3
_LONG_TAG = 0x1F
_MORE_TAG_BYTES = 0x80
_LONG_LENGTH = 0x80


class TlvError(ValueError):
    """The bytes are no well-formed BER-TLV."""


@dataclass(frozen=True, slots=True)
class Tlv:
    """One data object: its tag as the number its bytes spell (0x5FC102), and its value."""

    tag: int
    value: bytes = field(repr=False)


def parse(data: bytes) -> tuple[Tlv, ...]:
    """Read one level of data objects; raises TlvError for anything left over or cut short."""
    items: list[Tlv] = []
    position = 0
    while position < len(data):
        if len(items) == MAX_ITEMS:
            raise TlvError("too many data objects")
        tag, position = _tag(data, position)
        length, position = _length(data, position)
        if length > len(data) - position:
            raise TlvError("value is cut short")
        items.append(Tlv(tag, data[position : position + length]))
        position += length
    return tuple(items)


def single(data: bytes, tag: int) -> bytes:
    """The value of the one data object that `data` consists of; raises TlvError when it is another."""
    items = parse(data)
    if len(items) != 1 or items[0].tag != tag:
        raise TlvError(f"expected one object {tag:X}")
    return items[0].value


def find(items: Iterable[Tlv], tag: int) -> bytes | None:
    """The value of the first object with this tag, or None."""
    return next((item.value for item in items if item.tag == tag), None)


def need(items: Iterable[Tlv], tag: int) -> bytes:
    """The value of the first object with this tag; raises TlvError when there is none."""
    value = find(items, tag)
    if value is None:
        raise TlvError(f"object {tag:X} is missing")
    return value


def build(tag: int, value: bytes) -> bytes:
    """One data object with the shortest length field."""
    return _encode_tag(tag) + _encode_length(len(value)) + value


def _tag(data: bytes, position: int) -> tuple[int, int]:
    start = position
    first = data[position]
    position += 1
    if first & _LONG_TAG == _LONG_TAG:
        while True:
            if position == len(data) or position - start == MAX_TAG_BYTES:
                raise TlvError("tag is cut short or too long")
            position += 1
            if not data[position - 1] & _MORE_TAG_BYTES:
                break
    return int.from_bytes(data[start:position], "big"), position


def _length(data: bytes, position: int) -> tuple[int, int]:
    if position == len(data):
        raise TlvError("length is missing")
    first = data[position]
    position += 1
    if first < _LONG_LENGTH:
        return first, position
    count = first - _LONG_LENGTH
    if not 1 <= count <= MAX_LENGTH_BYTES or position + count > len(data):
        raise TlvError("length is cut short, indefinite or too long")
    return int.from_bytes(data[position : position + count], "big"), position + count


def _encode_tag(tag: int) -> bytes:
    encoded = tag.to_bytes(max(1, (tag.bit_length() + 7) // 8), "big")
    again, end = _tag(encoded, 0)
    if end != len(encoded) or again != tag:
        raise TlvError(f"{tag:X} is no BER tag")
    return encoded


def _encode_length(length: int) -> bytes:
    if length < _LONG_LENGTH:
        return bytes([length])
    encoded = length.to_bytes((length.bit_length() + 7) // 8, "big")
    if len(encoded) > MAX_LENGTH_BYTES:
        raise TlvError("value is too long")
    return bytes([_LONG_LENGTH + len(encoded)]) + encoded
