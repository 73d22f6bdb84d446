"""BER-TLV: what is built is read back, and nothing a card sends breaks the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_protocol import tlv
from devices.card_protocol.tlv import Tlv, TlvError

TAGS = st.sampled_from([0x30, 0x34, 0x53, 0x70, 0x7C, 0xFE, 0x7F49, 0x5F2F, 0x5FC102])


@given(st.lists(st.tuples(TAGS, st.binary(max_size=600)), max_size=8))
def test_what_is_built_is_read_back(items: list[tuple[int, bytes]]) -> None:
    raw = b"".join(tlv.build(tag, value) for tag, value in items)
    assert tlv.parse(raw) == tuple(Tlv(tag, value) for tag, value in items)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        items = tlv.parse(raw)
    except TlvError:
        return
    assert sum(len(item.value) for item in items) <= len(raw)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_whatever_is_cut_short_is_refused(value: bytes, data: st.DataObject) -> None:
    whole = tlv.build(0x53, value)
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(TlvError):
        tlv.parse(whole[:cut])


@pytest.mark.parametrize(
    "raw",
    [
        "5380",  # indefinite length
        "5384FFFFFFFF",  # four bytes of length: 4 GiB
        "5383FFFFFF00",  # 16 MiB promised, one byte there
        "5F",  # tag cut short
        "5FFFFFFFFF01",  # a tag without end
        "53",  # no length
    ],
)
def test_giant_and_cut_lengths_are_refused(raw: str) -> None:
    with pytest.raises(TlvError):
        tlv.parse(bytes.fromhex(raw))


def test_a_flood_of_empty_objects_is_refused() -> None:
    with pytest.raises(TlvError, match="too many"):
        tlv.parse(b"\x53\x00" * (tlv.MAX_ITEMS + 1))


def test_a_wrapper_with_something_beside_it_is_refused() -> None:
    with pytest.raises(TlvError):
        tlv.single(tlv.build(0x53, b"a") + b"\x00\x00", 0x53)


def test_values_do_not_show_in_a_repr() -> None:
    assert "secret" not in repr(Tlv(0x53, b"secret"))
