"""Names and numbers of a PIV card (NIST SP 800-73-4), and its data objects: bytes to values and back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from devices.card_protocol import tlv
from devices.card_protocol.tlv import TlvError

AID = bytes.fromhex("A000000308000010000100")
AID_WITHOUT_VERSION = AID[:9]
AID_ISSUER_ONLY = AID[:5]
"""Right-truncated to NIST's own identifier: some cards answer nothing longer."""

GUID_BYTES = 16
DIGEST_BYTES = 32
PIN_BYTES = 8
PIN_PADDING = 0xFF
MAX_CERTIFICATE = 8192

FASC_N = bytes.fromhex("D4E739DA739CED39CE739D836858210842108421C84210C3EB")
"""A non-federal issuer's conventional FASC-N (agency 9999): 25 bytes that a CHUID must carry."""


class ObjectTag(IntEnum):
    """Data objects, by the tag that GET DATA asks for (SP 800-73-4 part 1, table 3)."""

    DISCOVERY = 0x7E
    CARD_CAPABILITY = 0x5FC107
    CHUID = 0x5FC102
    CERTIFICATE_9A = 0x5FC105
    CERTIFICATE_9E = 0x5FC101
    KEY_HISTORY = 0x5FC10C


class Reference(IntEnum):
    """Key references of secrets that VERIFY and its sisters name."""

    PIN = 0x80
    PUK = 0x81


class Algorithm(IntEnum):
    """Algorithm identifiers of GENERAL AUTHENTICATE (SP 800-78-4, table 6-2)."""

    RSA_2048 = 0x07
    ECC_P256 = 0x11


class Tag(IntEnum):
    """Tags inside PIV's data objects and answers."""

    DATA = 0x53
    PATH = 0x5C
    CERTIFICATE = 0x70
    CERTIFICATE_INFO = 0x71
    CHECK_CODE = 0xFE
    FASC_N = 0x30
    GUID = 0x34
    EXPIRES_ON = 0x35
    ISSUER_SIGNATURE = 0x3E
    AUTHENTICATION = 0x7C
    CHALLENGE = 0x81
    ANSWER = 0x82


_COMPRESSED = 0x01


@dataclass(frozen=True, slots=True)
class Chuid:
    """The card holder unique identifier, as far as the project reads it."""

    guid: bytes
    expires_on: date


def build_chuid(chuid: Chuid) -> bytes:
    """The object's content, inside its 0x53 wrapper; unsigned, as the certificate carries the proof."""
    if len(chuid.guid) != GUID_BYTES:
        raise TlvError("a GUID has 16 bytes")
    content = (
        tlv.build(Tag.FASC_N, FASC_N)
        + tlv.build(Tag.GUID, chuid.guid)
        + tlv.build(Tag.EXPIRES_ON, chuid.expires_on.strftime("%Y%m%d").encode())
        + tlv.build(Tag.ISSUER_SIGNATURE, b"")
        + tlv.build(Tag.CHECK_CODE, b"")
    )
    return tlv.build(Tag.DATA, content)


def parse_chuid(raw: bytes) -> Chuid:
    """Read a CHUID in its 0x53 wrapper; raises TlvError."""
    items = tlv.parse(tlv.single(raw, Tag.DATA))
    guid = tlv.need(items, Tag.GUID)
    if len(guid) != GUID_BYTES:
        raise TlvError("a GUID has 16 bytes")
    return Chuid(guid, _date(tlv.need(items, Tag.EXPIRES_ON)))


def build_certificate(der: bytes, compress: bool = False) -> bytes:
    """The object that carries a certificate, in its 0x53 wrapper."""
    content = (
        tlv.build(Tag.CERTIFICATE, _gzip(der) if compress else der)
        + tlv.build(Tag.CERTIFICATE_INFO, bytes([_COMPRESSED if compress else 0]))
        + tlv.build(Tag.CHECK_CODE, b"")
    )
    return tlv.build(Tag.DATA, content)


def parse_certificate(raw: bytes) -> bytes:
    """The DER of a certificate object, unpacked when CertInfo says so; raises TlvError."""
    items = tlv.parse(tlv.single(raw, Tag.DATA))
    der = tlv.need(items, Tag.CERTIFICATE)
    info = tlv.find(items, Tag.CERTIFICATE_INFO) or b"\x00"
    if info[0] & _COMPRESSED:
        der = _gunzip(der)
    if not 0 < len(der) <= MAX_CERTIFICATE:
        raise TlvError("certificate is empty or too long")
    return der


def build_authentication_request(challenge: bytes) -> bytes:
    """The dynamic authentication template: an empty answer is wanted to this challenge."""
    return tlv.build(Tag.AUTHENTICATION, tlv.build(Tag.ANSWER, b"") + tlv.build(Tag.CHALLENGE, challenge))


def parse_authentication_request(raw: bytes) -> bytes:
    """The challenge a GENERAL AUTHENTICATE command carries, as a card reads it; raises TlvError."""
    items = tlv.parse(tlv.single(raw, Tag.AUTHENTICATION))
    if tlv.need(items, Tag.ANSWER):
        raise TlvError("the answer is the card's to give")
    return tlv.need(items, Tag.CHALLENGE)


def build_authentication_answer(answer: bytes) -> bytes:
    return tlv.build(Tag.AUTHENTICATION, tlv.build(Tag.ANSWER, answer))


def parse_authentication_answer(raw: bytes) -> bytes:
    """The signature in a GENERAL AUTHENTICATE answer; raises TlvError."""
    answer = tlv.need(tlv.parse(tlv.single(raw, Tag.AUTHENTICATION)), Tag.ANSWER)
    if not answer:
        raise TlvError("the answer is empty")
    return answer


def _date(text: bytes) -> date:
    if len(text) != 8 or not text.isdigit():
        raise TlvError("a date has eight digits")
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as error:
        raise TlvError("no such date") from error


def _gzip(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return packer.compress(data) + packer.flush()


def _gunzip(data: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(data, MAX_CERTIFICATE + 1)
    except zlib.error as error:
        raise TlvError("certificate does not unpack") from error
    if not unpacker.eof and len(unpacked) <= MAX_CERTIFICATE:
        raise TlvError("packed certificate is cut short")
    return unpacked
