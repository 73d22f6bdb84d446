"""The values of pages of signals, the same within a contact and at a desk."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import Request

from backend.client import ClientFailure
from backend.contract.signals import SIGNAL_NUMBER, SignalFile
from callcenter.console import Console
from callcenter.requests import PageProblem
from callcenter.signals.rows import SignalWords
from callcenter.urgent.reading import Typed, once_in
from callcenter.visit import Visit

CHANGED: Final = "signal-changed"


def number_in(request: Request) -> str:
    """Of the address; PageProblem for what is none."""
    number = str(request.path_params["number"])
    if not re.fullmatch(SIGNAL_NUMBER, number):
        raise PageProblem("not-found", 404)
    return number


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
    say, current = words_for(console, visit), current_in(failure)
    values: dict[str, object] = {
        "number": number,
        "step": step,
        "bodies": say.bodies_for(current.kind if current else ""),
        "typed": {**typed, "version": str(current.version)} if current else typed,
        "pairs": say.conflict(typed, current) if current else (),
        "by": say.view(current).history[0].who if current else "",
    }
    return values if current else {**values, "once": once_in(typed)}


def current_in(failure: ClientFailure) -> SignalFile | None:
    """What stands now, where somebody was quicker."""
    told: Mapping[str, Any] = (failure.problem.model_extra or {}) if failure.problem else {}
    if failure.code != CHANGED or "current" not in told:
        return None
    try:
        return SignalFile.model_validate_json(json.dumps(told["current"]))
    except ValidationError:
        return None
