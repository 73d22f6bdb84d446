"""What all clients of the desk share: they ask as somebody, and block."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from backend.calling.acting import As
from backend.calling.failure import ClientFailure
from backend.calling.line import Line

Answer = TypeVar("Answer", bound=BaseModel)


class DeskCalls:
    """The base of one feature's client; its methods may be called from any thread."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def _ask(
        self,
        acting: As,
        method: str,
        path: str,
        answer: type[Answer],
        body: BaseModel | None = None,
        once: str = "",
    ) -> Answer | ClientFailure:
        """`once` is the key of what is carried out once."""
        headers = acting.once(once) if once else acting.headers
        return self._line.ask(method, path, answer, body=body, headers=headers)
