"""A provider's timetable as a CSV file: each line checked by itself and against the others; pure.

The first column says what a line is: `resource`, `hours`, `closed`, `extra` or `replaced`. The columns
that a kind of line does not know stay empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal
from zoneinfo import available_timezones

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    field_validator,
    model_validator,
)

from backend.bad_line import BadLine
from backend.bookings.rules import ResourceRules
from backend.bookings.schedules import minutes_of
from backend.spreadsheet import Kinds, lines_of

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
QUOTA: Final = r"^(channel:(kiosk|operator|fhir)|category:[a-z0-9][a-z0-9-]{0,79})?$"
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
LocalTime = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
LocalTimeOrNone = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)?$")]


class _Line(BaseModel):
    """What every kind of line has; a filled column it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    resource: Id


class ResourceLine(_Line):
    what: Literal["resource"]
    kind: Literal["doctor", "office", "event"]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    provider: Annotated[str, Field(min_length=1, max_length=80)]
    speciality: Annotated[str, Field(max_length=80)] = ""
    person_name: Annotated[str, Field(max_length=200)] = ""
    room: Annotated[str, Field(max_length=40)] = ""
    floor: Annotated[str, Field(max_length=20)] = ""
    entrance: Annotated[str, Field(max_length=300)] = ""
    zone: Annotated[str, Field(max_length=40)]
    rules: ResourceRules = ResourceRules()

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("no such time zone; write one like Europe/Moscow")
        return zone

    @field_validator("rules", mode="before")
    @classmethod
    def _rules_of_json(cls, text: Any) -> Any:
        return ResourceRules.model_validate_json(text) if isinstance(text, str) else text


class HoursLine(_Line):
    what: Literal["hours"]
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    starts: LocalTime
    ends: LocalTime
    minutes: Annotated[int, Field(ge=1, le=720)]
    capacity: Annotated[int, Field(ge=1, le=500)] = 1
    valid_from: date
    valid_to: date | None = None
    room: Annotated[str, Field(max_length=40)] = ""
    home_visit: bool = False
    quota: Annotated[str, Field(pattern=QUOTA, max_length=96)] = ""
    quota_seats: Annotated[int, Field(ge=0, le=500)] = 0
    released_hours: Annotated[int, Field(ge=0, le=8784)] = 0

    @property
    def category(self) -> str:
        """The benefit category for which seats are kept; "" if for none."""
        kind, _, name = self.quota.partition(":")
        return name if kind == "category" else ""

    @model_validator(mode="after")
    def _kept_for_somebody(self) -> HoursLine:
        if not self.quota and (self.quota_seats or self.released_hours):
            raise ValueError("quota_seats and released_hours say nothing without quota")
        if self.quota_seats > self.capacity:
            raise ValueError("quota_seats is more than capacity")
        return self

    @model_validator(mode="after")
    def _in_order(self) -> HoursLine:
        if minutes_of(self.ends) < minutes_of(self.starts) + self.minutes:
            raise ValueError("not one slot fits between starts and ends")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self

    def meets(self, other: HoursLine) -> bool:
        """Whether both want the same time of the same resource."""
        return (
            (self.resource, self.weekday) == (other.resource, other.weekday)
            and minutes_of(self.starts) < minutes_of(other.ends)
            and minutes_of(other.starts) < minutes_of(self.ends)
            and (self.valid_to is None or other.valid_from <= self.valid_to)
            and (other.valid_to is None or self.valid_from <= other.valid_to)
        )


class ExceptionLine(_Line):
    what: Literal["closed", "extra", "replaced"]
    day: date
    starts: LocalTimeOrNone = ""
    ends: LocalTimeOrNone = ""
    minutes: Annotated[int, Field(ge=0, le=720)] = 0
    capacity: Annotated[int, Field(ge=0, le=500)] = 0
    substitute: Annotated[str, Field(max_length=200)] = ""
    room: Annotated[str, Field(max_length=40)] = ""
    note: Annotated[str, Field(max_length=300)] = ""

    @model_validator(mode="after")
    def _complete(self) -> ExceptionLine:
        if bool(self.starts) != bool(self.ends):
            raise ValueError("give both starts and ends, or neither for the whole day")
        if self.starts and minutes_of(self.ends) <= minutes_of(self.starts):
            raise ValueError("ends is not after starts")
        if self.what == "extra" and not (self.starts and self.minutes and self.capacity):
            raise ValueError("extra hours need starts, ends, minutes and capacity")
        if self.what == "replaced" and not (self.substitute or self.room):
            raise ValueError("say who stands in (substitute), or in which room")
        return self


Line = ResourceLine | HoursLine | ExceptionLine
_KINDS: Final[Kinds[Line]] = Kinds(
    TypeAdapter(Annotated[Line, Field(discriminator="what")]), ("home_visit",), "what,resource,…"
)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A whole file without a fault."""

    resources: tuple[ResourceLine, ...]
    hours: tuple[HoursLine, ...]
    exceptions: tuple[ExceptionLine, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What lines may name: places and benefit categories of the pack, and the stored resources."""

    places: Set[str]
    categories: Set[str]
    resources: Set[str]


def read_timetable(text: str, named: Named) -> Timetable | list[BadLine]:
    """The timetable, or every bad line."""
    lines, bad = lines_of(text, _KINDS)
    bad += _contradictions(lines, named)
    if bad:
        return sorted(bad, key=lambda each: each.number)
    whole = [line for _, line in lines]
    return Timetable(
        tuple(line for line in whole if isinstance(line, ResourceLine)),
        tuple(line for line in whole if isinstance(line, HoursLine)),
        tuple(line for line in whole if isinstance(line, ExceptionLine)),
    )


def _contradictions(lines: Sequence[tuple[int, Line]], named: Named) -> Iterator[BadLine]:
    in_file = {line.resource: number for number, line in reversed(lines) if isinstance(line, ResourceLine)}
    earlier_hours: list[tuple[int, HoursLine]] = []
    for number, line in lines:
        if isinstance(line, ResourceLine):
            if line.provider not in named.places:
                yield BadLine(number, f"provider: the pack has no place {line.provider}")
            for discount in line.rules.discounts:
                if discount.category not in named.categories:
                    yield BadLine(number, f"rules: the pack has no benefit category {discount.category}")
            if in_file[line.resource] != number:
                yield BadLine(number, f"resource: {line.resource} stands on line {in_file[line.resource]}")
        elif line.resource not in in_file and line.resource not in named.resources:
            yield BadLine(number, f"resource: {line.resource} is neither in the file nor stored")
        if isinstance(line, HoursLine):
            if line.category and line.category not in named.categories:
                yield BadLine(number, f"quota: the pack has no benefit category {line.category}")
            for other_number, other in earlier_hours:
                if line.meets(other):
                    yield BadLine(number, f"starts: these hours overlap those of line {other_number}")
            earlier_hours.append((number, line))
