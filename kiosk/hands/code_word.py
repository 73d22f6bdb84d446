"""The walk's wish to keep a code word, carried out over the line."""

from __future__ import annotations

from typing import Final

from kiosk.flow.code_word.effects import SetCodeWord
from kiosk.flow.code_word.events import CodeWordKept
from kiosk.flow.events import BackendRefused, Event
from kiosk.ports.code_word import CodeWordLine
from kiosk.session_keys import SessionKeys

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"


def carry_out_code_word(effect: SetCodeWord, line: CodeWordLine | None, keys: SessionKeys) -> Event:
    """Blocks; a kiosk that is not enrolled has no line."""
    token = keys.of(effect.session)
    if line is None or token is None:
        return BackendRefused(effect.id, NOT_ENROLLED if line is None else SESSION_EXPIRED)
    refused = line.put(token, effect.word)
    return CodeWordKept(effect.id) if refused is None else BackendRefused(effect.id, refused.code)
