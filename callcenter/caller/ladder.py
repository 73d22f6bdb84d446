"""How sure it is who speaks: the levels, what each opens, and what is closed now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from backend.contract.workplace import Workplace
from callcenter.pack_titles import Titles
from content.i18n import Words
from content.identification import CALL_BACK, LEVELS, NONE, OFFICE

ON_THE_TELEPHONE: Final = tuple(level for level in LEVELS if level not in (NONE, OFFICE))
NEVER_TOLD: Final = frozenset({"public", "act_for_represented"})  # nothing an operator would look for


@dataclass(frozen=True, slots=True)
class Step:
    """One level of the ladder."""

    level: str
    title: str
    how: str
    state: str  # "reached", "open": can be tried


@dataclass(frozen=True, slots=True)
class Closed:
    """What may not be said or done yet, and the least level that would open all of it."""

    level: str
    level_title: str
    things: tuple[str, ...]


def steps_of(place: Workplace, titles: Titles) -> tuple[Step, ...]:
    """From data to calling back."""
    reached = LEVELS.index(place.level)
    return tuple(
        Step(
            level=level,
            title=titles.of_level(level),
            how=titles.how_of_level(level),
            state="reached" if LEVELS.index(level) <= reached else "open",
        )
        for level in ON_THE_TELEPHONE
    )


def open_now(place: Workplace, words: Words) -> tuple[str, ...]:
    """What may be said and done."""
    return tuple(_title(each, words) for each in (*place.say, *place.do) if _is_told(each, words))


def closed_now(place: Workplace, titles: Titles, words: Words) -> tuple[Closed, ...]:
    """The rest by the level that would open it; what only an office does is left out."""
    by_level = {
        level: tuple(
            _title(each, words)
            for each, needed in place.needs.items()
            if needed == level and _is_told(each, words)
        )
        for level in ON_THE_TELEPHONE
    }
    return tuple(
        Closed(level, titles.of_level(level), things) for level, things in by_level.items() if things
    )


def opener_of(place: Workplace, what: str, titles: Titles) -> tuple[str, str]:
    """The level that would open it, and its title; "" and "" where no level does."""
    needed = place.needs.get(what, "")
    return (needed, titles.of_level(needed)) if needed else ("", "")


def questions_of(titles: Titles) -> Mapping[str, str]:
    """The questions by the fact they ask for; read aloud as they stand, in Russian."""
    return {each.id: each.title.ru for each in titles.questions}


def is_sure_enough(place: Workplace) -> bool:
    """Nothing on the telephone would open more."""
    return LEVELS.index(place.level) >= LEVELS.index(CALL_BACK)


def _is_told(each: str, words: Words) -> bool:
    return each not in NEVER_TOLD and f"caller.may.{each}" in words


def _title(each: str, words: Words) -> str:
    return words(f"caller.may.{each}")
