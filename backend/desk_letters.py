"""A letter that an operator sends for a caller, and who writes it: the desk knows no post office."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol

from sqlalchemy import Connection

from backend.carriers.ports import Channel
from backend.contract.letters import LetterKind


@dataclass(frozen=True, slots=True)
class LetterContent:
    """What one letter tells: `until` is the last day of the code, `receipt` and `signed` a request's.

    Of a booking or a reservation `code` is the one on its paper.
    """

    kind: LetterKind
    about: tuple[str, ...] = ()
    code: str = field(default="", repr=False)
    until: date | None = None
    receipt: str = field(default="", repr=False)
    signed: bool = False
    where: str = field(default="", repr=False)
    starts_at: datetime | None = None  # of a booking
    kept_until: datetime | None = None  # of a reservation
    zone: str = "UTC"  # IANA
    at_home: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter to one address."""

    content: LetterContent
    channel: Channel
    address: str = field(repr=False)
    language: str
    dedupe_key: str = ""  # the same for the same letter to the same address


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as it will be read; an SMS has no subject."""

    subject: str = field(repr=False)
    text: str = field(repr=False)


class DeskPost(Protocol):
    """Writes such letters from the content pack, and queues them."""

    @property
    def channels(self) -> AbstractSet[Channel]:
        """Those by which anything can go."""
        ...

    def knows(self, content: LetterContent) -> bool:
        """Whether the pack has what it is about."""
        ...

    def written(self, letter: Addressed) -> Written:
        """As it will be read."""
        ...

    def due_at(self, channel: Channel) -> datetime:
        """When it goes, if it is sent now."""
        ...

    def send(self, connection: Connection, letter: Addressed) -> bool:
        """Queue it in this transaction; False where the same went there before."""
        ...


class NoPost:
    """For backends without carriers: nothing can be sent."""

    channels: AbstractSet[Channel] = frozenset()

    def knows(self, content: LetterContent) -> bool:
        return False

    def written(self, letter: Addressed) -> Written:
        return Written("", "")

    def due_at(self, channel: Channel) -> datetime:
        return datetime.max.replace(tzinfo=UTC)

    def send(self, connection: Connection, letter: Addressed) -> bool:
        return False
