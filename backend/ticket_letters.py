"""A ticket that somebody asks to be sent, and what sends it: the desk knows no post office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from backend.bookings.values import Booked
from backend.carriers.ports import Channel


@dataclass(frozen=True, slots=True)
class TicketLetter:
    """One ticket to one address."""

    booked: Booked = field(repr=False)
    code: str = field(repr=False)
    channel: Channel
    address: str = field(repr=False)
    address_key: str  # the same for the same address, and tells nobody which
    language: str


SendTicket = Callable[[Connection, TicketLetter], None]


def send_nothing(connection: Connection, letter: TicketLetter) -> None:
    """For backends without carriers."""
