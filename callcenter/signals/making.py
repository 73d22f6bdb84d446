"""The values of pages of signals, the same within a contact and at a desk."""

from __future__ import annotations

from typing import Final

from backend.client import ClientFailure
from backend.contract.signals import SignalFile
from callcenter.console import Console
from callcenter.numbered.fields import Typed, once_in
from callcenter.numbered.steps import current_in
from callcenter.signals.rows import SignalWords
from callcenter.visit import Visit

CHANGED: Final = "signal-changed"


def words_for(console: Console, visit: Visit) -> SignalWords:
    """For the visitor's language."""
    language = visit.language
    return SignalWords(console.words[language], console.titles[language], console.zone, visit.now)


def form_values(
    console: Console, visit: Visit, typed: Typed, person: str, short_name: str
) -> dict[str, object]:
    """A new signal; `person` is "" where no contact knows one."""
    say = words_for(console, visit)
    return {
        "kinds": say.kinds(),
        "bodies": say.bodies_for(typed.get("kind", "")),
        "script": console.titles[visit.language].danger,
        "typed": {**typed, "person": person},
        "short_name": short_name,
    }


def today_of(console: Console, visit: Visit) -> str:
    """The region's, as a form writes it."""
    return visit.now.astimezone(console.zone).date().isoformat()


def again_values(
    console: Console, visit: Visit, number: str, step: str, typed: Typed, failure: ClientFailure
) -> dict[str, object]:
    """A step that was refused, with what was typed; where somebody was quicker, both versions."""
    say, current = words_for(console, visit), current_in(failure, CHANGED, SignalFile)
    values: dict[str, object] = {
        "number": number,
        "step": step,
        "bodies": say.bodies_for(current.kind if current else ""),
        "typed": {**typed, "version": str(current.version)} if current else typed,
        "pairs": say.conflict(typed, current) if current else (),
        "by": say.view(current).history[0].who if current else "",
    }
    return values if current else {**values, "once": once_in(typed)}
