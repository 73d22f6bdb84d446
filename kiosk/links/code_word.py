"""The one real body of `kiosk.ports.code_word.CodeWordLine`."""

from __future__ import annotations

from collections.abc import Callable

from backend.client import ClientFailure, KioskClient
from kiosk.ports.backend import Refused


class CodeWordLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, code_of: Callable[[ClientFailure], str]) -> None:
        self._client = client
        self._code_of = code_of

    def put(self, session: str, word: str) -> Refused | None:
        failure = self._client.code_word.put(word, session)
        return None if failure is None else Refused(self._code_of(failure))
