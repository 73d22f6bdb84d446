"""Tickets for bookings as they stand, with the names of whom they are for."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from backend.bookings.values import Booked
from backend.contract.bookings import Ticket
from backend.payments.service.telling import paying_of
from backend.people import service as people
from backend.people.values import Named
from backend.tickets.composing import NOTHING, Owner, TicketMaker, compose


def tickets_of(connection: Connection, booked: Sequence[Booked], maker: TicketMaker) -> tuple[Ticket, ...]:
    """One each. What was booked without a card names nobody: nobody has shown who they are."""
    names = people.named(
        connection, (each.person for each in booked if each.person is not None and is_proven(each))
    )
    paying = paying_of(connection, booked)
    return tuple(
        compose(each, owner_of(each, names), maker, paying.get(each.booking, NOTHING)) for each in booked
    )


def owner_of(booked: Booked, names: dict[str, Named]) -> Owner | None:
    """Whom the ticket names; None where that is not proven."""
    named = names.get(booked.person or "") if is_proven(booked) else None
    if named is None:
        return None
    return Owner(named.last_name, named.first_name, named.middle_name, named.birth_date)


def is_proven(booked: Booked) -> bool:
    """Whether whoever booked had shown a card, or was known to an operator."""
    return booked.person is not None and booked.level > 0
