"""Refused deliveries: listed, opened to see whose they are, settled; what was sealed has its term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.requests import (
    ContactDetails,
    Filing,
    RefusedDeliveries,
    RefusedDelivery,
    RefusedFiling,
)
from backend.errors import Refusal
from backend.in_hand import NOBODY, InHand
from backend.outbox import repository
from backend.outbox.opened import unsealed
from backend.people import service as people
from backend.people.values import Named
from backend.sealing_key import SealedToAnother, SealingKey
from content.formats import short_name
from content.identification import NONE

LISTED = 200
KEPT_AFTER_SETTLING = timedelta(days=30)  # what was sealed; its line stays, and names nobody


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, when, and whose requests the contact in hand lets them see."""

    actor: str
    now: datetime
    sees: InHand = NOBODY


def listed(connection: Connection) -> RefusedDeliveries:
    """Deliveries somebody has to look after, the oldest first."""
    rows = repository.open_ones(connection, LISTED + 1)
    return RefusedDeliveries(
        deliveries=tuple(RefusedDelivery(**row) for row in rows[:LISTED]), more=len(rows) > LISTED
    )


def look(
    connection: Connection, receipt_code: str, kiosk: str, key: SealingKey, looking: Looking
) -> RefusedFiling | Refusal:
    """What the delivery says of itself; the look is in the journal of whom it names.

    Whoever may not see the applicant's requests learns whom to call, and not what was asked for.
    """
    row = repository.one_open(connection, receipt_code, kiosk)
    if row is None:
        return Refusal("delivery-unknown")
    delivery = RefusedDelivery(**{name: value for name, value in row.items() if name != "sealed"})
    try:
        read = unsealed(row["sealed"], receipt_code, key)
    except SealedToAnother as lost:
        read = Refusal(lost.code)
    if isinstance(read, Refusal):
        seen = AuditEvent(looking.now, looking.actor, "delivery.view", outcome=read.code, kiosk=kiosk)
        audit.record(connection, seen)
        return RefusedFiling(delivery=delivery, unreadable=read.code)
    _, filing = read
    applicant, sees = filing.applicant, looking.sees
    seen = AuditEvent(looking.now, looking.actor, "delivery.view", person=applicant, kiosk=kiosk)
    audit.record(connection, seen)
    named = people.named(connection, [applicant]).get(applicant)
    may_see = sees.level != NONE and sees.concerns(applicant)
    return _said(delivery, filing, named) if may_see else _to_call(delivery, filing, named)


def settle(
    connection: Connection, receipt_code: str, kiosk: str, actor: str, now: datetime
) -> Refusal | None:
    """Mark what this kiosk brought under the receipt as looked after; another's may be somebody else's."""
    if not repository.settle(connection, receipt_code, kiosk, now, actor):
        return Refusal("delivery-unknown")
    audit.record(connection, AuditEvent(now, actor, "delivery.settle", kiosk=kiosk))
    return None


def reopen(
    connection: Connection, receipt_code: str, kiosk: str, actor: str, now: datetime
) -> Refusal | None:
    """Put back what was settled by mistake, for as long as its content is there."""
    if not repository.reopen(connection, receipt_code, kiosk):
        return Refusal("delivery-unknown")
    audit.record(connection, AuditEvent(now, actor, "delivery.reopen", kiosk=kiosk))
    return None


def purge(connection: Connection, now: datetime) -> None:
    """Wipe what was sealed in those settled long ago."""
    repository.empty(connection, now - KEPT_AFTER_SETTLING)


def _said(delivery: RefusedDelivery, filing: Filing, applicant: Named | None) -> RefusedFiling:
    names = () if applicant is None else (applicant.last_name, applicant.first_name, applicant.middle_name)
    return RefusedFiling(
        delivery=delivery,
        applicant_name=" ".join(name for name in names if name),
        contact=filing.contact,
        filed_at=filing.filed_at,
        action=filing.action,
        number=filing.number,
        measures=tuple(wish.measure for wish in filing.wishes),
    )


def _to_call(delivery: RefusedDelivery, filing: Filing, applicant: Named | None) -> RefusedFiling:
    """Whom to call and where; the rest is told in a contact of theirs."""
    name = (
        ""
        if applicant is None
        else short_name(applicant.last_name, applicant.first_name, applicant.middle_name)
    )
    return RefusedFiling(
        delivery=delivery,
        closed=True,
        applicant_name=name,
        contact=ContactDetails(phone=filing.contact.phone),
        filed_at=filing.filed_at,
    )
