"""Whether somebody may touch a booking: by the hold's token, by who they are, by number and code."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.bookings.numbers import code_of, is_number
from backend.bookings.repository import lines
from backend.bookings.service import looking
from backend.bookings.values import Booked, ByDesk, ByPerson, ByToken, Proof
from backend.errors import Refusal, Refused
from backend.secret_values import hash_of
from backend.vault import Vault

WRONG_CODES = 5  # of one number; four digits would fall in some thousand tries
WRONG_CODES_OF_KIOSK = 30
WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What is printed on a ticket, typed in or shown to a reader."""

    number: str
    code: str = field(repr=False)


def prove(booked: Booked, proof: Proof) -> None:
    """`booking-unknown` to whoever is not allowed: somebody else's reads like none."""
    match proof:
        case ByDesk():
            return
        case ByPerson(persons):
            if booked.person is not None and booked.person in persons:
                return
            raise Refused("booking-unknown")
        case ByToken(token):
            kept = booked.hold_token_hash
            if kept is None or not hmac.compare_digest(kept, hash_of(token)):
                raise Refused("booking-unknown")


def by_paper(
    connection: Connection, paper: OnPaper, client: str, now: datetime, vault: Vault
) -> Booked | Refusal:
    """The booking of a ticket; a wrong code counts against its number and against who tries."""
    number_key, client_key = f"number:{paper.number}", f"codes:{client}"
    if _is_spent(connection, number_key, WRONG_CODES, now):
        return Refusal("too-many-attempts")
    if _is_spent(connection, client_key, WRONG_CODES_OF_KIOSK, now):
        return Refusal("too-many-attempts")
    booked = looking.by_number(connection, paper.number) if is_number(paper.number) else None
    if booked is not None and hmac.compare_digest(code_of(vault, paper.number), paper.code):
        return booked
    count(connection, number_key, now)
    count(connection, client_key, now)
    return Refusal("booking-unknown")


def may_ask(connection: Connection, client: str, most: int, now: datetime) -> bool:
    """Whether a client, or a person asked for, has asked less than `most` times in the hour; counts it."""
    if _is_spent(connection, client, most, now):
        return False
    count(connection, client, now)
    return True


def count(connection: Connection, client: str, now: datetime) -> None:
    """One more within the window."""
    tries = lines.tries(connection, client)
    runs = tries is not None and timedelta() <= now - tries["since"] <= WINDOW
    row = {
        "client": client,
        "count": tries["count"] + 1 if tries is not None and runs else 1,
        "since": tries["since"] if tries is not None and runs else now,
    }
    lines.keep_tries(connection, row)


def purge(connection: Connection, now: datetime) -> None:
    """Forget what no longer counts."""
    lines.purge_tries(connection, now - WINDOW)


def _is_spent(connection: Connection, client: str, most: int, now: datetime) -> bool:
    tries = lines.tries(connection, client)
    return tries is not None and tries["count"] >= most and timedelta() <= now - tries["since"] <= WINDOW
