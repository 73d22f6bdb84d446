"""What is wrong with the rules of enrolment that their types do not see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from content.districts import NotAStreet, stretch_of
from content.enrolment import HOLDERS, INSTITUTIONS, RIGHTS, TAKEN_FROM, EnrolmentPeriod, PlacePriority
from content.model import Place, PlaceKind
from content.suggestions import suggest

MONTH_AND_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")

Fault = tuple[tuple[str | int, ...], str, str]


def faults_of_priority(priority: PlacePriority, categories: Collection[str]) -> Iterator[Fault]:
    yield from _one_of("right", priority.right, RIGHTS)
    for institution in priority.institutions:
        yield from _one_of("institutions", institution, INSTITUTIONS)
    for holder in priority.held_by:
        yield from _one_of("held_by", holder, HOLDERS)
    if not priority.institutions:
        yield ("institutions",), "it counts nowhere", f"Name one of: {', '.join(INSTITUTIONS)}"
    if not priority.legal_basis:
        yield ("legal_basis",), "no act is named", "Name the act and its article"
    for index, category in enumerate(priority.categories):
        if category not in categories:
            alike = suggest(category, list(categories))
            remedy = f"Did you mean {alike}" if alike else "Use the id of a category of this pack"
            yield ("categories", index), f"there is no category {category!r}", remedy


def faults_of_period(period: EnrolmentPeriod) -> Iterator[Fault]:
    yield from _one_of("institution", period.institution, INSTITUTIONS)
    yield from _one_of("takes", period.takes, TAKEN_FROM)
    for name in ("opens", "closes"):
        if not MONTH_AND_DAY.fullmatch(getattr(period, name)):
            yield (name,), "a day is not written as 04-01", "Write month and day with two digits each"
    if period.closes < period.opens:
        yield ("closes",), "it closes before it opens", "Write a period within one year"


def faults_of_district(place: Place) -> Iterator[Fault]:
    if place.district and place.kind is not PlaceKind.SCHOOL:
        yield ("district",), "only a school has a district", "Leave it out"
    for index, line in enumerate(place.district):
        try:
            stretch_of(line)
        except NotAStreet:
            yield (
                ("district", index),
                f"{line!r} is no street",
                "Write «ул. Лобова» or «ул. Лобова, 1-41 odd»",
            )


def _one_of(field: str, value: str, known: Collection[str]) -> Iterator[Fault]:
    if value not in known:
        yield (field,), f"unknown {field} {value!r}", f"Use one of: {', '.join(known)}"
