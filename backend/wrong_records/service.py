"""Reports of wrong records: an operator tells, a case worker or supervisor settles, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.wrong_records import (
    WrongRecord,
    WrongRecordIn,
    WrongRecords,
    WrongRecordSettledIn,
)
from backend.errors import Refused
from backend.operators import service as operators
from backend.vault import Vault
from backend.wrong_records import repository

KEPT: Final = timedelta(days=400)  # after it was settled: whoever reports the same sees what was answered


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, and when; `nonce` and `report` are drawn outside the transaction."""

    operator: str
    now: datetime
    nonce: bytes = field(default=b"", repr=False)
    report: str = ""

    @property
    def actor(self) -> str:
        return f"operator:{self.operator}"


def tell(connection: Connection, vault: Vault, by: By, told: WrongRecordIn) -> WrongRecord:
    """Keep a report."""
    row: dict[str, Any] = {
        "report": by.report,
        "kind": told.kind,
        "entry": told.entry,
        "pack_hash": told.pack_hash,
        "what_sealed": vault.seal(by.nonce, told.what, _what_of(by.report)),
        "reported_by": by.operator,
        "reported_at": by.now,
        "state": "open",
    }
    repository.add(connection, row)
    audit.record(connection, AuditEvent(by.now, by.actor, "wrong-record.report"))
    return _found(connection, vault, by.report)


def listed(connection: Connection, vault: Vault) -> WrongRecords:
    """All that are open, and those settled lately."""
    still_open, settled = repository.still_open(connection), repository.settled(connection)
    names = _names(connection, *still_open, *settled)
    return WrongRecords(
        open=tuple(_told(vault, row, names) for row in still_open),
        settled=tuple(_told(vault, row, names) for row in settled),
    )


def settle(
    connection: Connection, vault: Vault, by: By, report: str, told: WrongRecordSettledIn
) -> WrongRecord:
    """Say what came of it; a second colleague hears what the first has said."""
    before = repository.one(connection, report)
    if before is None:
        raise Refused("wrong-record-unknown")
    values = {
        "state": told.outcome,
        "answer_sealed": vault.seal(by.nonce, told.answer, _answer_of(report)),
        "settled_by": by.operator,
        "settled_at": by.now,
    }
    if not repository.settle(connection, report, values):
        standing = _found(connection, vault, report)
        is_mine = before["settled_by"] == by.operator
        if is_mine and (standing.state, standing.answer) == (told.outcome, told.answer):
            return standing  # sent twice
        raise Refused("wrong-record-settled", stored=standing.model_dump(mode="json"))
    audit.record(connection, AuditEvent(by.now, by.actor, f"wrong-record.{told.outcome}"))
    return _found(connection, vault, report)


def purge(connection: Connection, now: datetime) -> None:
    """Forget what was settled long ago."""
    repository.forget(connection, now - KEPT)


def _found(connection: Connection, vault: Vault, report: str) -> WrongRecord:
    row = repository.one(connection, report)
    assert row is not None  # within the transaction that wrote or read it
    return _told(vault, row, _names(connection, row))


def _names(connection: Connection, *rows: RowMapping) -> Mapping[str, str]:
    """Of those who reported and settled."""
    wanted = {row[name] for row in rows for name in ("reported_by", "settled_by") if row[name]}
    return operators.names(connection, wanted)


def _told(vault: Vault, row: RowMapping, names: Mapping[str, str]) -> WrongRecord:
    answer = row["answer_sealed"]
    return WrongRecord(
        report=row["report"],
        kind=row["kind"],
        entry=row["entry"],
        pack_hash=row["pack_hash"],
        what=vault.open(row["what_sealed"], _what_of(row["report"])),
        reported_by=names.get(row["reported_by"], ""),
        reported_at=row["reported_at"],
        state=row["state"],
        answer="" if answer is None else vault.open(answer, _answer_of(row["report"])),
        settled_by=names.get(row["settled_by"] or "", ""),
        settled_at=row["settled_at"],
    )


def _what_of(report: str) -> str:
    return f"wrong-record:{report}"


def _answer_of(report: str) -> str:
    return f"wrong-record-answer:{report}"
