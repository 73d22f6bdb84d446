"""Says what there is of cases in one language, for one day: kinds, states, terms with their law. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.contract.cases import CaseDue
from callcenter import times
from callcenter.pack_titles import Titles
from content.formats import date_in_figures, law_in_line
from content.i18n import Words

SIGNS: Final = {"overdue": "trouble", "soon": "attention"}
STATE_SIGNS: Final = {
    "prepared": "attention",
    "awaiting_signature": "attention",
    "answered": "good",
}


@dataclass(frozen=True, slots=True)
class TermView:
    """Until when, by which law, and which days the counting skipped."""

    day: str
    what: str  # «Ответить на обращение»
    law: str
    provisional: str
    sign: str
    state: str  # «просрочено», «скоро»
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseWords:
    """One language at one moment."""

    words: Words
    titles: Titles
    zone: ZoneInfo
    now: datetime

    def kind(self, kind: str) -> str:
        return self.words(f"cases.kind.{kind}")

    def state(self, state: str) -> str:
        return self.words(f"cases.state.{state}")

    def channel(self, channel: str) -> str:
        return self.words(f"cases.channel.{channel}")

    def field(self, name: str) -> str:
        return self.words(f"cases.field.{name}")

    def moment(self, at: datetime) -> str:
        return times.clock_time(at, self.now, self.zone)

    def day(self, day: date | None) -> str:
        return date_in_figures(day) if day is not None else ""

    def law(self, act: str, article: str) -> str:
        """«59-ФЗ, ст. 12, ч. 1»"""
        return law_in_line(", ".join(filter(None, (act, article))))

    def ground(self, regulation: str, ground: str) -> str:
        """Why one complains, or the matter that has a term of its own."""
        known = self.titles.regulations.get(regulation)
        of = (*known.grounds, *known.matters, *known.unanswered) if known else ()
        found = next((each for each in of if each.id == ground), None)
        return ground if found is None else found.title.in_language(self.titles.language)

    def term(self, due: CaseDue | None, escalation: str = "") -> TermView | None:
        """None where no clock runs."""
        if due is None:
            return None
        stands = "overdue" if due.overdue else escalation
        return TermView(
            day=self.day(due.on),
            what=self.titles.of_deadline(due.rule),
            law=self.law(due.act, due.article),
            provisional=self.words("cases.provisional") if due.provisional else "",
            sign=SIGNS.get(stands, "none"),
            state=self.words(f"cases.term.{stands}") if stands else "",
            skipped=tuple(
                self.words(
                    "cases.skipped.day", day=self.day(each.on), kind=self.words(f"cases.day.{each.kind}")
                )
                for each in due.skipped
            ),
        )
