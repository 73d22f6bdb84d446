"""APDUs (ISO/IEC 7816-3 and -4): commands and responses as values, both directions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum

MAX_SHORT_DATA = 255
MAX_SHORT_RESPONSE = 256
MAX_EXTENDED_DATA = 65_535
MAX_EXTENDED_RESPONSE = 65_536
CLA_CHAINED = 0x10
HEADER = 4


class Ins(IntEnum):
    """The instructions the project sends or answers (ISO/IEC 7816-4, SP 800-73-4 part 2)."""

    VERIFY = 0x20
    CHANGE_REFERENCE_DATA = 0x24
    RESET_RETRY_COUNTER = 0x2C
    GENERAL_AUTHENTICATE = 0x87
    SELECT = 0xA4
    GET_RESPONSE = 0xC0
    GET_DATA_STORAGE = 0xCA
    GET_DATA = 0xCB


class StatusWord(IntEnum):
    """What a card answers at the end of each response."""

    OK = 0x9000
    WRONG_LENGTH = 0x6700
    SECURITY_NOT_SATISFIED = 0x6982
    BLOCKED = 0x6983
    CONDITIONS_NOT_SATISFIED = 0x6985
    WRONG_DATA = 0x6A80
    NOT_SUPPORTED = 0x6A81
    NOT_FOUND = 0x6A82
    WRONG_P1_P2 = 0x6A86
    REFERENCE_NOT_FOUND = 0x6A88
    UNKNOWN_INSTRUCTION = 0x6D00
    UNKNOWN_CLASS = 0x6E00
    UNKNOWN_ERROR = 0x6F00


class ApduError(ValueError):
    """The bytes are no APDU, or a value does not fit into one."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command; `le` is the longest answer wanted, None when none is."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = field(default=b"", repr=False)
    le: int | None = None


@dataclass(frozen=True, slots=True)
class Response:
    data: bytes = field(repr=False)
    sw: int

    @property
    def ok(self) -> bool:
        return self.sw == StatusWord.OK


def encode_short(command: Command) -> bytes:
    """At most 255 bytes of data and 256 of answer; raises ApduError beyond."""
    if len(command.data) > MAX_SHORT_DATA or (command.le or 0) > MAX_SHORT_RESPONSE:
        raise ApduError("does not fit a short APDU")
    body = bytes([len(command.data)]) + command.data if command.data else b""
    tail = bytes([command.le % MAX_SHORT_RESPONSE]) if command.le else b""
    return _header(command) + body + tail


def encode_extended(command: Command) -> bytes:
    """At most 65,535 bytes of data and 65,536 of answer; raises ApduError beyond."""
    if len(command.data) > MAX_EXTENDED_DATA or (command.le or 0) > MAX_EXTENDED_RESPONSE:
        raise ApduError("does not fit an extended APDU")
    if not command.data and not command.le:
        return _header(command)
    body = len(command.data).to_bytes(2, "big") + command.data if command.data else b""
    tail = (command.le % MAX_EXTENDED_RESPONSE).to_bytes(2, "big") if command.le else b""
    return _header(command) + b"\x00" + body + tail


def chain(command: Command) -> tuple[Command, ...]:
    """Command chaining: pieces of 255 bytes, all but the last with the chaining bit and no answer."""
    if len(command.data) <= MAX_SHORT_DATA:
        return (command,)
    pieces = [
        command.data[start : start + MAX_SHORT_DATA] for start in range(0, len(command.data), MAX_SHORT_DATA)
    ]
    first = (replace(command, cla=command.cla | CLA_CHAINED, data=piece, le=None) for piece in pieces[:-1])
    return (*first, replace(command, data=pieces[-1]))


def parse_command(raw: bytes) -> Command:
    """Read a short or extended command, as a card does; raises ApduError."""
    if len(raw) < HEADER:
        raise ApduError("header is cut short")
    cla, ins, p1, p2 = raw[:HEADER]
    data, le = _body(raw[HEADER:])
    return Command(cla, ins, p1, p2, data, le)


def parse_response(raw: bytes) -> Response:
    """Split a response into data and status word; raises ApduError."""
    if len(raw) < 2:
        raise ApduError("status word is missing")
    return Response(raw[:-2], int.from_bytes(raw[-2:], "big"))


def encode_response(response: Response) -> bytes:
    return response.data + response.sw.to_bytes(2, "big")


def _header(command: Command) -> bytes:
    return bytes([command.cla, command.ins, command.p1, command.p2])


def _body(body: bytes) -> tuple[bytes, int | None]:
    if not body:
        return b"", None
    if len(body) == 1:
        return b"", body[0] or MAX_SHORT_RESPONSE
    if body[0] == 0 and len(body) >= 3:
        return _extended_body(body[1:])
    end = 1 + body[0]
    return _with_le(body[1:end], body[0], body[end:], 1)


def _extended_body(body: bytes) -> tuple[bytes, int | None]:
    if len(body) == 2:
        return b"", int.from_bytes(body, "big") or MAX_EXTENDED_RESPONSE
    length = int.from_bytes(body[:2], "big")
    end = 2 + length
    return _with_le(body[2:end], length, body[end:], 2)


def _with_le(data: bytes, length: int, rest: bytes, le_bytes: int) -> tuple[bytes, int | None]:
    if length == 0 or len(data) != length or len(rest) not in (0, le_bytes):
        raise ApduError("lengths do not agree")
    if not rest:
        return data, None
    return data, int.from_bytes(rest, "big") or 1 << (8 * le_bytes)
