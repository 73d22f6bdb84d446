"""What a provider puts up: events with their dates, halls and prices, as a YAML file. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from backend.bookings.rules import ResourceRules
from backend.bookings.schedules import minutes_of, moment_of
from backend.bookings.timetable import WEEKDAYS, Id
from backend.events.hall import Token, ZoneId

MOST_PLACES: Final = 500
MOST_KOPECKS: Final = 1_000_000_00
STARTS: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


def kopecks_of(written: object) -> object:
    """«350» or «350.50» roubles; anything else is left for the check to refuse."""
    try:
        kopecks = Decimal(str(written)) * 100
    except InvalidOperation:
        return written
    whole = kopecks == kopecks.to_integral_value()
    return int(kopecks) if whole and not isinstance(written, bool) else written


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Price = Annotated[int, BeforeValidator(kopecks_of), Field(ge=0, le=MOST_KOPECKS)]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Dates(_Written):
    """One date, or every such weekday until another."""

    on: date
    starts: Annotated[tuple[Annotated[str, StringConstraints(pattern=STARTS)], ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=10, le=1440)]
    until: date | None = None
    weekdays: tuple[Weekday, ...] = WEEKDAYS

    @field_validator("starts", mode="before")
    @classmethod
    def _one_or_many(cls, written: object) -> object:
        return (written,) if isinstance(written, str) else written

    @model_validator(mode="after")
    def _in_order(self) -> Dates:
        if self.until is not None and not self.on <= self.until <= self.on + timedelta(days=366):
            raise ValueError("until is before on, or more than a year after it")
        return self

    def moments(self, zone: str) -> Iterator[datetime]:
        """In UTC; a local time that clocks jump over is none."""
        day, last = self.on, self.until or self.on
        while day <= last:
            if self.until is None or WEEKDAYS[day.weekday()] in self.weekdays:
                for starts in self.starts:
                    moment = moment_of(day, minutes_of(starts), ZoneInfo(zone))
                    if moment is not None:
                        yield moment
            day += timedelta(days=1)


class EventEntry(_Written):
    """One event: a hall by its plan and prices by zone, or so many seats at one price."""

    event: Id
    place: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    summary: Annotated[str, StringConstraints(max_length=1000)] = ""
    age_mark: Literal[0, 6, 12, 16, 18] = 0
    room: Annotated[str, StringConstraints(max_length=40)] = ""
    floor: Annotated[str, StringConstraints(max_length=20)] = ""
    entrance: Annotated[str, StringConstraints(max_length=300)] = ""
    plan: Token | None = None
    prices: dict[ZoneId, Price] = {}
    seats: Annotated[int, Field(ge=1, le=MOST_PLACES)] | None = None
    wheelchairs: Annotated[int, Field(ge=0, le=20)] = 0  # of free seating: places with a companion's seat
    price: Price = 0
    released_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60  # before it begins, for anybody
    rules: ResourceRules = ResourceRules(one_active="", per_person=4)
    dates: Annotated[tuple[Dates, ...], Field(min_length=1, max_length=60)]

    @field_validator("floor", "room", mode="before")
    @classmethod
    def _as_text(cls, written: object) -> object:
        return str(written) if isinstance(written, int) else written

    @field_validator("rules", mode="before")
    @classmethod
    def _rules_of_an_event(cls, written: object) -> object:
        """Lists are tuples there; one person may be at several events."""
        if not isinstance(written, dict):
            return written
        listed = {name: tuple(each) if isinstance(each, list) else each for name, each in written.items()}
        return {"one_active": "", "per_person": 4, **listed}

    @model_validator(mode="after")
    def _one_of_both(self) -> EventEntry:
        if (self.plan is None) == (self.seats is None):
            raise ValueError("give either a plan with prices, or seats with a price")
        if self.plan is not None and (self.price or self.wheelchairs):
            raise ValueError("with a plan, prices are by zone and wheelchair places are on it")
        if self.plan is None and self.prices:
            raise ValueError("without a plan there is one price")
        return self


class Poster(_Written):
    """A whole file."""

    events: Annotated[tuple[EventEntry, ...], Field(min_length=1, max_length=200)]
