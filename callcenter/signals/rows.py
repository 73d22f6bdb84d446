"""Signals as the list and one page show them, in the case worker's words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.contract.signals import SignalFile, SignalLine
from callcenter.pack_titles import Titles
from callcenter.urgent.rows import Due, HistoryRow, Pair, UrgentWords
from content.formats import phone
from content.i18n import Words

STEP_OF: Mapping[str, str] = {
    "passed_on": "passing-on",
    "checked": "check",
    "closed": "closing",
    "noted": "notes",
}
"""In the order in which a page offers them."""


@dataclass(frozen=True, slots=True)
class SignalRow:
    number: str
    kind: str
    danger: bool
    minor: bool
    state: str
    state_title: str
    source: str
    taken: str
    body: str
    outcome: str
    due: Due | None
    waits_for: str  # what is due


@dataclass(frozen=True, slots=True)
class BodyChoice:
    id: str
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class KindChoice:
    id: str
    title: str
    minor: bool
    ask: tuple[str, ...]
    bodies: tuple[BodyChoice, ...]


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal in words."""

    row: SignalRow
    version: int
    emergency: str
    anonymous: bool
    about: str = field(repr=False)
    about_age: str = field(repr=False)
    address: str = field(repr=False)
    what: str = field(repr=False)
    told_by: str = field(repr=False)
    organisation: str = field(repr=False)
    reach: str = field(repr=False)
    taken_by: str
    passed: str
    checked_on: str
    consequence: str
    bodies: tuple[BodyChoice, ...]  # in charge of this kind first, then all the others
    steps: tuple[str, ...]
    history: tuple[HistoryRow, ...]


class SignalWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, titles: Titles, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._titles = titles
        self._say = UrgentWords(words, titles, zone, now)

    def row(self, line: SignalLine | SignalFile) -> SignalRow:
        """One line of the list."""
        kind = self._titles.signals.get(line.kind)
        is_passing = line.state == "taken" and kind is not None and bool(kind.pass_on_rule)
        waits_for = {"taken": "check", "passed_on": "check", "checked": "closing"}.get(line.state, "")
        key = "passing-on" if is_passing else waits_for
        return SignalRow(
            number=line.number,
            kind=self._titles.of_signal(line.kind),
            danger=line.danger,
            minor=kind is not None and kind.minor,
            state=line.state,
            state_title=self._words(f"signal.state.{line.state}"),
            source=self._words(f"signal.source.{line.source}"),
            taken=self._say.moment(line.taken_at),
            body=self._titles.of_body(line.body) if line.body else "",
            outcome=self._words(f"signal.outcome.{line.outcome}") if line.outcome else "",
            due=self._say.due(line.due),
            waits_for=self._words(f"signal.waits.{key}") if key else "",
        )

    def view(self, file: SignalFile) -> SignalView:
        """One page."""
        text = file.text
        return SignalView(
            row=self.row(file),
            version=file.version,
            emergency=self._words(f"signal.emergency.{file.emergency}") if file.emergency else "",
            anonymous=file.anonymous,
            about=file.about_name or text.about_name,
            about_age=text.about_age,
            address=text.address,
            what=text.what,
            told_by=file.speaker_name or text.told_by,
            organisation=text.organisation,
            reach=text.reach,
            taken_by=self._say.who(file.history[0]),
            passed=self._say.moment(file.passed_at) if file.passed_at else "",
            checked_on=self._say.day(file.checked_on),
            consequence=self._words(f"signal.consequence.{file.consequence}") if file.consequence else "",
            bodies=self.bodies_for(file.kind),
            steps=tuple(step for action, step in STEP_OF.items() if action in file.may),
            history=tuple(
                HistoryRow(
                    at=self._say.moment(step.at),
                    who=self._say.who(step),
                    what=self._words(f"signal.step.{step.action}"),
                    state=self._words(f"signal.state.{step.state}"),
                    note=self._noted(step.action, step.note),
                )
                for step in reversed(file.history)
            ),
        )

    def conflict(self, typed: Mapping[str, str], current: SignalFile) -> tuple[Pair, ...]:
        """What was typed beside what stands now."""
        stands = {
            "body": self._titles.of_body(current.body) if current.body else "",
            "outcome": self._words(f"signal.outcome.{current.outcome}") if current.outcome else "",
            "checked_on": self._say.day(current.checked_on),
            "consequence": (
                self._words(f"signal.consequence.{current.consequence}") if current.consequence else ""
            ),
            "note": self._noted(current.history[-1].action, current.history[-1].note),
        }
        pairs = [Pair(self._words("urgent.field.state"), "", self._words(f"signal.state.{current.state}"))]
        return tuple(pairs) + tuple(
            Pair(self._words(f"signal.field.{name}"), self._said(name, typed[name]), now)
            for name, now in stands.items()
            if name in typed
        )

    def kinds(self) -> tuple[KindChoice, ...]:
        """All of the pack, children's first as the pack has them."""
        language = self._titles.language
        return tuple(
            KindChoice(
                each.id,
                each.title.in_language(language),
                each.minor,
                tuple(question.ru for question in each.ask),  # callers speak Russian
                tuple(self._body(body) for body in each.bodies),
            )
            for each in self._titles.signals.values()
        )

    def bodies_for(self, kind: str) -> tuple[BodyChoice, ...]:
        """Those in charge of the kind first."""
        known = self._titles.signals.get(kind)
        first = known.bodies if known is not None else ()
        return tuple(self._body(body) for body in dict.fromkeys((*first, *self._titles.bodies)))

    def _body(self, body: str) -> BodyChoice:
        known = self._titles.bodies.get(body)
        number = phone(known.phone) if known is not None and known.phone else ""
        return BodyChoice(body, self._titles.of_body(body), number)

    def _noted(self, action: str, note: str) -> str:
        """«guardianship [phone]» of a passing on, in words."""
        if action not in {"passed_on", "taken"}:
            return note
        head, _, rest = note.partition("\n")
        body, _, how = head.rpartition("[")
        key = f"signal.how.{how.rstrip(']')}"
        if key not in self._words:
            return note
        who = self._titles.of_body(body.strip()) if body.strip() else ""
        said = ", ".join(part for part in (who, self._words(key)) if part)
        return f"{said}\n{rest}".strip()

    def _said(self, name: str, value: str) -> str:
        if name == "body":
            return self._titles.of_body(value) if value else ""
        key = f"signal.{name}.{value}"
        return self._words(key) if value and key in self._words else value
