"""What the kiosk asks about code words: a Protocol whose one real body is `kiosk.links.code_word`."""

from __future__ import annotations

from typing import Protocol

from kiosk.ports.backend import Refused


class CodeWordLine(Protocol):
    """`session` is the token of a card session. Ends within its time limit."""

    def put(self, session: str, word: str) -> Refused | None: ...
