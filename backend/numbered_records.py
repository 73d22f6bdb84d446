"""Numbered records under a term: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.database.ledger import Ledger
from backend.due_date import DueDate
from backend.errors import Refusal, Refused
from backend.vault import Vault

TERMS: Final = "system:terms"
"""Who counts terms again."""


class Record(Protocol):
    """A frozen dataclass with a field for each column of its own."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def number(self) -> str: ...

    @property
    def state(self) -> str: ...

    @property
    def version(self) -> int: ...

    @property
    def due(self) -> DueDate: ...

    @property
    def persons(self) -> frozenset[str]: ...


class Asking(Protocol):
    """Who takes a step, when, and the fresh random values it is sealed with."""

    @property
    def actor(self) -> str: ...

    @property
    def now(self) -> datetime: ...

    @property
    def content_nonce(self) -> bytes: ...

    @property
    def note_nonce(self) -> bytes: ...


class Versioned(Protocol):
    """A body that names the version its sender has read."""

    @property
    def version(self) -> int: ...

    def model_dump(self, *, mode: str) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """What is done with a record; `term` is what the step itself had to keep, if not the record's new one."""

    action: str
    note: str = ""
    term: DueDate | None = None


Kept = TypeVar("Kept", bound=Record)
Words = TypeVar("Words", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class RecordKind(Generic[Kept, Words]):
    """How one kind of record is kept.

    `name` begins its lines in the journal and the codes of its refusals («case»: `case-changed`).
    """

    name: str
    ledger: Ledger
    words: Callable[[Kept], Words]  # what is sealed of it
    forgotten: Words  # what stands in its place once the record is forgotten
    written: Callable[[Kept], Mapping[str, Any]] = lambda _: {}  # columns unlike their fields
    linked: bool = True  # whether the journal names the record beside a person

    def found(self, connection: Connection, number: str) -> RowMapping:
        """Its row with the newest content; `…-unknown` without one."""
        row = self.ledger.by_number(connection, number)
        if row is None:
            raise Refused(f"{self.name}-unknown")
        return row

    def fields(self, row: RowMapping) -> dict[str, Any]:
        """Of the record, by name: its own columns and its term."""
        return {**{name: row[name] for name in self.ledger.own_columns()}, "due": DueDate.of_row(row)}

    def opened(self, row: RowMapping, vault: Vault) -> Words:
        """What was sealed."""
        if not row["content"]:
            return self.forgotten
        opened = vault.open(row["content"], self._owner(row["number"]))
        return type(self.forgotten).model_validate_json(opened)

    def note_of(self, row: RowMapping, vault: Vault) -> str:
        """What was noted with a step."""
        return "" if row["note"] is None else vault.open(row["note"], self._owner(row["number"]))

    def as_read(
        self,
        connection: Connection,
        asking: Asking,
        record: Kept,
        asked: Versioned,
        allowed: Collection[str],
        told: Callable[[Kept], BaseModel],
    ) -> Kept | Refusal:
        """The record, if it is the one that was read; `…-changed` with both versions, `…-state`."""
        if record.version != asked.version:
            self.journal(connection, asking, "conflict", record)
            both = {"current": told(record).model_dump(mode="json"), "yours": asked.model_dump(mode="json")}
            return Refusal(f"{self.name}-changed", both)
        if record.state not in allowed:
            raise Refused(f"{self.name}-state", state=record.state)
        return record

    def start(self, connection: Connection, asking: Asking, vault: Vault, new: Kept, step: Step) -> Kept:
        """Enter a new record with its first step."""
        self.ledger.add(connection, self._row(new), self._sealed_step(asking, vault, new, step))
        return new

    def step(self, connection: Connection, asking: Asking, vault: Vault, after: Kept, step: Step) -> Kept:
        """Enter a record as it stands after a step, a version later; `…-changed`."""
        self._change(connection, after, self._sealed_step(asking, vault, after, step))
        return after

    def step_by_itself(
        self, connection: Connection, actor: str, now: datetime, after: Kept, action: str
    ) -> None:
        """The same with nobody there: the content of the step before goes on as it is sealed."""
        before = self.ledger.history(connection, after.number)[-1]["content"]
        bare = _bare_step(actor, now, after, Step(action))
        self._change(connection, after, {**bare, "content": before, "note": None})

    def recount(
        self,
        connection: Connection,
        records: Iterable[Kept],
        term_of: Callable[[Kept], DueDate],
        now: datetime,
    ) -> int:
        """Give them their term by the calendar as it is now; returns how many changed."""
        changed = 0
        for record in records:
            due = term_of(record)
            if due != record.due:
                after = replace(record, version=record.version + 1, due=due)
                self.step_by_itself(connection, TERMS, now, after, "recounted")
                changed += 1
        return changed

    def journal(self, connection: Connection, asking: Asking, action: str, record: Kept) -> None:
        """A line for everybody it is about; of a record that names nobody the number alone."""
        what, number = f"{self.name}.{action}", record.number
        named = number if self.linked else ""
        for person in sorted(record.persons):
            audit.record(connection, AuditEvent(asking.now, asking.actor, what, person=person, purpose=named))
        if not record.persons:
            audit.record(connection, AuditEvent(asking.now, asking.actor, what, purpose=number))

    def _change(self, connection: Connection, after: Kept, step: Mapping[str, Any]) -> None:
        if not self.ledger.change(connection, after.version - 1, self._row(after), step):
            raise Refused(f"{self.name}-changed")

    def _row(self, record: Kept) -> dict[str, Any]:
        own = {name: getattr(record, name) for name in self.ledger.own_columns()}
        return {**own, **self.written(record), **record.due.columns()}

    def _sealed_step(self, asking: Asking, vault: Vault, record: Kept, step: Step) -> dict[str, Any]:
        owner, note = self._owner(record.number), step.note
        return {
            **_bare_step(asking.actor, asking.now, record, step),
            "content": vault.seal(asking.content_nonce, self.words(record).model_dump_json(), owner),
            "note": vault.seal(asking.note_nonce, note, owner) if note else None,
        }

    def _owner(self, number: str) -> str:
        """What sealed content is bound to."""
        return f"{self.name}:{number}"


def step_fields(row: RowMapping, names: Mapping[str, str], note: str) -> dict[str, Any]:
    """A line of the history, as every contract tells it; `names` by actor."""
    copied = ("version", "at", "actor", "action", "state", "due_on", "due_rule")
    told = {name: row[name] for name in copied}
    return {**told, "actor_name": names.get(row["actor"], ""), "note": note}


def _bare_step(actor: str, now: datetime, record: Record, step: Step) -> dict[str, Any]:
    return {
        "number": record.number,
        "version": record.version,
        "at": now,
        "actor": actor,
        "action": step.action,
        "state": record.state,
        **(step.term or record.due).columns(),
    }
