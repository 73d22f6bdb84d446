"""Urgent services in and out of their rows: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection

from backend.actor_names import NamesOf, nobody_named
from backend.contract.base import Personal
from backend.contract.urgent import ActText, UrgentAction, UrgentText
from backend.due_date import NO_TERM, DueDate
from backend.errors import Refused
from backend.numbered_records import RecordKind, Step
from backend.urgent.repository import LEDGER
from backend.urgent.values import BY_OPERATORS, OPEN, Asking, Content, Urgent
from backend.urgent_rules import HELP_RULE, SIGNATURE_RULE, UrgentRules
from backend.vault import Vault


class _Sealed(Personal):
    """The form of what is sealed."""

    text: UrgentText
    act: ActText | None = None


KIND: Final[RecordKind[Urgent, _Sealed]] = RecordKind(
    "urgent",
    LEDGER,
    words=lambda urgent: _Sealed(text=urgent.content.text, act=urgent.content.act),
    forgotten=_Sealed(text=UrgentText()),
    written=lambda urgent: {"kinds": " ".join(urgent.kinds)},
)


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
    row = KIND.found(connection, number)
    opened = KIND.opened(row, office.vault)
    fields = {**KIND.fields(row), "kinds": tuple(row["kinds"].split())}
    return Urgent(**fields, content=Content(opened.text, opened.act))


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
    return KIND.start(connection, asking, office.vault, urgent, Step("opened"))


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
    return KIND.step(connection, asking, office.vault, after, Step(action, note))
