"""What a kiosk asks about the holder's code word."""

from __future__ import annotations

from backend.calling.bookings import Ask
from backend.calling.failure import ClientFailure
from backend.contract.base import Contract
from backend.contract.identification import CodeWordIn


class Nothing(Contract):
    """An empty answer."""


class OwnCodeWordCalls:
    """Blocks; level 2."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def put(self, word: str, session: str) -> ClientFailure | None:
        """Set or change it; `code-word-invalid`."""
        told = CodeWordIn(word=word)
        answer = self._ask("PUT", "/v1/code-word", Nothing, body=told, session=session)
        return answer if isinstance(answer, ClientFailure) else None
