"""Signals in and out of their rows: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import NamesOf, nobody_named
from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cases.values import NO_TERM, DueDate
from backend.contract.signals import SignalText
from backend.errors import Refused
from backend.signals.repository import LEDGER
from backend.signals.values import Asking, Signal
from backend.urgent_rules import UrgentRules
from backend.vault import Vault

_COPIED: Final = (
    "number",
    "kind",
    "state",
    "version",
    "danger",
    "emergency",
    "source",
    "anonymous",
    "about",
    "speaker",
    "contact",
    "taken_at",
    "taken_on",
    "body",
    "passed_at",
    "checked_on",
    "outcome",
    "consequence",
)


@dataclass(frozen=True, slots=True)
class Office:
    """What all services of signals share."""

    rules: UrgentRules
    vault: Vault = field(repr=False)
    names: NamesOf = nobody_named

    def term_of(self, signal: Signal) -> DueDate:
        """First the body in charge has to know, then somebody goes to the address."""
        kind = self.rules.signals.get(signal.kind)
        if kind is None or signal.state in {"checked", "closed"}:
            return NO_TERM
        rule = kind.pass_on_rule if signal.state == "taken" and kind.pass_on_rule else kind.check_rule
        return self.rules.terms.ends(rule, signal.taken_on)


def load(connection: Connection, office: Office, number: str) -> Signal:
    """`signal-unknown` without one."""
    row = LEDGER.by_number(connection, number)
    if row is None:
        raise Refused("signal-unknown")
    return Signal(
        **{name: row[name] for name in _COPIED},
        due=DueDate(row["due_on"], row["due_rule"], row["provisional"]),
        text=_opened(row, office),
    )


def _opened(row: RowMapping, office: Office) -> SignalText:
    """Nothing where it was forgotten."""
    if not row["content"]:
        return SignalText()
    return SignalText.model_validate_json(office.vault.open(row["content"], belongs_to(row["number"])))


def start(connection: Connection, asking: Asking, office: Office, signal: Signal, note: str) -> Signal:
    """Enter a new signal with its first step."""
    LEDGER.add(connection, _row(signal), _step_row(asking, office, signal, "taken", note))
    return signal


def step(
    connection: Connection,
    asking: Asking,
    office: Office,
    signal: Signal,
    action: str,
    *,
    note: str = "",
    **changes: Any,
) -> Signal:
    """The signal after the step, under the term it stands under now; `signal-changed`."""
    changed = replace(signal, version=signal.version + 1, **changes)
    after = replace(changed, due=office.term_of(changed))
    if not LEDGER.change(
        connection, signal.version, _row(after), _step_row(asking, office, after, action, note)
    ):
        raise Refused("signal-changed")
    return after


def recounted(connection: Connection, office: Office, signal: Signal, actor: str, now: datetime) -> None:
    """A term counted again: the content of the step before stands under the new one as it is sealed."""
    before = LEDGER.history(connection, signal.number)[-1]["content"]
    after = replace(signal, version=signal.version + 1, due=office.term_of(signal))
    written = {**_bare_step(actor, now, after, "recounted"), "content": before, "note": None}
    if not LEDGER.change(connection, signal.version, _row(after), written):
        raise Refused("signal-changed")


def journal(connection: Connection, asking: Asking, action: str, signal: Signal) -> None:
    """A line for everybody it is about; of somebody unknown the number alone."""
    about: list[str | None] = [*sorted(signal.persons)] or [None]
    what, number = f"signal.{action}", signal.number
    for person in about:
        audit.record(connection, AuditEvent(asking.now, asking.actor, what, person=person, purpose=number))


def note_of(row: RowMapping, vault: Vault) -> str:
    """What was noted with a step."""
    return "" if row["note"] is None else vault.open(row["note"], belongs_to(row["number"]))


def belongs_to(number: str) -> str:
    """What sealed content is bound to."""
    return f"signal:{number}"


def _step_row(asking: Asking, office: Office, signal: Signal, action: str, note: str) -> dict[str, Any]:
    owner, vault = belongs_to(signal.number), office.vault
    return {
        **_bare_step(asking.actor, asking.now, signal, action),
        "content": vault.seal(asking.content_nonce, signal.text.model_dump_json(), owner),
        "note": vault.seal(asking.note_nonce, note, owner) if note else None,
    }


def _bare_step(actor: str, now: datetime, signal: Signal, action: str) -> dict[str, Any]:
    return {
        "number": signal.number,
        "version": signal.version,
        "at": now,
        "actor": actor,
        "action": action,
        "state": signal.state,
        "due_on": signal.due.day,
        "due_rule": signal.due.rule,
        "provisional": signal.due.provisional,
    }


def _row(signal: Signal) -> dict[str, Any]:
    return {
        **{name: getattr(signal, name) for name in _COPIED},
        "due_on": signal.due.day,
        "due_rule": signal.due.rule,
        "provisional": signal.due.provisional,
    }
