"""Lines of the journal in words; whatever has no words yet is shown by its code. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from backend.contract.journal import Journal, JournalLine, JournalPerson
from callcenter.pack_titles import Titles
from content.formats import date_in_figures
from content.i18n import Words

DONE: Final = "done"
_KNOWN_ACTORS: Final = frozenset({"kiosk", "command", "address"})


@dataclass(frozen=True, slots=True)
class JournalRow:
    """«Иванова М. П., 1948» stands for a person; "" where the line has none."""

    day: str
    time: str
    who: str
    what: str
    code: str  # of what was done, as the journal has it
    refused: str  # the refusal's code; "" for what was done
    person: str
    holder: str
    purpose: str
    kiosk: str


@dataclass(frozen=True, slots=True)
class JournalWords:
    """Says it in one language."""

    words: Words
    titles: Titles
    zone: ZoneInfo

    def rows(self, found: Journal) -> tuple[JournalRow, ...]:
        return tuple(self._row(line) for line in found.lines)

    def person(self, person: JournalPerson | None) -> str:
        if person is None:
            return ""
        return self.words("journal.person", name=person.short_name, year=person.birth_year)

    def _row(self, line: JournalLine) -> JournalRow:
        at = line.at.astimezone(self.zone)
        return JournalRow(
            day=date_in_figures(at.date()),
            time=f"{at:%H:%M:%S}",
            who=self._actor(line),
            what=self._action(line.action),
            code=line.action,
            refused="" if line.outcome == DONE else line.outcome,
            person=self.person(line.person),
            holder=self.person(line.holder),
            purpose=self.titles.of_topic(line.purpose),
            kiosk=line.kiosk,
        )

    def _actor(self, line: JournalLine) -> str:
        if line.actor_name:
            return line.actor_name
        kind, _, name = line.actor.partition(":")
        return self.words(f"journal.actor.{kind}", name=name) if kind in _KNOWN_ACTORS else line.actor

    def _action(self, action: str) -> str:
        """«Запись на приём: просмотр» of «booking.view»."""
        subject, _, rest = action.partition(".")
        verb = rest.partition(".")[0]
        named = (f"journal.subject.{subject}", f"journal.verb.{verb}")
        if not all(name in self.words for name in named):
            return action
        return self.words("journal.action", subject=self.words(named[0]), verb=self.words(named[1]))


def purpose_of(typed: str, titles: Mapping[str, str]) -> str:
    """The topic whose title was chosen, or what was typed: a record's number is a purpose too."""
    meant = " ".join(typed.split())
    return next((topic for topic, title in titles.items() if title.casefold() == meant.casefold()), meant)
