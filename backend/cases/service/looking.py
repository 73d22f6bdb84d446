"""Cases as a desk and their author see them; every name that is shown is in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import names_of_actors
from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cases import repository
from backend.cases.checking import missing
from backend.cases.repository import LEDGER
from backend.cases.rulebook import Rulebook
from backend.cases.service.keeping import KIND, Office, case_of, load
from backend.cases.values import RUNNING, UNREGISTERED, UNSIGNED, Asking, Case, Wanted
from backend.contract.cases import (
    CaseDue,
    CaseFile,
    CaseLine,
    CaseOrder,
    CasePage,
    CaseSigned,
    CaseSkippedDay,
    CaseStep,
    OwnCases,
)
from backend.due_date import DueDate
from backend.errors import Refused
from backend.numbered_records import step_fields
from backend.people import service as people

PAGE: Final = 50
MOST_TERMS: Final = 200
MOST_OWN: Final = 50
_ONE_DAY: Final = timedelta(days=1)


def whole(connection: Connection, asking: Asking, office: Office, number: str) -> CaseFile:
    """One case with its history; `case-unknown`."""
    case = load(connection, office.vault, number)
    asking.check_case(case, "see_cases")
    KIND.journal(connection, asking, "view", case)
    return told(connection, asking, office, case)


def receivable(connection: Connection, asking: Asking, office: Office, number: str) -> Case:
    """A case whose author may have a receipt; `case-state` once it is decided."""
    case = load(connection, office.vault, number)
    asking.check_case(case, "file_case")
    if case.state not in UNREGISTERED | RUNNING:
        raise Refused("case-state", state=case.state)
    KIND.journal(connection, asking, "receipt", case)
    return case


def told(connection: Connection, asking: Asking, office: Office, case: Case) -> CaseFile:
    """The case as a desk sees it; the caller writes the journal."""
    regulation = office.book.regulation(case.regulation)
    named = people.named(connection, case.persons)
    history = LEDGER.history(connection, case.number)
    notes = {row["version"]: KIND.note_of(row, office.vault) for row in history}
    actors = names_of_actors(
        connection, office.names, {case.responsible, *(row["actor"] for row in history), *notes.values()}
    )
    lacking = missing(
        regulation,
        case.content.text,
        case.ground,
        author_known=case.author is not None,
        signed=case.state not in UNSIGNED,
    )
    return CaseFile(
        number=case.number,
        kind=case.kind,
        regulation=case.regulation,
        ground=case.ground,
        state=case.state,
        version=case.version,
        channel=case.channel,
        author=case.author,
        author_name=people.full_name(named, case.author),
        person=case.person,
        person_name=people.full_name(named, case.person),
        contact=case.contact,
        opened_at=case.opened_at,
        received_on=case.received_on,
        registered_at=case.registered_at,
        due=_due_with_skipped(office.book, case, asking),
        extended=case.extended,
        may_extend=_may_extend(office.book, case, asking),
        missing=lacking if case.state in UNREGISTERED else (),
        refusal=case.refusal,
        responsible=case.responsible,
        responsible_name=actors.get(case.responsible, ""),
        signed=_signed(connection, case),
        forgotten=case.forgotten,
        text=case.content.text,
        answer=case.content.answer,
        history=tuple(_step(row, notes[row["version"]], actors) for row in history),
    )


def page(
    connection: Connection,
    asking: Asking,
    office: Office,
    wanted: Wanted,
    order: CaseOrder,
    after: str,
) -> CasePage:
    """Cases that name nobody; asked for by person it is a look at them."""
    asking.check(wanted.person or None, "see_cases")
    if wanted.person:
        audit.record(connection, AuditEvent(asking.now, asking.actor, "case.list", person=wanted.person))
    rows = repository.page(connection, wanted, order, after, PAGE + 1)
    lines = _lines(connection, rows[:PAGE], office, asking)
    return CasePage(cases=lines, after=lines[-1].number if len(rows) > PAGE else "", server_time=asking.now)


def terms(connection: Connection, asking: Asking, office: Office, *, overdue_only: bool) -> CasePage:
    """What is overdue, and what soon will be; the nearest term first, at most `MOST_TERMS`."""
    until = asking.today - _ONE_DAY if overdue_only else office.book.warned_until(asking.today)
    rows = repository.by_term(connection, until, MOST_TERMS)
    return CasePage(cases=_lines(connection, rows, office, asking), after="", server_time=asking.now)


def to_sign(connection: Connection, person: str) -> int:
    """How many prepared texts wait for somebody's signature."""
    return repository.to_sign(connection, person)


def of_author(connection: Connection, asking: Asking, office: Office, person: str) -> OwnCases:
    """Everything somebody wrote or is to sign, the newest first."""
    rows = repository.of_author(connection, person, MOST_OWN)
    audit.record(connection, AuditEvent(asking.now, asking.actor, "case.list", person=person))
    found = (case_of(row, office.vault) for row in rows)
    return OwnCases(
        cases=tuple(told(connection, asking, office, case) for case in found), server_time=asking.now
    )


def _may_extend(book: Rulebook, case: Case, asking: Asking) -> bool:
    within = case.due.day is not None and asking.today <= case.due.day
    return case.state == "registered" and within and bool(book.regulation(case.regulation).extension_rule)


def _lines(
    connection: Connection, rows: list[RowMapping], office: Office, asking: Asking
) -> tuple[CaseLine, ...]:
    names = names_of_actors(connection, office.names, {row["responsible"] for row in rows})
    return tuple(_line(row, office.book, asking, names) for row in rows)


def _line(row: RowMapping, book: Rulebook, asking: Asking, names: Mapping[str, str]) -> CaseLine:
    return CaseLine(
        number=row["number"],
        kind=row["kind"],
        ground=row["ground"],
        state=row["state"],
        version=row["version"],
        channel=row["channel"],
        opened_at=row["opened_at"],
        registered_at=row["registered_at"],
        due=book.told(DueDate.of_row(row), asking.today),
        responsible=row["responsible"],
        responsible_name=names.get(row["responsible"], ""),
        town=row["town"],
        escalation=row["escalation"],
    )


def _due_with_skipped(book: Rulebook, case: Case, asking: Asking) -> CaseDue | None:
    due = book.told(case.due, asking.today)
    counted = book.term_of(case)
    if due is None or counted.rule != case.due.rule:
        return due
    skipped = tuple(
        CaseSkippedDay.model_validate({"on": each.day, "kind": each.kind.value}) for each in counted.skipped
    )
    return due.model_copy(update={"skipped": skipped})


def _signed(connection: Connection, case: Case) -> CaseSigned | None:
    row = repository.signature_of(connection, case.number) if case.channel == "kiosk" else None
    if row is None:
        return None
    return CaseSigned(at=row["at"], kiosk=row["kiosk"], version=row["version"], text_hash=row["text_hash"])


def _step(row: RowMapping, note: str, names: Mapping[str, str]) -> CaseStep:
    shown = names.get(note, note) if row["action"] == "assigned" else note
    return CaseStep(**step_fields(row, names, shown))
