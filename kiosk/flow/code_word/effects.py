"""What a code word asks of the world; `session` is the number of a card session."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.effects import Asking


class SetCodeWord(Asking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session")
    session: int
    word: str
