"""Prepared at a desk for somebody who calls or stands there, and filed when its applicant has signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.catalogue import Catalogue
from backend.contract.requests import Filing, PreparedIn
from backend.errors import Refused
from backend.requests import waiting_repository as repository
from backend.requests.service import filing
from backend.requests.values import ProvenFiling

DESK: Final = "desk"  # in place of the kiosk that brought it


@dataclass(frozen=True, slots=True)
class Preparation:
    """What was told, by whom and for whom; `receipt_code` is drawn outside the transaction."""

    told: PreparedIn = field(repr=False)
    applicant: str = field(repr=False)  # who speaks, and will sign
    beneficiary: str = field(repr=False)
    channel: str
    contact: str | None
    receipt_code: str
    delivery_key: str
    actor: str
    now: datetime


def missing(told: PreparedIn) -> tuple[str, ...]:
    """What it needs besides, in the order of the form."""
    contact = told.contact
    held = {
        "wishes": bool(told.wishes),
        "contact": bool(contact.phone or contact.email) or contact.preferred in {"post", "kiosk"},
        "consent": told.consent is not None,
    }
    return tuple(name for name, is_held in held.items() if not is_held)


def prepare(connection: Connection, what: Preparation, today: date) -> str:
    """Its number; sent twice it is one. `request-incomplete` names what lacks."""
    lacking = missing(what.told)
    if lacking:
        raise Refused("request-incomplete", missing=list(lacking))
    earlier = repository.by_delivery(connection, what.delivery_key)
    if earlier is not None:
        return earlier
    number = filing.next_number(connection, today)
    repository.add(
        connection,
        {
            "number": number,
            "delivery_key": what.delivery_key,
            "receipt_code": what.receipt_code,
            "channel": what.channel,
            "contact": what.contact,
            "applicant": what.applicant,
            "beneficiary": what.beneficiary,
            "prepared_at": what.now,
            "prepared_by": what.actor,
            "content": what.told.model_dump_json(),
            "state": "waiting",
        },
    )
    holder = None if what.applicant == what.beneficiary else what.applicant
    event = AuditEvent(what.now, what.actor, "request.prepare", person=what.beneficiary, holder=holder)
    audit.record(connection, event)
    return number


def sign_on_paper(
    connection: Connection,
    number: str,
    received_at: datetime,
    actor: str,
    now: datetime,
    catalogue: Catalogue,
) -> str:
    """The signed paper is here: filed as it stands, and from that day on the terms run. For whom it is."""
    row = repository.by_number(connection, number)
    if row is None:
        raise Refused("request-unknown")
    if row["state"] != "waiting":
        raise Refused("request-signed")
    told = PreparedIn.model_validate_json(row["content"])
    signed = Filing(
        kiosk=DESK,
        filed_at=received_at,
        applicant=row["applicant"],
        beneficiary=row["beneficiary"],
        wishes=told.wishes,
        contact=told.contact,
        consent=told.consent,
        answers=told.answers,
        pack_hash=told.pack_hash,
        on=told.on,
        note=told.note,
    )
    proven = ProvenFiling(signed, row["receipt_code"], row["delivery_key"], "signature", "", now, actor)
    if not repository.end(connection, number, "signed", now):
        raise Refused("request-signed")
    filing.file_under(connection, proven, catalogue, number)
    return str(row["beneficiary"])


def withdraw(connection: Connection, number: str, applicant: str, actor: str, now: datetime) -> None:
    """Nobody will sign it any more; what was told goes at once, that it was stays.

    `request-unknown` for what somebody else had prepared, `request-signed` for what does not wait any more.
    """
    row = repository.by_number(connection, number)
    if row is None or row["applicant"] != applicant:
        raise Refused("request-unknown")
    if not repository.end(connection, number, "withdrawn", now):
        raise Refused("request-signed")
    holder = None if applicant == row["beneficiary"] else applicant
    audit.record(
        connection, AuditEvent(now, actor, "request.withdraw", person=row["beneficiary"], holder=holder)
    )
