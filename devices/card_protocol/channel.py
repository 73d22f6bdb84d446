"""Commands to a card and whole answers back, within bounds that a hostile card cannot pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from devices.card_protocol.apdu import (
    MAX_SHORT_RESPONSE,
    ApduError,
    Command,
    Ins,
    Response,
    chain,
    encode_extended,
    encode_short,
    parse_response,
)
from devices.ports import CardFailure

Transmit = Callable[[bytes | bytearray], bytes]
"""One command APDU out, one response APDU back; raises whatever the reader's library raises."""

MAX_ANSWER = 16_384
MAX_FETCHES = 80
"""MAX_ANSWER in pieces of 256 bytes, and some: a card that always has more to say is cut off."""

MORE_WAITS = 0x61
WRONG_LE = 0x6C
_SUPPORTS_EXTENDED = 0x40


class CardRefused(Exception):
    """The conversation with a card ended early; `failure` says why, in the words of the port."""

    def __init__(self, failure: CardFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def unreadable() -> CardRefused:
    """The card answers what no healthy card answers."""
    return CardRefused(CardFailure("card-unreadable"))


@dataclass(frozen=True, slots=True)
class Channel:
    """A connected card; `extended` says that it takes and gives long APDUs."""

    transmit: Transmit
    extended: bool = False

    def send(self, command: Command) -> Response:
        """Send, chained if need be, and collect the whole answer; raises CardRefused at nonsense."""
        try:
            return self._collect(self._deliver(command), command.cla)
        except ApduError as error:
            raise unreadable() from error

    def send_secret(self, encoded: bytearray) -> Response:
        """Send a ready APDU that the caller will wipe; nothing here keeps a copy of it."""
        try:
            return parse_response(self.transmit(encoded))
        except ApduError as error:
            raise unreadable() from error

    def _deliver(self, command: Command) -> Response:
        if self.extended:
            return parse_response(self.transmit(encode_extended(command)))
        *first, last = chain(_short(command))
        for piece in first:
            response = parse_response(self.transmit(encode_short(piece)))
            if not response.ok:
                return response
        response = parse_response(self.transmit(encode_short(last)))
        if response.sw >> 8 == WRONG_LE:
            again = replace(last, le=response.sw & 0xFF or MAX_SHORT_RESPONSE)
            response = parse_response(self.transmit(encode_short(again)))
        return response

    def _collect(self, response: Response, cla: int) -> Response:
        pieces = [response.data]
        for _ in range(MAX_FETCHES):
            if sum(map(len, pieces)) > MAX_ANSWER:
                break
            if response.sw >> 8 != MORE_WAITS:
                return Response(b"".join(pieces), response.sw)
            fetch = Command(cla, Ins.GET_RESPONSE, 0, 0, le=response.sw & 0xFF or MAX_SHORT_RESPONSE)
            response = parse_response(self.transmit(encode_short(fetch)))
            pieces.append(response.data)
        raise unreadable()


def takes_extended(atr: bytes) -> bool:
    """Whether the historical bytes say "extended length" (ISO/IEC 7816-4, card capabilities, tag 73)."""
    historical = historical_bytes(atr)
    if not historical or historical[0] != 0x80:
        return False
    position = 1
    while position < len(historical):
        tag, length = historical[position] >> 4, historical[position] & 0x0F
        value = historical[position + 1 : position + 1 + length]
        if tag == 0x7 and length == 3 and len(value) == 3:
            return bool(value[2] & _SUPPORTS_EXTENDED)
        position += 1 + length
    return False


def historical_bytes(atr: bytes) -> bytes:
    """The historical bytes of an answer to reset (ISO/IEC 7816-3), empty when it is malformed."""
    if len(atr) < 2:
        return b""
    indicators, count = atr[1] >> 4, atr[1] & 0x0F
    position = 2
    while indicators:
        present = bin(indicators).count("1")
        if position + present > len(atr):
            return b""
        last = atr[position + present - 1]
        position += present
        indicators = last >> 4 if indicators & 0x8 else 0
    historical = atr[position : position + count]
    return historical if len(historical) == count else b""


def _short(command: Command) -> Command:
    if command.le is not None and command.le > MAX_SHORT_RESPONSE:
        return replace(command, le=MAX_SHORT_RESPONSE)
    return command
