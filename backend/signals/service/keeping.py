"""Signals in and out of their rows: sealed, versioned, each step added and none ever changed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection

from backend.actor_names import NamesOf, nobody_named
from backend.contract.signals import SignalText
from backend.due_date import NO_TERM, DueDate
from backend.numbered_records import RecordKind, Step
from backend.signals.repository import LEDGER
from backend.signals.values import Asking, Signal
from backend.urgent_rules import UrgentRules
from backend.vault import Vault

KIND: Final[RecordKind[Signal, SignalText]] = RecordKind(
    "signal", LEDGER, words=lambda signal: signal.text, forgotten=SignalText()
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
    row = KIND.found(connection, number)
    return Signal(**KIND.fields(row), text=KIND.opened(row, office.vault))


def start(connection: Connection, asking: Asking, office: Office, signal: Signal, note: str) -> Signal:
    """Enter a new signal with its first step."""
    return KIND.start(connection, asking, office.vault, signal, Step("taken", note))


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
    return KIND.step(connection, asking, office.vault, after, Step(action, note))
