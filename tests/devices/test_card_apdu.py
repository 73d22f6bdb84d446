"""APDUs: every command and response survives the way there and back, in both lengths."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_protocol.apdu import (
    CLA_CHAINED,
    ApduError,
    Command,
    Response,
    chain,
    encode_extended,
    encode_response,
    encode_short,
    parse_command,
    parse_response,
)

BYTE = st.integers(0, 255)
SHORT = st.builds(Command, BYTE, BYTE, BYTE, BYTE, st.binary(max_size=255), st.none() | st.integers(1, 256))
LONG = st.builds(
    Command, BYTE, BYTE, BYTE, BYTE, st.binary(max_size=3000), st.none() | st.integers(1, 65_536)
)


@given(SHORT)
def test_short_commands_survive(command: Command) -> None:
    assert parse_command(encode_short(command)) == command


@given(LONG)
def test_extended_commands_survive(command: Command) -> None:
    assert parse_command(encode_extended(command)) == command


@given(st.builds(Response, st.binary(max_size=600), st.integers(0, 0xFFFF)))
def test_responses_survive(response: Response) -> None:
    assert parse_response(encode_response(response)) == response


@given(st.builds(Command, st.just(0), BYTE, BYTE, BYTE, st.binary(max_size=2000), st.just(256)))
def test_a_chain_carries_everything_in_order(command: Command) -> None:
    *first, last = chain(command)
    assert b"".join(piece.data for piece in [*first, last]) == command.data
    assert all(piece.cla & CLA_CHAINED and piece.le is None for piece in first)
    assert (last.cla, last.le) == (0, 256)
    assert all(len(encode_short(piece)) <= 261 for piece in [*first, last])


@given(st.binary(max_size=40))
def test_any_bytes_are_a_command_or_refused(raw: bytes) -> None:
    try:
        command = parse_command(raw)
    except ApduError:
        return
    assert command.le is None or 1 <= command.le <= 65_536


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ApduError):
        encode_short(Command(0, 0, 0, 0, bytes(256)))
    with pytest.raises(ApduError):
        encode_extended(Command(0, 0, 0, 0, bytes(65_536)))
    with pytest.raises(ApduError):
        parse_response(b"\x90")


def test_the_wire_is_as_iso_7816_says() -> None:
    select = Command(0, 0xA4, 4, 0, bytes.fromhex("A000000308"), 256)
    assert encode_short(select) == bytes.fromhex("00A4040005A00000030800")
    assert encode_extended(select) == bytes.fromhex("00A40400000005A0000003080100")
    assert encode_short(Command(0, 0xC0, 0, 0, le=256)) == bytes.fromhex("00C0000000")
    assert encode_short(Command(0, 0x20, 0, 0x80)) == bytes.fromhex("00200080")
