"""What stands beside every page of a call, and what an operator sees between two calls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from backend.contract.announcements import Announcement
from backend.contract.base import Contract, Personal
from backend.contract.contacts import CallBack, Contact, ContactChannel, ContactDirection, ContactState
from backend.contract.identification import Level

Presence = Literal["ready", "pause"]
ColleagueState = Literal["free", "busy", "after_call", "pause", "away"]


class MaskedPerson(Personal):
    """«Иванова М. П., 1948»: enough to see that it is the right one, and no more."""

    person: str
    short_name: str
    birth_year: int


class InHandToo(Personal):
    """Another contact of the operator; `person` is the short name, "" where nobody was chosen."""

    contact: str
    state: ContactState
    channel: ContactChannel
    direction: ContactDirection
    person: str
    number: str
    seconds: int | None


class Workplace(Personal):
    """The contact in hand: who it is about, how sure that is, what may be said and done then.

    `needs` names, for each action that may not be done and each part that may not be said, the level that
    would let it; "" for none.
    """

    contact: Contact
    person: MaskedPerson | None
    speaker: MaskedPerson | None
    level: Level
    say: tuple[str, ...]
    do: tuple[str, ...]
    needs: Mapping[str, str]
    others: tuple[InHandToo, ...]
    turn: int


class DeskStart(Personal):
    """Between two calls: the line, whether calls may come, what is in hand and what was promised."""

    operator: str  # who asks
    line: str  # "": the operator sits at none
    lines: tuple[str, ...]  # that stand empty
    presence: Presence
    since: datetime | None
    in_hand: tuple[InHandToo, ...]
    call_backs: tuple[CallBack, ...]
    announcements: tuple[Announcement, ...] = ()  # that operators are to know now
    turn: int
    server_time: datetime


class PresenceIn(Contract):
    presence: Presence


class Colleague(Contract):
    """Somebody who answers calls."""

    operator: str
    name: str
    state: ColleagueState


class Colleagues(Contract):
    """Without the one who asks; those who are free first."""

    colleagues: tuple[Colleague, ...]


class Ring(Contract):
    """What a page has to know at once; it names nobody."""

    turn: int
    ringing: str  # contact; "" for none
    talking: str
    server_time: datetime
