"""Cases in and out of their rows: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import NamesOf, nobody_named
from backend.cases.repository import LEDGER
from backend.cases.rulebook import Rulebook
from backend.cases.values import Asking, Case, Content
from backend.contract.base import Personal
from backend.contract.cases import CaseText
from backend.due_date import DueDate
from backend.numbered_records import RecordKind, Step
from backend.vault import Vault


class _Sealed(Personal):
    """The form of what is sealed."""

    text: CaseText
    answer: str = ""


KIND: Final[RecordKind[Case, _Sealed]] = RecordKind(
    "case",
    LEDGER,
    words=lambda case: _Sealed(text=case.content.text, answer=case.content.answer),
    forgotten=_Sealed(text=CaseText()),
    linked=False,
)


@dataclass(frozen=True, slots=True)
class Office:
    """What all services of cases share."""

    book: Rulebook
    vault: Vault = field(repr=False)
    names: NamesOf = nobody_named  # what operators are called, by their id


def load(connection: Connection, vault: Vault, number: str) -> Case:
    """`case-unknown` without one."""
    return case_of(KIND.found(connection, number), vault)


def case_of(row: RowMapping, vault: Vault) -> Case:
    """A row with its newest content."""
    opened = KIND.opened(row, vault)
    return Case(**KIND.fields(row), content=Content(opened.text, opened.answer))


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
    return KIND.step(connection, asking, office.vault, after, Step(action, note, term))
