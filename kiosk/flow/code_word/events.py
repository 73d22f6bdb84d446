"""What a holder does about a code word, and what the world answers."""

from __future__ import annotations

from kiosk.flow.events import Answered, Touched


class CodeWordTouch(Touched):
    """The base of what a person does here."""


class CodeWordOffered(CodeWordTouch):
    """«Кодовое слово» in one's own file."""


class CodeWordAnswered(Answered):
    """The base of an answer."""


class CodeWordKept(CodeWordAnswered):
    """The backend has its hash."""
