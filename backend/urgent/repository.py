"""Statements over urgent services."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, RowMapping, or_, select

from backend.database.ledger import Ledger
from backend.urgent.tables import urgent_numbers, urgent_services, urgent_steps

LEDGER: Final = Ledger(urgent_numbers, urgent_services, urgent_steps)
_DUE = select(urgent_services).where(urgent_services.c.due_on.is_not(None))


def of_contact(connection: Connection, contact: str, person: str, most: int) -> list[RowMapping]:
    """Formed in this contact, or for this person; the newest first. "" is nobody."""
    found = (
        select(urgent_services)
        .where(
            or_(
                urgent_services.c.contact == contact,
                urgent_services.c.person == person if person else urgent_services.c.person.in_(()),
            )
        )
        .order_by(urgent_services.c.opened_at.desc(), urgent_services.c.number.desc())
        .limit(most)
    )
    return list(connection.execute(found).mappings())


def by_term(connection: Connection, states: tuple[str, ...], most: int) -> list[RowMapping]:
    """Those that wait, the nearest term first."""
    found = _DUE.where(urgent_services.c.state.in_(states))
    ordered = found.order_by(urgent_services.c.due_on, urgent_services.c.number).limit(most)
    return list(connection.execute(ordered).mappings())
