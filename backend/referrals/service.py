"""Referrals: recorded by an office, spent by one booking, open again when that booking is cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.referrals import Referral, ReferralState
from backend.errors import Refused
from backend.referrals import repository

MOST_LISTED: Final = 50
MOST_NEWEST: Final = 200
KEPT: Final = timedelta(days=183)  # for questions about a visit; then nobody needs it


def record(
    connection: Connection,
    referral: str,
    numbers: Sequence[str],
    what: tuple[str, str, date],
    actor: str,
    now: datetime,
) -> str:
    """Enter a referral of (person, speciality, last day) and give its number: the first that is free."""
    person, speciality, valid_until = what
    if valid_until < now.date():
        raise Refused("body-invalid", errors=[{"at": "valid_until", "why": "past"}])
    for number in numbers:
        row = {
            "referral": referral,
            "number": number,
            "person": person,
            "speciality": speciality,
            "valid_until": valid_until,
            "issued_by": actor,
            "issued_at": now,
        }
        if repository.add(connection, row):
            audit.record(connection, AuditEvent(now, actor, "referral.record", person=person))
            return number
    raise Refused("database-busy")  # the next try draws other numbers


def withdraw(connection: Connection, number: str, actor: str, now: datetime) -> str:
    """Whose referral it was that had been given by mistake; `referral-unknown`, `referral-used`."""
    row = repository.by_number(connection, number)
    if row is None:
        raise Refused("referral-unknown")
    person: str = row["person"]
    if row["withdrawn_at"] is not None:
        return person
    if not repository.withdraw(connection, number, {"now": now, "actor": actor}):
        raise Refused("referral-used")
    audit.record(connection, AuditEvent(now, actor, "referral.withdraw", person=person))
    return person


def of_person(connection: Connection, person: str, today: date) -> tuple[Referral, ...]:
    """All of them, the newest first; the caller writes the journal."""
    return tuple(_told(row, today) for row in repository.of_person(connection, person, MOST_LISTED))


def newest(connection: Connection, today: date) -> tuple[Referral, ...]:
    """What offices have recorded lately, whoever for; the caller writes the journal."""
    return tuple(_told(row, today) for row in repository.newest(connection, MOST_NEWEST))


def last_days(connection: Connection, person: str, today: date) -> Mapping[str, date]:
    """To which specialities the person may go, and until when."""
    return repository.last_days(connection, person, today)


def spend(connection: Connection, person: str, speciality: str, day: date, booking: str) -> bool:
    """Whether a referral for a visit on that day was open; it is no more."""
    return repository.spend(connection, person, speciality, day, booking)


def last_day_of(connection: Connection, booking: str) -> date | None:
    """Until when the referral that was spent on the booking is good; None where none was."""
    return repository.last_day_of(connection, booking)


def give_back(connection: Connection, booking: str) -> None:
    """Open again what was spent on the booking."""
    repository.replace(connection, booking, None)


def booking_ended(connection: Connection, booking: str, successor: str | None, *, used: bool) -> None:
    """A moved booking takes its referral along; a cancelled one gives it back; a visit has used it."""
    if successor is not None or not used:
        repository.replace(connection, booking, successor)


def purge(connection: Connection, now: datetime) -> None:
    """Forget to what doctors people were referred, half a year after it has lost its use."""
    repository.purge(connection, (now - KEPT).date())


def _told(row: RowMapping, today: date) -> Referral:
    return Referral(
        number=row["number"],
        person=row["person"],
        speciality=row["speciality"],
        state=_state(row, today),
        valid_until=row["valid_until"],
        issued_by=row["issued_by"],
        issued_at=row["issued_at"],
    )


def _state(row: RowMapping, today: date) -> ReferralState:
    if row["withdrawn_at"] is not None:
        return "withdrawn"
    if row["booking"] is not None:
        return "used"
    return "over" if row["valid_until"] < today else "open"
