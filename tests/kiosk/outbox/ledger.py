"""A backend that remembers what it did: the ledger that kiosks are compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from kiosk.outbox.values import Accepted, Entry, Outcome, RefusedForGood


class Counter(Protocol):
    """Whoever takes deliveries."""

    def take(self, entry: Entry) -> Outcome: ...


@dataclass
class Ledger:
    """Takes deliveries as the backend does: one effect for a key, the same answer each time."""

    effects: list[tuple[str, str]] = field(default_factory=list)  # (receipt code, key): each a request
    answers: dict[str, tuple[bytes, Outcome]] = field(default_factory=dict)
    refuses: frozenset[str] = frozenset()  # receipts that it never takes

    def take(self, entry: Entry) -> Outcome:
        """One delivery, the first or one more of the same."""
        known = self.answers.get(entry.key)
        if known is not None:
            sealed, answer = known
            return answer if sealed == entry.sealed else RefusedForGood("idempotency-key-reused")
        answer = self._do(entry)
        self.answers[entry.key] = (entry.sealed, answer)
        return answer

    def _do(self, entry: Entry) -> Outcome:
        if entry.receipt_code in self.refuses:
            return RefusedForGood("request-refused")
        self.effects.append((entry.receipt_code, entry.key))
        return Accepted(f"26-{len(self.effects):06}")


class LedgerWithoutKey(Ledger):
    """The control: looks at no key, so whatever arrives twice is done twice."""

    def take(self, entry: Entry) -> Outcome:
        return self._do(entry)
