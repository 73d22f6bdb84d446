"""The values of pages of urgent help, the same within a contact and at a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from backend.client import ClientFailure
from backend.contract.urgent import UrgentFile
from callcenter.console import Console
from callcenter.numbered.fields import Typed, once_in
from callcenter.numbered.steps import current_in
from callcenter.pack_titles import Titles
from callcenter.urgent.rows import UrgentWords
from callcenter.urgent.view import kinds_of, typed_of, view_of
from callcenter.visit import Visit
from content.i18n import Words
from content.model import PlaceKind

LAYOUT_IN_CONTACT: Final = "desk.html"
CHANGED: Final = "urgent-changed"


@dataclass(frozen=True, slots=True)
class Making:
    """In one language for one moment."""

    words: Words
    titles: Titles
    zone: ZoneInfo
    visit: Visit

    @property
    def say(self) -> UrgentWords:
        return UrgentWords(self.words, self.titles, self.zone, self.visit.now)

    @property
    def today(self) -> str:
        """The region's, as a form writes it."""
        return self.visit.now.astimezone(self.zone).date().isoformat()

    def of_form(self, typed: Typed, person: str, short_name: str) -> dict[str, object]:
        """A new application; `person` is "" where the register's may not be taken."""
        fresh = {"needed_on": self.today, "for": "person" if person else "other", "identity": "said"}
        return {
            **self._choices(),
            "typed": {**fresh, **typed, "person": person},
            "short_name": short_name,
        }

    def of_file(self, file: UrgentFile) -> dict[str, object]:
        """One as it stands, with the forms of its steps."""
        return {
            **self._choices(),
            "view": view_of(file, self.say, self.words),
            "typed": typed_of(file, self.today),
            "short_name": file.person_name,
        }

    def again(self, number: str, step: str, typed: Typed, failure: ClientFailure) -> dict[str, object]:
        """A step that was refused, with what was typed; where somebody was quicker, both versions."""
        current = current_in(failure, CHANGED, UrgentFile)
        version = str(current.version) if current else typed.get("version", "")
        values: dict[str, object] = {
            **self._choices(),
            "number": number,
            "step": step,
            "typed": {**typed, "version": version},
            "short_name": current.person_name if current else "",
            "pairs": self.say.conflict(step, typed, current) if current else (),
            "by": self.say.who(current.history[-1]) if current else "",
        }
        # The key belongs to the form as it was first sent: the answer to that may only have been lost.
        return values if current else {**values, "once": once_in(typed)}

    def _choices(self) -> dict[str, object]:
        return {
            "kinds": kinds_of(self.titles),
            "providers": tuple(
                place.title.in_language(self.titles.language)
                for place in self.titles.places.values()
                if place.kind is PlaceKind.SOCIAL_SERVICES
            ),
        }


def pages_of(console: Console, visit: Visit) -> Making:
    """For the visitor's language."""
    language = visit.language
    return Making(console.words[language], console.titles[language], console.zone, visit)
