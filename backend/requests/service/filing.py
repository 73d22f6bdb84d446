"""Requests: filed once, corrected, withdrawn, decided; every look and step is in the journal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.catalogue import Catalogue
from backend.contract.requests import (
    RequestState,
)
from backend.errors import Refusal
from backend.people import service as people
from backend.requests import repository
from backend.requests.service import waiting
from backend.requests.values import MAY_FOLLOW, OPEN, ProvenFiling


def number_of_delivery(connection: Connection, delivery_key: str) -> str | None:
    """The request a delivery made, however long ago."""
    return repository.by_delivery(connection, delivery_key)


def accept(connection: Connection, proven: ProvenFiling, catalogue: Catalogue, today: date) -> str | Refusal:
    """Do what the filing asks; the number of the request it made or changed."""
    match proven.filing.action:
        case "file":
            return _file(connection, proven, catalogue, today)
        case "correct":
            return _correct(connection, proven, catalogue, today)
        case "withdraw":
            return _withdraw(connection, proven)


def take_step(
    connection: Connection, number: str, state: RequestState, note: str, actor: str, now: datetime
) -> Refusal | None:
    """An office's step; `request-unknown`, `request-closed`, `request-changed`."""
    row = repository.by_number(connection, number)
    if row is None:
        return Refusal("request-unknown")
    if state not in MAY_FOLLOW[row["state"]]:
        return Refusal("request-closed")
    if not repository.change(connection, number, _changed(row, state, row["version"], row["decide_by"])):
        return Refusal("request-changed")
    repository.add_step(connection, number, {"at": now, "state": state, "actor": actor, "note": note})
    audit.record(connection, AuditEvent(now, actor, "request.step", person=row["applicant"]))
    return None


def _file(connection: Connection, proven: ProvenFiling, catalogue: Catalogue, today: date) -> str:
    return file_under(connection, proven, catalogue, next_number(connection, today))


def next_number(connection: Connection, today: date) -> str:
    """«26-000123»"""
    year = today.year
    return f"{year % 100:02d}-{repository.next_number(connection, year):06d}"


def file_under(connection: Connection, proven: ProvenFiling, catalogue: Catalogue, number: str) -> str:
    """File it: from now on the terms run."""
    filing = proven.filing
    terms = _terms(proven, catalogue)
    repository.add(
        connection,
        {
            "number": number,
            "delivery_key": proven.delivery_key,
            "receipt_code": proven.receipt_code,
            "kiosk": filing.kiosk,
            "applicant": filing.applicant,
            "beneficiary": filing.beneficiary,
            "filed_at": filing.filed_at,
            "received_at": proven.received_at,
            "proof": proven.proof,
            "state": "received",
            "version": 1,
            "decide_by": _earliest(terms),
        },
    )
    _add_version(connection, proven, catalogue, number, 1)
    _add_step(connection, proven, number, "received")
    return number


def _correct(
    connection: Connection, proven: ProvenFiling, catalogue: Catalogue, today: date
) -> str | Refusal:
    beneficiary = waiting.beneficiary_of(connection, proven)
    if beneficiary is not None:
        return _sign(connection, proven, beneficiary, catalogue, today)
    row = _own_open(connection, proven)
    if isinstance(row, Refusal):
        return row
    version = row["version"] + 1
    changed = _changed(row, "received", version, _earliest(_terms(proven, catalogue)))
    if not repository.change(connection, row["number"], changed):
        return Refusal("request-changed")
    _add_version(connection, proven, catalogue, row["number"], version)
    _add_step(connection, proven, row["number"], "received")
    return str(row["number"])


def _sign(
    connection: Connection, proven: ProvenFiling, beneficiary: str, catalogue: Catalogue, today: date
) -> str | Refusal:
    """What was prepared for somebody is filed for that person, whatever the kiosk says."""
    applicant = proven.filing.applicant
    if beneficiary != applicant and not people.may_act_for(connection, applicant, beneficiary, today):
        return Refusal("person-not-yours")
    if not waiting.is_signed_now(connection, proven):
        return Refusal("request-changed")
    signed = replace(proven, filing=proven.filing.model_copy(update={"beneficiary": beneficiary}))
    return file_under(connection, signed, catalogue, proven.filing.number)


def _withdraw(connection: Connection, proven: ProvenFiling) -> str | Refusal:
    if waiting.is_withdrawn_now(connection, proven):
        return proven.filing.number
    row = _own_open(connection, proven)
    if isinstance(row, Refusal):
        return row
    changed = _changed(row, "withdrawn", row["version"], None)
    if not repository.change(connection, row["number"], changed):
        return Refusal("request-changed")
    repository.withdraw_consents(connection, row["number"], proven.received_at)
    _add_step(connection, proven, row["number"], "withdrawn")
    return str(row["number"])


def _own_open(connection: Connection, proven: ProvenFiling) -> RowMapping | Refusal:
    row = repository.by_number(connection, proven.filing.number)
    if row is None or row["applicant"] != proven.filing.applicant:
        return Refusal("request-unknown")  # somebody else's reads like none
    return row if row["state"] in OPEN else Refusal("request-closed")


def _add_version(
    connection: Connection, proven: ProvenFiling, catalogue: Catalogue, number: str, version: int
) -> None:
    filing = proven.filing
    filed_on = filing.filed_at.date()
    repository.add_version(
        connection,
        {
            "number": number,
            "version": version,
            "delivery_key": proven.delivery_key,
            "at": filing.filed_at,
            "contact": filing.contact.model_dump_json(),
            "answers": json.dumps([answer.model_dump() for answer in filing.answers], ensure_ascii=False),
            "pack_hash": filing.pack_hash,
            "on": filing.on,
            "note": filing.note,
        },
        (
            {
                "number": number,
                "version": version,
                "position": position,
                "measure": wish.measure,
                "kind": wish.kind,
                "verdict": wish.verdict,
                "decide_by": catalogue.decide_by(wish.measure, filed_on),
                "deadline_text": catalogue.term_of(wish.measure).text[:500],
            }
            for position, wish in enumerate(filing.wishes, 1)
        ),
    )
    if filing.consent is not None:
        repository.add_consent(
            connection,
            {
                "number": number,
                "version": version,
                "person": filing.applicant,
                "given_at": filing.consent.given_at,
                "language": filing.consent.language,
                "text": filing.consent.text,
            },
        )


def _add_step(connection: Connection, proven: ProvenFiling, number: str, state: RequestState) -> None:
    step = {"at": proven.received_at, "state": state, "actor": proven.actor, "note": ""}
    repository.add_step(connection, number, step)
    action = f"request.{proven.filing.action}"
    applicant, beneficiary = proven.filing.applicant, proven.filing.beneficiary
    holder = None if applicant == beneficiary else applicant
    event = AuditEvent(
        proven.received_at, proven.actor, action, person=beneficiary, holder=holder, card=proven.card
    )
    audit.record(connection, event)


def _terms(proven: ProvenFiling, catalogue: Catalogue) -> list[date]:
    filed_on = proven.filing.filed_at.date()
    terms = (catalogue.decide_by(wish.measure, filed_on) for wish in proven.filing.wishes)
    return [term for term in terms if term is not None]


def _earliest(terms: list[date]) -> date | None:
    return min(terms) if terms else None


def _changed(row: RowMapping, after: RequestState, version: int, decide_by: date | None) -> dict[str, object]:
    return {
        "before": row["state"],
        "old_version": row["version"],
        "after": after,
        "new_version": version,
        "new_term": decide_by,
    }
