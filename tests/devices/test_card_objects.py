"""PIV's data objects: bytes to values and back; broken ones are refused by name."""

from __future__ import annotations

import zlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.card_protocol import piv, tlv
from devices.card_protocol.piv import Chuid
from devices.card_protocol.tlv import TlvError

GUID = bytes(range(16))


@given(st.binary(min_size=16, max_size=16), st.dates(min_value=date(1000, 1, 1)))
def test_a_chuid_survives(guid: bytes, expires_on: date) -> None:
    chuid = Chuid(guid, expires_on)
    assert piv.parse_chuid(piv.build_chuid(chuid)) == chuid


@given(st.binary(min_size=1, max_size=piv.MAX_CERTIFICATE), st.booleans())
def test_a_certificate_survives_plain_and_packed(der: bytes, compress: bool) -> None:
    assert piv.parse_certificate(piv.build_certificate(der, compress)) == der


@given(st.binary(min_size=1, max_size=300))
def test_a_challenge_and_its_answer_survive(data: bytes) -> None:
    assert piv.parse_authentication_request(piv.build_authentication_request(data)) == data
    assert piv.parse_authentication_answer(piv.build_authentication_answer(data)) == data


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_refused(raw: bytes) -> None:
    for parse in (piv.parse_chuid, piv.parse_certificate, piv.parse_authentication_answer):
        try:
            parse(tlv.build(piv.Tag.DATA, raw))
        except TlvError:
            continue


def test_a_packed_certificate_cannot_fill_the_memory() -> None:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    bomb = packer.compress(bytes(50_000_000)) + packer.flush()
    content = tlv.build(piv.Tag.CERTIFICATE, bomb) + tlv.build(piv.Tag.CERTIFICATE_INFO, b"\x01")
    with pytest.raises(TlvError, match="too long"):
        piv.parse_certificate(tlv.build(piv.Tag.DATA, content))


def test_a_packed_certificate_cut_short_is_refused() -> None:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    packed = (packer.compress(bytes(range(256)) * 4) + packer.flush())[:-12]
    content = tlv.build(piv.Tag.CERTIFICATE, packed) + tlv.build(piv.Tag.CERTIFICATE_INFO, b"\x01")
    with pytest.raises(TlvError, match="cut short"):
        piv.parse_certificate(tlv.build(piv.Tag.DATA, content))


@pytest.mark.parametrize("expires_on", [b"20311301", b"2031010", b"2031O101", b""])
def test_an_impossible_expiry_is_refused(expires_on: bytes) -> None:
    content = tlv.build(piv.Tag.GUID, GUID) + tlv.build(piv.Tag.EXPIRES_ON, expires_on)
    with pytest.raises(TlvError):
        piv.parse_chuid(tlv.build(piv.Tag.DATA, content))


@pytest.mark.parametrize("guid", [b"", GUID[:15], GUID + b"\x00"])
def test_a_guid_of_another_length_is_refused(guid: bytes) -> None:
    content = tlv.build(piv.Tag.GUID, guid) + tlv.build(piv.Tag.EXPIRES_ON, b"20310101")
    with pytest.raises(TlvError):
        piv.parse_chuid(tlv.build(piv.Tag.DATA, content))
