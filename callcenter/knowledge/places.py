"""A place for an operator: whether it is open now, its week, how one gets in, its telephone. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from callcenter.knowledge.library import Library
from callcenter.knowledge.values import Entry, Link, Part, Tone
from content.formats import day_and_month, phone
from content.labels import label
from content.model import Accessibility, Hours, Place
from content.opening import WEEKDAYS, Opening, State, hours_on, opening_at

A_MONDAY: Final = date(2024, 1, 1)


def place_entry(library: Library, place: Place, now: datetime) -> Entry:
    """All of it; `now` is told by the clock of the region."""
    words = library.words
    opening = opening_at(place.hours, now, library.calendar)
    accessible = _accessible(library, place.accessibility)
    warnings = (
        (words("knowledge.open.shortened"), opening.shortened),
        (words("knowledge.open.provisional"), opening.provisional),
        (words("knowledge.place.demo"), place.demo),
    )
    return Entry(
        kind="places",
        id=place.id,
        kind_title=label(library.labels, place.kind),
        title=place.title.in_language(library.language),
        summary=f"{place.town}, {place.address}",
        state=in_words(library, opening, now),
        tone=Tone.GOOD if opening.is_open else Tone.ATTENTION,
        warnings=tuple(text for text, holds in warnings if holds),
        parts=(
            Part(words("knowledge.place.phone"), texts=(phone(place.phone),)),
            Part(words("knowledge.place.hours"), pairs=_week(library, place.hours)),
            Part(
                words("knowledge.place.accessibility"),
                items=accessible,
                texts=() if accessible else (words("knowledge.place.accessibility.none"),),
            ),
            *_note(library, place.note),
        ),
    )


def place_link(library: Library, place: Place, now: datetime) -> Link:
    """A line of a list: where, and whether it is open now."""
    opening = opening_at(place.hours, now, library.calendar)
    return Link(
        "places",
        place.id,
        place.title.in_language(library.language),
        f"{place.town}, {place.address}",
        in_words(library, opening, now),
        Tone.GOOD if opening.is_open else Tone.QUIET,
    )


def in_words(library: Library, opening: Opening, now: datetime) -> str:
    """«Открыто до 17:15», «Закрыто. Откроется завтра в 09:00»."""
    words = library.words
    match opening.state:
        case State.ROUND_THE_CLOCK:
            return words("knowledge.open.always")
        case State.OPEN:
            return words("knowledge.open.until", time=opening.until)
        case State.BREAK:
            return words("knowledge.open.break", time=opening.until)
    closed = words("knowledge.open.day_off" if opening.state is State.DAY_OFF else "knowledge.open.closed")
    if opening.opens_on is None:
        return closed
    days = (opening.opens_on - now.date()).days
    known = {0: "knowledge.open.today", 1: "knowledge.open.tomorrow"}
    if days in known:
        return f"{closed} {words(known[days], time=opening.opens_at)}"
    day = day_and_month(opening.opens_on, library.language)
    return f"{closed} {words('knowledge.open.later', day=day, time=opening.opens_at)}"


def _note(library: Library, note: str) -> tuple[Part, ...]:
    return (Part(library.words("knowledge.place.note"), texts=(note,), russian=True),) if note else ()


def _accessible(library: Library, accessibility: Accessibility) -> tuple[str, ...]:
    return tuple(
        library.labels(f"accessibility.{name}")
        for name in accessibility.__struct_fields__
        if getattr(accessibility, name)
    )


def _week(library: Library, hours: tuple[Hours, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            library.labels(f"weekday.{name}").capitalize(),
            _of_day(library, hours_on(hours, A_MONDAY.replace(day=number + 1))),
        )
        for number, name in enumerate(WEEKDAYS)
    )


def _of_day(library: Library, hours: tuple[Hours, ...]) -> str:
    if not hours:
        return library.labels("hours.closed")
    if any(entry.round_the_clock for entry in hours):
        return library.labels("hours.round_the_clock")
    return "; ".join(_span(library, entry) for entry in hours)


def _span(library: Library, entry: Hours) -> str:
    span = f"{entry.opens}–{entry.closes}"
    if not entry.break_from:
        return span
    return f"{span}, {library.labels('hours.break', start=entry.break_from, end=entry.break_to)}"
