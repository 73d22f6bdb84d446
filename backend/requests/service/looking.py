"""What is said of requests: «Мои заявления», an office's list, one request as an office works on it."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.requests import (
    Answer,
    ContactDetails,
    DeskRequest,
    OwnRequest,
    RequestItem,
    RequestLine,
    RequestPage,
    RequestState,
    RequestStep,
    WholeRequest,
)
from backend.errors import Refusal
from backend.people import service as people
from backend.requests import repository, waiting_repository
from backend.requests.service import waiting
from backend.requests.values import OPEN

PAGE = 50
OWN_REQUESTS = 50  # the newest; a read stays short
_ANSWERS = TypeAdapter(tuple[Answer, ...])


def of_applicant(connection: Connection, person: str) -> tuple[OwnRequest, ...]:
    """«Мои заявления», what waits for a signature and then the newest; the caller writes the journal."""
    unsigned = waiting_repository.of_applicant(connection, person, OWN_REQUESTS)
    filed = with_parts(connection, repository.of_applicant(connection, person, OWN_REQUESTS))
    return (*_unsigned(connection, unsigned), *filed)[:OWN_REQUESTS]


def about(connection: Connection, person: str, *, of_others: bool) -> tuple[DeskRequest, ...]:
    """What the person filed or somebody filed for them, the newest first; the caller writes the journal.

    Without `of_others` nothing that the person asked for somebody else.
    """
    waiting_rows = {row["number"]: row for row in waiting_repository.about(connection, person, OWN_REQUESTS)}
    rows = {row["number"]: row for row in repository.about(connection, person, OWN_REQUESTS)}
    filed = with_parts(connection, list(rows.values()))
    unsigned = _unsigned(connection, [row for row in waiting_rows.values() if row["state"] != "signed"])
    whole = {**waiting_rows, **rows}
    names = repository.names(connection, sorted({row["applicant"] for row in whole.values()}))
    told = tuple(
        DeskRequest(
            request=one,
            channel=waiting_rows[one.number]["channel"] if one.number in waiting_rows else "kiosk",
            applicant=whole[one.number]["applicant"],
            applicant_name=_short_name(names[whole[one.number]["applicant"]]),
        )
        for one in (*unsigned, *filed)
        if of_others or one.beneficiary == person
    )
    return tuple(sorted(told, key=lambda one: (one.request.filed_at, one.request.number), reverse=True))


def one_about(connection: Connection, person: str, number: str) -> DeskRequest | None:
    """One of them."""
    found = about(connection, person, of_others=True)
    return next((one for one in found if one.request.number == number), None)


def _unsigned(connection: Connection, rows: list[RowMapping]) -> tuple[OwnRequest, ...]:
    others = sorted({row["beneficiary"] for row in rows if row["beneficiary"] != row["applicant"]})
    names = repository.names(connection, others) if others else {}
    return tuple(waiting.shown(row, _first_name(names.get(row["beneficiary"]))) for row in rows)


def own(connection: Connection, person: str, number: str) -> OwnRequest | None:
    """One request as its applicant sees it; somebody else's reads like none."""
    row = repository.by_number(connection, number)
    if row is not None:
        return with_parts(connection, [row])[0] if row["applicant"] == person else None
    unsigned = waiting_repository.by_number(connection, number)
    if unsigned is None or unsigned["applicant"] != person:
        return None
    return _unsigned(connection, [unsigned])[0]


def with_parts(connection: Connection, rows: list[RowMapping]) -> tuple[OwnRequest, ...]:
    """Requests with their items and history, in three statements however many there are."""
    if not rows:
        return ()
    numbers = [row["number"] for row in rows]
    items: dict[str, list[RequestItem]] = {number: [] for number in numbers}
    for row in repository.items(connection, numbers):
        items[row["number"]].append(_item(row))
    steps: dict[str, list[RequestStep]] = {number: [] for number in numbers}
    for row in repository.history(connection, numbers):
        steps[row["number"]].append(RequestStep(at=row["at"], state=row["state"], note=row["note"]))
    others = sorted({row["beneficiary"] for row in rows if row["beneficiary"] != row["applicant"]})
    names = repository.names(connection, others) if others else {}
    return tuple(
        OwnRequest(
            number=row["number"],
            receipt_code=row["receipt_code"],
            filed_at=row["filed_at"],
            state=row["state"],
            version=row["version"],
            beneficiary=row["beneficiary"],
            beneficiary_name=_first_name(names.get(row["beneficiary"])),
            items=tuple(items[row["number"]]),
            decide_by=row["decide_by"],
            history=tuple(steps[row["number"]]),
            may_change=row["state"] in OPEN,
        )
        for row in rows
    )


def page(
    connection: Connection, state: RequestState | None, after: str, actor: str, now: datetime
) -> RequestPage:
    """Requests by number, from the one after `after` on; each name that is shown is in the journal."""
    rows = repository.page(connection, state or "", after, PAGE + 1)
    for person in dict.fromkeys(row["applicant"] for row in rows[:PAGE]):
        audit.record(connection, AuditEvent(now, actor, "request.list", person=person))
    lines = tuple(
        RequestLine(
            number=row["number"],
            filed_at=row["filed_at"],
            state=row["state"],
            decide_by=row["decide_by"],
            applicant_name=_short_name(row),
            measures=row["measures"],
        )
        for row in rows[:PAGE]
    )
    return RequestPage(requests=lines, after=lines[-1].number if len(rows) > PAGE else "")


def whole(
    connection: Connection, number: str, actor: str, now: datetime, today: date
) -> WholeRequest | Refusal:
    """Everything an office needs to work on it; the look is in the journal."""
    row = repository.by_number(connection, number)
    if row is None:
        return Refusal("request-unknown")
    for person in {row["applicant"], row["beneficiary"]}:
        audit.record(connection, AuditEvent(now, actor, "request.view", person=person))
    version = repository.version(connection, number, row["version"])
    consent = repository.consent(connection, number, row["version"])
    applicant = people.personal_file(connection, row["applicant"], "", today)
    beneficiary = people.personal_file(connection, row["beneficiary"], "", today)
    return WholeRequest(
        request=with_parts(connection, [row])[0],
        applicant=row["applicant"],
        applicant_name=f"{applicant.last_name} {applicant.first_name} {applicant.middle_name}".strip(),
        applicant_birth_date=applicant.birth_date,
        applicant_address=applicant.address,
        beneficiary_birth_date=beneficiary.birth_date,
        contact=ContactDetails.model_validate_json(version["contact"]),
        consent_given_at=consent["given_at"] if consent else None,
        consent_withdrawn_at=consent["withdrawn_at"] if consent else None,
        answers=_ANSWERS.validate_json(version["answers"]),
        pack_hash=version["pack_hash"],
        on=version["on"],
        note=version["note"],
    )


def _item(row: RowMapping) -> RequestItem:
    return RequestItem(
        measure=row["measure"],
        kind=row["kind"],
        verdict=row["verdict"],
        decide_by=row["decide_by"],
        deadline_text=row["deadline_text"],
    )


def _short_name(row: RowMapping) -> str:
    """«Иванова М. П.»"""
    letters = " ".join(f"{name[0]}." for name in (row["first_name"], row["middle_name"]) if name)
    return f"{row['last_name']} {letters}".strip()


def _first_name(row: RowMapping | None) -> str:
    return "" if row is None else f"{row['first_name']} {row['last_name'][:1]}."
