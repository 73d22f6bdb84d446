"""What is said between kiosk and card, start to end: four commands at the tap, six with the PIN.

Functions over a Channel, no reader and no thread: they run the same against pcscd, against a virtual
card in memory, and against the hostile cards of the tests. Every bad end is a CardRefused.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from devices.card_protocol import foreign, piv
from devices.card_protocol.apdu import (
    MAX_EXTENDED_RESPONSE,
    MAX_SHORT_RESPONSE,
    Command,
    Ins,
    Response,
    StatusWord,
)
from devices.card_protocol.channel import CardRefused, Channel, unreadable
from devices.card_protocol.tlv import TlvError, build
from devices.ports import CardFailure, CardKey, CardProof, ForeignCard

_CERTIFICATE = {
    CardKey.CARD: piv.ObjectTag.CERTIFICATE_9E,
    CardKey.HOLDER: piv.ObjectTag.CERTIFICATE_9A,
}
_FORGET_PIN = 0xFF
_HEADER = 5
_TRIES_MASK = 0xFFF0
_TRIES_LEFT = 0x63C0
_ABSENT = (StatusWord.NOT_FOUND, StatusWord.REFERENCE_NOT_FOUND)
_PIN_NOT_HERE = (StatusWord.NOT_SUPPORTED, StatusWord.SECURITY_NOT_SATISFIED)


class Step(StrEnum):
    """The parts of a proof, as the benchmark names them."""

    SELECTED = "selected"
    CHUID_READ = "chuid-read"
    CERTIFICATE_READ = "certificate-read"
    PIN_VERIFIED = "pin-verified"
    SIGNED = "signed"


OnStep = Callable[[Step], None]


def prove(
    channel: Channel,
    atr: bytes,
    key: CardKey,
    challenge: bytes,
    pin: bytearray | None = None,
    on_step: OnStep = lambda _step: None,
) -> CardProof:
    """Read CHUID and certificate and let the card sign the 32-byte challenge; raises CardRefused.

    `pin` is verified first when given, and the card is told to forget it after the signature: the
    next signature of the holder needs the holder.
    """
    _select_piv(channel, atr)
    on_step(Step.SELECTED)
    guid = _read_guid(channel, atr)
    on_step(Step.CHUID_READ)
    certificate = _read_certificate(channel, key)
    on_step(Step.CERTIFICATE_READ)
    if pin is None:
        signature = _sign(channel, key, challenge)
    else:
        signature = _sign_with_pin(channel, key, challenge, pin, on_step)
    on_step(Step.SIGNED)
    return CardProof(key, certificate, guid, signature)


def pin_tries_left(channel: Channel, atr: bytes) -> int:
    """How many tries the PIN has left, asked without spending one; raises CardRefused."""
    _select_piv(channel, atr)
    question = Command(0, Ins.VERIFY, 0, piv.Reference.PIN)
    response = channel.send(question)
    if response.ok:  # still verified for another program: the card tells tries only without that
        _forget_pin(channel)
        response = channel.send(question)
    if response.sw == StatusWord.BLOCKED:
        return 0
    tries = _tries(response)
    if tries is None:
        raise _pin_refused(response)
    return tries


def _select_piv(channel: Channel, atr: bytes) -> None:
    stranger = foreign.by_answer_to_reset(atr)
    if stranger is not None:
        raise _foreign(stranger)
    for name in (piv.AID_WITHOUT_VERSION, piv.AID_ISSUER_ONLY):
        if channel.send(foreign.select(name)).ok:
            return
    raise _foreign(foreign.by_applications(channel, atr))


def _read_guid(channel: Channel, atr: bytes) -> bytes:
    response = _get_data(channel, piv.ObjectTag.CHUID)
    if response.sw in _ABSENT:
        # An empty PIV application: a card of somebody else's system, which may have a better name.
        stranger = foreign.by_applications(channel, atr)
        if stranger is ForeignCard.UNKNOWN:
            raise CardRefused(CardFailure("card-certificate-missing"))
        raise _foreign(stranger)
    try:
        return piv.parse_chuid(_data(response)).guid
    except TlvError as error:
        raise unreadable() from error


def _read_certificate(channel: Channel, key: CardKey) -> bytes:
    response = _get_data(channel, _CERTIFICATE[key])
    if response.sw in _ABSENT:
        raise CardRefused(CardFailure("card-certificate-missing"))
    try:
        return piv.parse_certificate(_data(response))
    except TlvError as error:
        raise unreadable() from error


def _sign_with_pin(
    channel: Channel, key: CardKey, challenge: bytes, pin: bytearray, on_step: OnStep
) -> bytes:
    _verify(channel, pin)
    on_step(Step.PIN_VERIFIED)
    try:
        return _sign(channel, key, challenge)
    finally:
        _forget_pin(channel)


def _forget_pin(channel: Channel) -> None:
    # Older cards do not know this (6A86); they forget when they lose power.
    channel.send(Command(0, Ins.VERIFY, _FORGET_PIN, piv.Reference.PIN))


def _verify(channel: Channel, pin: bytearray) -> None:
    encoded = bytearray([0, Ins.VERIFY, 0, piv.Reference.PIN, piv.PIN_BYTES]) + pin
    digits = encoded[_HEADER:]
    try:
        # Judged in our own copy: a caller that has run out of patience may wipe the PIN at any time.
        if not digits.isdigit() or len(digits) > piv.PIN_BYTES:
            raise CardRefused(CardFailure("card-pin-wrong"))
        encoded += bytes([piv.PIN_PADDING]) * (piv.PIN_BYTES - len(digits))
        response = channel.send_secret(encoded)
    finally:
        encoded[:] = bytes(len(encoded))
        digits[:] = bytes(len(digits))
    if not response.ok:
        raise _pin_refused(response)


def _sign(channel: Channel, key: CardKey, challenge: bytes) -> bytes:
    request = piv.build_authentication_request(challenge)
    response = channel.send(
        Command(
            0,
            Ins.GENERAL_AUTHENTICATE,
            piv.Algorithm.ECC_P256,
            int(key, 16),
            request,
            MAX_SHORT_RESPONSE,
        )
    )
    if not response.ok:
        raise CardRefused(CardFailure("card-signature-refused"))
    try:
        return piv.parse_authentication_answer(response.data)
    except TlvError as error:
        raise unreadable() from error


def _get_data(channel: Channel, tag: int) -> Response:
    path = build(piv.Tag.PATH, tag.to_bytes(3, "big"))
    return channel.send(Command(0, Ins.GET_DATA, 0x3F, 0xFF, path, MAX_EXTENDED_RESPONSE))


def _data(response: Response) -> bytes:
    if not response.ok:
        raise unreadable()
    return response.data


def _tries(response: Response) -> int | None:
    return response.sw & 0x0F if response.sw & _TRIES_MASK == _TRIES_LEFT else None


def _pin_refused(response: Response) -> CardRefused:
    tries = 0 if response.sw == StatusWord.BLOCKED else _tries(response)
    if tries == 0:
        return CardRefused(CardFailure("card-pin-blocked", tries_left=0))
    if tries is not None:
        return CardRefused(CardFailure("card-pin-wrong", tries_left=tries))
    if response.sw in _PIN_NOT_HERE:
        return CardRefused(CardFailure("card-pin-unavailable"))
    return unreadable()


def _foreign(kind: ForeignCard) -> CardRefused:
    return CardRefused(CardFailure("card-foreign", foreign=kind))
