"""What a resource demands of who books it, and when: pure, without a clock or a database."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

Channel = Literal["kiosk", "operator", "fhir", "provider"]
OneActive = Literal["speciality", "resource", ""]
CARD_LEVEL = 1  # a genuine card
HOLDER_LEVEL = 2  # card and PIN
DESK_CHANNELS: frozenset[Channel] = frozenset({"operator", "provider"})


class Discount(BaseModel):
    """What people of a benefit category pay less for an event."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    category: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
    percent: Annotated[int, Field(ge=1, le=100)]
    seats: Annotated[int, Field(ge=1, le=20)] = 1  # of one hold


class ResourceRules(BaseModel):
    """As the provider sets them; stored as JSON beside the resource.

    Where a referral is needed the level is 2, whatever is said: at level 1 the finder of a card would learn
    whether its owner was referred.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    earliest_days: Annotated[int, Field(ge=0, le=366)] = 60
    latest_minutes: Annotated[int, Field(ge=0, le=10_080)] = 30
    one_active: OneActive = "speciality"
    referral_needed: bool = False
    # 0: by policy or SNILS, 1: genuine card, 2: card and PIN
    level: Annotated[int, Field(ge=0, le=2, validate_default=True)] = 1
    hold_seconds: Annotated[int, Field(ge=30, le=3600)] = 300
    desk_hold_seconds: Annotated[int, Field(ge=30, le=3600)] = 600  # an operator is asking on the phone
    least_age: Annotated[int, Field(ge=0, le=150)] = 0
    most_age: Annotated[int, Field(ge=0, le=150)] = 150  # inclusive
    attached_only: bool = False  # the person's clinic must be the provider
    home_visit: bool = False
    per_person: Annotated[int, Field(ge=1, le=20)] = 1  # seats in one hold
    pay_within_minutes: Annotated[int, Field(ge=0, le=10_080)] = 0  # 0: nothing, or at the place itself
    pay_grace_minutes: Annotated[int, Field(ge=0, le=10_080)] = 0  # kept so much longer: banks tell late
    discounts: Annotated[tuple[Discount, ...], Field(max_length=40)] = ()
    companion_free: bool = True  # who comes along with a wheelchair

    @field_validator("level")
    @classmethod
    def _referral_by_the_holder_alone(cls, level: int, info: ValidationInfo) -> int:
        return HOLDER_LEVEL if info.data.get("referral_needed") else level

    @model_validator(mode="after")
    def _ages_in_order(self) -> ResourceRules:
        if self.least_age > self.most_age:
            raise ValueError("least_age is above most_age")
        return self


@dataclass(frozen=True, slots=True)
class Visitor:
    """What rules may ask of the person who will come; everything unknown where nobody has shown a card."""

    birth_date: date | None = field(default=None, repr=False)
    clinic: str = field(default="", repr=False)  # Place id
    categories: frozenset[str] = field(default=frozenset(), repr=False)
    # Speciality → the last day of a referral; None where nobody may look: then the hold decides.
    referrals: Mapping[str, date] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Offered:
    """What is booked, as far as rules look at it."""

    resource: str
    speciality: str
    provider: str
    starts_at: datetime
    day: date  # of the start, in the resource's zone


def refusal_by_time(rules: ResourceRules, starts_at: datetime, now: datetime) -> str | None:
    """`slot-past`, `booking-too-late`, `booking-too-early` or None."""
    if starts_at <= now:
        return "slot-past"
    if starts_at < now + timedelta(minutes=rules.latest_minutes):
        return "booking-too-late"
    if starts_at > now + timedelta(days=rules.earliest_days):
        return "booking-too-early"
    return None


def level_for(rules: ResourceRules, *, home_visit: bool) -> int:
    """The level that booking needs: nobody is visited at home whom nobody knows."""
    return max(rules.level, CARD_LEVEL) if home_visit else rules.level


def refusal_by_person(rules: ResourceRules, offered: Offered, visitor: Visitor) -> str | None:
    """`age-wrong`, `not-attached`, `referral-needed` or None; what is unknown refuses nobody by age."""
    if visitor.birth_date is not None:
        age = age_on(visitor.birth_date, offered.day)
        if not rules.least_age <= age <= rules.most_age:
            return "age-wrong"
    if rules.attached_only and visitor.clinic != offered.provider:
        return "not-attached"
    if rules.referral_needed and visitor.referrals is not None and not is_referred(offered, visitor):
        return "referral-needed"
    return None


def is_referred(offered: Offered, visitor: Visitor) -> bool:
    """Whether a referral of the visitor's is good on the day of the visit."""
    last_day = (visitor.referrals or {}).get(offered.speciality)
    return last_day is not None and offered.day <= last_day


def refusal_of_arrival(starts_on: date, today: date, *, is_over: bool) -> str | None:
    """`arrival-too-early`, `slot-past` or None: who comes is told to the doctor of that day."""
    if today < starts_on:
        return "arrival-too-early"
    return "slot-past" if is_over or today > starts_on else None


def claim_of(rules: ResourceRules, offered: Offered) -> str | None:
    """The name under which a person may have one booking at a time."""
    if rules.one_active == "speciality" and offered.speciality:
        return f"speciality:{offered.speciality}"
    if rules.one_active:
        return f"resource:{offered.resource}"
    return None


def hold_length(rules: ResourceRules, channel: Channel) -> timedelta:
    return timedelta(seconds=rules.desk_hold_seconds if channel in DESK_CHANNELS else rules.hold_seconds)


def quotas_of(channel: Channel, categories: Set[str]) -> tuple[str, ...]:
    """The quotas whose seats this asker may take before they are released."""
    return (f"channel:{channel}", *(f"category:{category}" for category in sorted(categories)))


def may_take(quota: str, released_at: datetime | None, quotas: tuple[str, ...], now: datetime) -> bool:
    """Whether a seat is for anybody, for this asker, or released."""
    return not quota or quota in quotas or (released_at is not None and released_at <= now)


def age_on(birth: date, day: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
