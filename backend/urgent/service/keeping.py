"""Urgent services in and out of their rows: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping

from backend.actor_names import NamesOf, nobody_named
from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.cases.values import NO_TERM, DueDate
from backend.contract.base import Personal
from backend.contract.urgent import ActText, UrgentAction, UrgentText
from backend.errors import Refused
from backend.urgent.repository import LEDGER
from backend.urgent.values import BY_OPERATORS, OPEN, Asking, Content, Urgent
from backend.urgent_rules import HELP_RULE, SIGNATURE_RULE, UrgentRules
from backend.vault import Vault

_COPIED: Final = (
    "number",
    "act_number",
    "state",
    "version",
    "basis",
    "identity",
    "person",
    "speaker",
    "relation",
    "contact",
    "opened_at",
    "needed_on",
    "provider",
    "provided_on",
    "signed_on",
    "unsigned_reason",
)


class _Sealed(Personal):
    """The form of what is sealed."""

    text: UrgentText
    act: ActText | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """What all services of urgent help share."""

    rules: UrgentRules
    vault: Vault = field(repr=False)
    names: NamesOf = nobody_named

    def term_of(self, urgent: Urgent) -> DueDate:
        """Help is due by the day it is needed, a signature some days after help was given."""
        if urgent.state in OPEN:
            return self.rules.terms.ends(HELP_RULE, urgent.needed_on)
        if urgent.state == "provided" and urgent.provided_on is not None:
            return self.rules.terms.ends(SIGNATURE_RULE, urgent.provided_on)
        return NO_TERM


def load(connection: Connection, office: Office, number: str) -> Urgent:
    """`urgent-unknown` without one."""
    row = LEDGER.by_number(connection, number)
    if row is None:
        raise Refused("urgent-unknown")
    opened = _opened(row, office)
    return Urgent(
        **{name: row[name] for name in _COPIED},
        kinds=tuple(row["kinds"].split()),
        due=DueDate(row["due_on"], row["due_rule"], row["provisional"]),
        content=Content(opened.text, opened.act),
    )


def _opened(row: RowMapping, office: Office) -> _Sealed:
    """Nothing where it was forgotten."""
    if not row["content"]:
        return _Sealed(text=UrgentText())
    return _Sealed.model_validate_json(office.vault.open(row["content"], belongs_to(row["number"])))


def check(asking: Asking, person: str | None, contact: str | None) -> None:
    """Of somebody in the register by level; of anybody else only in the contact it was formed in."""
    if asking.at_desk:
        return
    if person is not None:
        asking.may(person)
    elif not asking.in_hand.contact or asking.in_hand.contact != contact:
        raise Refused("identification-other-person")


def check_step(asking: Asking, action: UrgentAction) -> None:
    """What takes papers is done at a desk."""
    if not asking.at_desk and action not in BY_OPERATORS:
        raise Refused("urgent-desk-only")


def start(connection: Connection, asking: Asking, office: Office, urgent: Urgent) -> Urgent:
    """Enter a new application with its first step."""
    LEDGER.add(connection, _row(urgent), _step_row(asking, office, urgent, "opened", ""))
    return urgent


def step(
    connection: Connection,
    asking: Asking,
    office: Office,
    urgent: Urgent,
    action: str,
    *,
    note: str = "",
    **changes: Any,
) -> Urgent:
    """The application after the step, under the term it stands under now; `urgent-changed`."""
    changed = replace(urgent, version=urgent.version + 1, **changes)
    after = replace(changed, due=office.term_of(changed))
    written = _step_row(asking, office, after, action, note)
    if not LEDGER.change(connection, urgent.version, _row(after), written):
        raise Refused("urgent-changed")
    return after


def recounted(connection: Connection, office: Office, urgent: Urgent, actor: str, now: datetime) -> None:
    """A term counted again: the content of the step before stands under the new one as it is sealed."""
    before = LEDGER.history(connection, urgent.number)[-1]["content"]
    after = replace(urgent, version=urgent.version + 1, due=office.term_of(urgent))
    written = {**_bare_step(actor, now, after, "recounted"), "content": before, "note": None}
    if not LEDGER.change(connection, urgent.version, _row(after), written):
        raise Refused("urgent-changed")


def journal(connection: Connection, asking: Asking, action: str, urgent: Urgent) -> None:
    """A line for everybody it is about; of somebody unnamed the number alone."""
    about: list[str | None] = [*sorted(urgent.persons)] or [None]
    what, number = f"urgent.{action}", urgent.number
    for person in about:
        audit.record(connection, AuditEvent(asking.now, asking.actor, what, person=person, purpose=number))


def note_of(row: RowMapping, vault: Vault) -> str:
    """What was noted with a step."""
    return "" if row["note"] is None else vault.open(row["note"], belongs_to(row["number"]))


def belongs_to(number: str) -> str:
    """What sealed content is bound to."""
    return f"urgent:{number}"


def _step_row(asking: Asking, office: Office, urgent: Urgent, action: str, note: str) -> dict[str, Any]:
    whole = _Sealed(text=urgent.content.text, act=urgent.content.act).model_dump_json()
    owner, vault = belongs_to(urgent.number), office.vault
    return {
        **_bare_step(asking.actor, asking.now, urgent, action),
        "content": vault.seal(asking.content_nonce, whole, owner),
        "note": vault.seal(asking.note_nonce, note, owner) if note else None,
    }


def _bare_step(actor: str, now: datetime, urgent: Urgent, action: str) -> dict[str, Any]:
    return {
        "number": urgent.number,
        "version": urgent.version,
        "at": now,
        "actor": actor,
        "action": action,
        "state": urgent.state,
        "due_on": urgent.due.day,
        "due_rule": urgent.due.rule,
        "provisional": urgent.due.provisional,
    }


def _row(urgent: Urgent) -> dict[str, Any]:
    return {
        **{name: getattr(urgent, name) for name in _COPIED},
        "kinds": " ".join(urgent.kinds),
        "due_on": urgent.due.day,
        "due_rule": urgent.due.rule,
        "provisional": urgent.due.provisional,
    }
