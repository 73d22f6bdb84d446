"""Cases in and out of their rows: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cases import repository
from backend.cases.rulebook import Rulebook
from backend.cases.values import Asking, Case, Content, DueDate
from backend.contract.base import Personal
from backend.contract.cases import CaseText
from backend.errors import Refused
from backend.vault import Vault

_COPIED: Final = (
    "number",
    "kind",
    "regulation",
    "ground",
    "state",
    "version",
    "channel",
    "author",
    "person",
    "contact",
    "opened_at",
    "received_on",
    "registered_at",
    "registered_on",
    "extended",
    "refusal",
    "responsible",
    "forgotten",
)


class _Sealed(Personal):
    """The form of what is sealed."""

    text: CaseText
    answer: str = ""


NamesOf = Callable[[Connection, Iterable[str]], Mapping[str, str]]


def nobody_named(connection: Connection, wanted: Iterable[str]) -> Mapping[str, str]:
    """For work that shows nobody anything."""
    return {}


@dataclass(frozen=True, slots=True)
class Office:
    """What all services of cases share."""

    book: Rulebook
    vault: Vault = field(repr=False)
    names: NamesOf = nobody_named  # what operators are called, by their id


def load(connection: Connection, vault: Vault, number: str) -> Case:
    """`case-unknown` without one."""
    row = repository.by_number(connection, number)
    if row is None:
        raise Refused("case-unknown")
    return case_of(row, vault)


def case_of(row: RowMapping, vault: Vault) -> Case:
    """A row with its newest content."""
    opened = _opened(row, vault)
    return Case(
        **{name: row[name] for name in _COPIED},
        due=DueDate(row["due_on"], row["due_rule"], row["provisional"]),
        content=Content(opened.text, opened.answer),
    )


def _opened(row: RowMapping, vault: Vault) -> _Sealed:
    if row["forgotten"]:
        return _Sealed(text=CaseText())
    return _Sealed.model_validate_json(vault.open(row["content"], _belongs_to(row["number"])))


def start(connection: Connection, asking: Asking, office: Office, case: Case) -> Case:
    """Enter a new case with its first step."""
    repository.add(connection, _row(case))
    _add_step(connection, asking, office, case, "opened", "", case.due)
    return case


def step(
    connection: Connection,
    asking: Asking,
    office: Office,
    case: Case,
    action: str,
    *,
    note: str = "",
    term: DueDate | None = None,
    **changes: Any,
) -> Case:
    """The case after the step; `term` is what the step itself had to keep, if not the case's new one."""
    after = replace(case, version=case.version + 1, **changes)
    values = {name: value for name, value in _row(after).items() if name != "number"}
    if not repository.change(connection, case.number, case.version, values):
        raise Refused("case-changed")
    _add_step(connection, asking, office, after, action, note, term or after.due)
    return after


def note_of(row: RowMapping, vault: Vault) -> str:
    """What was noted with a step."""
    return "" if row["note"] is None else vault.open(row["note"], _belongs_to(row["number"]))


def carry_on(connection: Connection, asking: Asking, case: Case, term: DueDate) -> None:
    """A term counted again: the content of the step before stands under the new one as it is sealed."""
    _by_itself(connection, asking, replace(case, version=case.version + 1, due=term), "recounted")


def carry_away(connection: Connection, asking: Asking, case: Case) -> None:
    """A text that nobody signed is closed by itself."""
    _by_itself(connection, asking, replace(case, version=case.version + 1, state="closed"), "closed")


def _by_itself(connection: Connection, asking: Asking, after: Case, action: str) -> None:
    before = repository.history(connection, after.number)[-1]
    values = {name: value for name, value in _row(after).items() if name != "number"}
    if not repository.change(connection, after.number, after.version - 1, values):
        raise Refused("case-changed")
    repository.add_step(connection, _step_row(asking, after, action, after.due, before["content"], None))


def journal(connection: Connection, asking: Asking, action: str, case: Case) -> None:
    """A line for everybody the case is about; of a case that names nobody the number alone."""
    what = f"case.{action}"
    for person in sorted(case.persons):
        audit.record(connection, AuditEvent(asking.now, asking.actor, what, person=person))
    if not case.persons:
        audit.record(connection, AuditEvent(asking.now, asking.actor, what, purpose=case.number))


def sent(body: BaseModel) -> dict[str, Any]:
    """What somebody sent, to be shown to them again."""
    return body.model_dump(mode="json")


def _add_step(
    connection: Connection, asking: Asking, office: Office, case: Case, action: str, note: str, term: DueDate
) -> None:
    whole = _Sealed(text=case.content.text, answer=case.content.answer).model_dump_json()
    owner = _belongs_to(case.number)
    content = office.vault.seal(asking.content_nonce, whole, owner)
    noted = office.vault.seal(asking.note_nonce, note, owner) if note else None
    repository.add_step(connection, _step_row(asking, case, action, term, content, noted))


def _step_row(
    asking: Asking, case: Case, action: str, term: DueDate, content: bytes, note: bytes | None
) -> dict[str, Any]:
    return {
        "number": case.number,
        "version": case.version,
        "at": asking.now,
        "actor": asking.actor,
        "action": action,
        "state": case.state,
        "due_on": term.day,
        "due_rule": term.rule,
        "provisional": term.provisional,
        "content": content,
        "note": note,
    }


def _row(case: Case) -> dict[str, Any]:
    return {
        **{name: getattr(case, name) for name in _COPIED},
        "due_on": case.due.day,
        "due_rule": case.due.rule,
        "provisional": case.due.provisional,
    }


def _belongs_to(number: str) -> str:
    return f"case:{number}"
