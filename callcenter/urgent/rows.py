"""Urgent help as lists and one page show it, in the operator's words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.contract.cases import CaseDue
from backend.contract.signals import SignalStep
from backend.contract.urgent import UrgentFile, UrgentLine, UrgentStep
from callcenter import times
from callcenter.pack_titles import Titles
from callcenter.urgent.reading import kinds_in
from content.formats import date_in_figures
from content.i18n import Words


@dataclass(frozen=True, slots=True)
class Due:
    """«до 27.11.2026», by which law, and whether that day is over."""

    on: str
    basis: str
    is_over: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class UrgentRow:
    number: str
    act_number: str
    state: str
    state_title: str
    kinds: tuple[str, ...]
    opened: str
    provider: str
    provided: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: str
    who: str
    what: str
    state: str
    note: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of two versions side by side."""

    label: str
    yours: str = field(repr=False)
    current: str = field(repr=False)

    @property
    def differs(self) -> bool:
        """Whether what was typed is not what stands."""
        return bool(self.yours) and self.yours != self.current


class UrgentWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, titles: Titles, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._titles = titles
        self._zone = zone
        self._now = now

    def row(self, line: UrgentLine) -> UrgentRow:
        """One line of a list."""
        return UrgentRow(
            number=line.number,
            act_number=line.act_number,
            state=line.state,
            state_title=self.state(line.state),
            kinds=self.kinds(line.kinds),
            opened=self.moment(line.opened_at),
            provider=line.provider,
            provided=self.day(line.provided_on),
            due=self.due(line.due),
        )

    def history(self, steps: tuple[UrgentStep, ...]) -> tuple[HistoryRow, ...]:
        """The newest first."""
        return tuple(
            HistoryRow(
                at=self.moment(step.at),
                who=self.who(step),
                what=self._words(f"urgent.step.{step.action}"),
                state=self.state(step.state),
                note=step.note,
            )
            for step in reversed(steps)
        )

    def conflict(self, step: str, typed: Mapping[str, str], current: UrgentFile) -> tuple[Pair, ...]:
        """What was typed beside what stands now; of a step the state besides."""
        now = self._as_typed(current)
        pairs = [Pair(self._words("urgent.field.state"), "", self.state(current.state))]
        for name in ("kinds", *now):
            yours = ", ".join(self.kinds(kinds_in(typed))) if name == "kinds" else typed.get(name, "")
            stands = ", ".join(self.kinds(current.kinds)) if name == "kinds" else now[name]
            if (name == "kinds" and step in {"text", "act"}) or name in typed:
                pairs.append(Pair(self._words(f"urgent.field.{name}"), self._said(name, yours), stands))
        return tuple(pairs)

    def state(self, state: str) -> str:
        return self._words(f"urgent.state.{state}")

    def kinds(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._titles.of_urgent(kind) for kind in kinds)

    def due(self, due: CaseDue | None) -> Due | None:
        if due is None:
            return None
        basis = ", ".join(part for part in (due.act, due.article) if part)
        return Due(date_in_figures(due.on), basis, due.overdue, due.provisional)

    def moment(self, moment: datetime) -> str:
        return times.clock_time(moment, self._now, self._zone)

    def day_of(self, moment: datetime) -> str:
        """«27.11.2026», as it is printed."""
        return date_in_figures(moment.astimezone(self._zone).date())

    def day(self, day: date | None) -> str:
        return "" if day is None else date_in_figures(day)

    def who(self, step: UrgentStep | SignalStep) -> str:
        """An operator by name; the system speaks for itself."""
        kind, _, account = step.actor.partition(":")
        return step.actor_name or (account if kind == "operator" else self._words("urgent.by_system"))

    def who_did(self, action: str, steps: tuple[UrgentStep, ...]) -> str:
        """Whoever did it last; "" where nobody did."""
        done = [step for step in steps if step.action == action]
        return self.who(done[-1]) if done else ""

    def _said(self, name: str, value: str) -> str:
        """A choice in words, a day in figures."""
        if name.endswith("_on") or name == "until":
            try:
                return date_in_figures(date.fromisoformat(value))
            except ValueError:
                return value
        key = f"urgent.{name}.{value}"
        return self._words(key) if value and key in self._words else value

    def _as_typed(self, current: UrgentFile) -> dict[str, str]:
        """What stands now under the names of the forms."""
        text, act = current.text, current.act
        return {
            "basis": self._words(f"urgent.basis.{current.basis}"),
            "identity": self._words(f"urgent.identity.{current.identity}"),
            "needed_on": self.day(current.needed_on),
            "provider": current.provider,
            "recipient_name": current.person_name or text.recipient_name,
            "trouble": text.trouble,
            "whereabouts": text.whereabouts,
            "reach": text.reach,
            "organisation": text.organisation,
            "provided_on": self.day(current.provided_on),
            "until": self.day(act.until if act else None),
            "conditions": act.conditions if act else "",
            "given_by": act.given_by if act else "",
            "signed_on": self.day(current.signed_on),
            "reason": self._words(f"urgent.reason.{current.unsigned_reason}")
            if current.unsigned_reason
            else "",
            "note": current.history[-1].note,
        }
