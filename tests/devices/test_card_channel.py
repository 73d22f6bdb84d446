"""A card may say anything: whole answers are put together, nonsense ends within bounds and by name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_protocol.apdu import Command, parse_command
from devices.card_protocol.channel import (
    MAX_FETCHES,
    CardRefused,
    Channel,
    historical_bytes,
    takes_extended,
)
from devices.simulators.card_port import answer_to_reset
from devices.simulators.virtual_card import EXTENDED_LENGTH_CARD

ASK = Command(0, 0xCB, 0x3F, 0xFF, b"\x5c\x03\x5f\xc1\x02", 65_536)


class Scripted:
    """Answers from a list, and again with its last answer for ever; keeps what it was sent."""

    def __init__(self, *answers: str) -> None:
        self._answers = [bytes.fromhex(answer) for answer in answers]
        self.sent: list[bytes] = []

    def transmit(self, raw: bytes | bytearray) -> bytes:
        self.sent.append(bytes(raw))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(CardRefused) as refused:
        act()
    return refused.value.failure.code


def test_an_answer_in_pieces_is_put_together() -> None:
    card = Scripted("AAAA6102", "BBBB6101", "CC9000")
    assert Channel(card.transmit).send(ASK).data == bytes.fromhex("AAAABBBBCC")
    assert [raw.hex() for raw in card.sent[1:]] == ["00c0000002", "00c0000001"]


def test_a_card_that_names_the_length_is_asked_again_with_it() -> None:
    card = Scripted("6C10", "AA9000")
    assert Channel(card.transmit).send(ASK).ok
    assert card.sent[1][-1] == 0x10


def test_a_long_command_goes_in_a_chain_or_whole() -> None:
    long = Command(0, 0x87, 0x07, 0x9E, bytes(400), 256)
    chained, whole = Scripted("9000"), Scripted("9000")
    Channel(chained.transmit).send(long)
    Channel(whole.transmit, extended=True).send(long)
    assert [parse_command(raw).cla for raw in chained.sent] == [0x10, 0x00]
    assert [parse_command(raw).data for raw in whole.sent] == [bytes(400)]


def test_a_chain_ends_where_the_card_objects() -> None:
    card = Scripted("6700")
    assert Channel(card.transmit).send(Command(0, 0x87, 0, 0, bytes(600))).sw == 0x6700
    assert len(card.sent) == 1


@pytest.mark.parametrize("more", ["6100", "61FF", "00" * 255 + "6100", "6161"])
def test_a_card_that_always_has_more_is_cut_off(more: str) -> None:
    card = Scripted(more)
    assert refusal(lambda: Channel(card.transmit).send(ASK)) == "card-unreadable"
    assert len(card.sent) <= MAX_FETCHES + 1


def test_a_card_that_never_likes_the_length_is_asked_twice() -> None:
    card = Scripted("6C10")
    assert Channel(card.transmit).send(ASK).sw == 0x6C10
    assert len(card.sent) == 2


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=6))
def test_any_answers_end_within_bounds(answers: list[bytes]) -> None:
    card = Scripted(*(answer.hex() for answer in answers))
    try:
        Channel(card.transmit).send(ASK)
    except CardRefused as refused:
        assert refused.failure.code == "card-unreadable"
    assert len(card.sent) <= MAX_FETCHES + 2


def test_extended_length_is_read_from_the_answer_to_reset() -> None:
    assert takes_extended(answer_to_reset(EXTENDED_LENGTH_CARD))
    assert not takes_extended(answer_to_reset(bytes([0x80, 0x73, 0xC0, 0x01, 0x80])))
    assert not takes_extended(answer_to_reset(b"YubiKey"))
    # A YubiKey 4's, as its manual prints it.
    assert historical_bytes(bytes.fromhex("3BF81300008131FE15597562696B657934D4")) == b"Yubikey4"


@given(st.binary(max_size=40))
def test_any_answer_to_reset_is_survived(atr: bytes) -> None:
    assert len(historical_bytes(atr)) <= 15
    assert takes_extended(atr) in (True, False)
