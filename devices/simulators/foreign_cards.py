"""Virtual cards that are not ours, just enough of them to be recognised."""

from __future__ import annotations

from collections.abc import Callable

from devices.card_protocol import tlv
from devices.card_protocol.apdu import (
    ApduError,
    Command,
    Ins,
    Response,
    StatusWord,
    encode_response,
    parse_command,
)
from devices.simulators.card_port import answer_to_reset

_PAYMENT_DIRECTORIES = (b"2PAY.SYS.DDF01", b"1PAY.SYS.DDF01")
_MIR = bytes.fromhex("A0000006581010")
_MIFARE_CLASSIC_1K = bytes.fromhex("804F0CA000000306030001") + bytes(4)
_UID = bytes.fromhex("04A1B2C3D4E5F6")


class PaymentCard:
    """A bank card: answers with its application list, and keeps count of anything asked beyond it."""

    atr = answer_to_reset(b"PAY")

    def __init__(self) -> None:
        self.asked_beyond_the_list = 0

    def reset(self) -> None:
        """Nothing to forget."""

    def answer(self, raw: bytes) -> bytes:
        return _answer(raw, self._respond)

    def _respond(self, command: Command) -> Response:
        if command.ins != Ins.SELECT:
            self.asked_beyond_the_list += 1
            return Response(b"", StatusWord.UNKNOWN_INSTRUCTION)
        if command.data not in _PAYMENT_DIRECTORIES:
            return Response(b"", StatusWord.NOT_FOUND)
        entry = tlv.build(0x61, tlv.build(0x4F, _MIR) + tlv.build(0x50, b"MIR"))
        listing = tlv.build(0xA5, tlv.build(0xBF0C, entry))
        return Response(tlv.build(0x6F, tlv.build(0x84, command.data) + listing), StatusWord.OK)


class TransportCard:
    """A storage card as a PC/SC reader shows it (PC/SC part 3): its kind in the ATR, a UID on request."""

    atr = answer_to_reset(_MIFARE_CLASSIC_1K)

    def reset(self) -> None:
        """Nothing to forget."""

    def answer(self, raw: bytes) -> bytes:
        return _answer(raw, self._respond)

    def _respond(self, command: Command) -> Response:
        if (command.cla, command.ins) == (0xFF, Ins.GET_DATA_STORAGE):
            return Response(_UID, StatusWord.OK)
        return Response(b"", StatusWord.UNKNOWN_CLASS)


class UnknownCard:
    """A card that knows nothing we ask for."""

    atr = answer_to_reset(b"?")

    def reset(self) -> None:
        """Nothing to forget."""

    def answer(self, raw: bytes) -> bytes:
        return _answer(raw, lambda _command: Response(b"", StatusWord.NOT_FOUND))


def _answer(raw: bytes, respond: Callable[[Command], Response]) -> bytes:
    try:
        return encode_response(respond(parse_command(raw)))
    except ApduError:
        return encode_response(Response(b"", StatusWord.WRONG_LENGTH))
