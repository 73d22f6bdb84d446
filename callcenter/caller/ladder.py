"""How sure it is who speaks: the levels, what each opens, and what is closed now. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    opens: tuple[str, ...]  # what it adds to the one before


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that may be said or done, or that a level would open."""

    title: str
    is_open: bool
    opened_by: str  # the level's title; "" where it is open, or nothing on the telephone opens it
    way: str  # the level's id, for the link to it


def steps_of(place: Workplace, titles: Titles, words: Words) -> tuple[Step, ...]:
    """From data to calling back."""
    reached = LEVELS.index(place.level)
    return tuple(
        Step(
            level=level,
            title=titles.of_level(level),
            how=titles.how_of_level(level),
            state="reached" if LEVELS.index(level) <= reached else "open",
            opens=tuple(_added(level, titles, words)),
        )
        for level in ON_THE_TELEPHONE
    )


def things_of(place: Workplace, titles: Titles, words: Words) -> tuple[Thing, ...]:
    """What is open first, then what a level would open; what only an office does is left out."""
    opened = [
        Thing(_title(each, words), True, "", "") for each in (*place.say, *place.do) if _is_told(each, words)
    ]
    closed = [
        Thing(_title(each, words), False, titles.of_level(needed), needed)
        for each, needed in sorted(place.needs.items(), key=lambda need: LEVELS.index(need[1] or OFFICE))
        if needed not in ("", OFFICE) and _is_told(each, words)
    ]
    return (*opened, *closed)


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


def _added(level: str, titles: Titles, words: Words) -> Iterator[str]:
    known = titles.levels.get(level)
    before = titles.levels.get(LEVELS[LEVELS.index(level) - 1])
    if known is None or before is None:
        return
    for each in (*known.say, *known.do):
        if each not in (*before.say, *before.do) and _is_told(each, words):
            yield _title(each, words)


def _is_told(each: str, words: Words) -> bool:
    return each not in NEVER_TOLD and f"caller.may.{each}" in words


def _title(each: str, words: Words) -> str:
    return words(f"caller.may.{each}")
