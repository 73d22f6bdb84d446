"""Asterisk's Manager Interface as text: heads of lines, and what its events mean for a contact. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from backend.contract.telephony import PhoneEvent

Message = Mapping[str, str]
END_OF_LINE: Final = "\r\n"
# «PJSIP/desk-1-00000012»: technology, the endpoint, which is our line, and a number of the call.
_CHANNEL: Final = re.compile(r"[^/]+/([A-Za-z0-9-]+)-[0-9a-f]{6,}(?:;[12])?")
_NOBODY: Final = "<unknown>"


def read_message(text: str) -> Message:
    """The lines «Name: value» of one block; a repeated name keeps its last value."""
    pairs = (line.partition(":") for line in text.split(END_OF_LINE))
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def write_action(action: str, **fields: str) -> bytes:
    """One action; a line break within a value would be another action, so it is refused."""
    lines = {"Action": action, **fields}
    if any("\r" in value or "\n" in value for value in lines.values()):
        raise ValueError("a line break in a value")
    head = END_OF_LINE.join(f"{name}: {value}" for name, value in lines.items())
    return f"{head}{END_OF_LINE}{END_OF_LINE}".encode()


def phone_event(message: Message, at: datetime) -> PhoneEvent | None:
    """Dialled (DialBegin), answered (DialEnd), hung up (Hangup); None for all else (from Asterisk 12 on)."""
    match message.get("Event"):
        case "DialBegin":
            return _event(message, "Dest", "ringing", at)
        case "DialEnd" if message.get("DialStatus") == "ANSWER":
            return _event(message, "Dest", "answered", at)
        case "Hangup":
            return _event(message, "", "ended", at)
        case _:
            return None


def _event(message: Message, side: str, kind: str, at: datetime) -> PhoneEvent | None:
    channel = _CHANNEL.fullmatch(message.get(f"{side}Channel", ""))
    if channel is None:
        return None
    number = message.get("CallerIDNum", "") if side else message.get("ConnectedLineNum", "")
    told = {
        "line": channel[1].lower(),
        "call": message.get(f"{side}Uniqueid", ""),
        "event": kind,
        "number": "" if number == _NOBODY else number,
        "at": at,
    }
    try:
        return PhoneEvent.model_validate(told)
    except ValidationError:
        return None
