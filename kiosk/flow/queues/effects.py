"""What queues ask of the world; `session` is the number of a card session."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.effects import Asking


class QueueAsking(Asking):
    """The base of what is asked about kindergartens and schools."""


class FindProspect(QueueAsking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "kind")
    session: int
    kind: str
    child: str


class RegisterChild(QueueAsking):
    """`attempt` names the wish: asked again under it, the backend gives the same application."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "kind", "attempt")
    session: int
    kind: str
    child: str
    wishes: tuple[str, ...]
    year: int
    claims: tuple[tuple[str, str], ...]  # ground, and the place where alone it counts
    attempt: int


class FetchQueues(QueueAsking):
    session: int


class LookAtQueue(QueueAsking):
    """By the paper, without a card."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id",)
    number: str
    code: str


class AnswerOffer(QueueAsking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "accepted")
    session: int
    number: str
    accepted: bool


class LeaveQueue(QueueAsking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session")
    session: int
    number: str
