"""Which measures an invented person has been awarded: each stands on a category that the person holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from backend.contract.people import EntitlementState
from backend.demo.calendar import month_start, next_day_of_month
from backend.demo.limits import LIMITS, ONE_OF, USUAL, Limits
from backend.demo.person import Award, HeldCategory, Person
from content.model import Measure, MeasureKind, PlaceKind
from content.pack import Pack

MONTHS_BACK = 40
# What becomes of an award, by a number from 0 to 1: mostly it runs.
SUSPENDED_FROM, ENDED_FROM, EXPECTED_FROM = 0.9, 0.92, 0.95
_PERSONAL_AMOUNTS: Mapping[MeasureKind, tuple[int, int]] = {
    # Sums that differ from person to person, in kopecks; invented like the people are.
    MeasureKind.REIMBURSEMENT: (90_000, 420_000),
    MeasureKind.SUBSIDY: (110_000, 560_000),
    MeasureKind.PENSION: (980_000, 2_150_000),
}
_PAID = frozenset(
    {
        MeasureKind.ALLOWANCE,
        MeasureKind.PAYMENT,
        MeasureKind.PENSION,
        MeasureKind.REIMBURSEMENT,
        MeasureKind.SUBSIDY,
    }
)
_PAY_DAYS: Mapping[PlaceKind, int] = {PlaceKind.SOCIAL_FUND: 5, PlaceKind.SOCIAL_PROTECTION: 20}
_USUAL_PAY_DAY = 15
_BODIES: Mapping[PlaceKind, str] = {
    PlaceKind.SOCIAL_FUND: "Отделение СФР по Мурманской области",
    PlaceKind.SOCIAL_PROTECTION: "Центр социальной поддержки населения, г. {town}",
    PlaceKind.SOCIAL_SERVICES: "Комплексный центр социального обслуживания, г. {town}",
    PlaceKind.JOB_CENTRE: "Центр занятости населения, г. {town}",
    PlaceKind.CLINIC: "Поликлиника, г. {town}",
    PlaceKind.EDUCATION: "Управление образования, г. {town}",
}


class Awards:
    """Awards measures of one pack to people who hold its categories."""

    def __init__(self, pack: Pack, chance: Random, today: date) -> None:
        self._chance = chance
        self._today = today
        self._by_category: dict[str, list[Measure]] = {}
        for measure in pack.measures:
            for category in measure.categories:
                self._by_category.setdefault(category, []).append(measure)

    def settle(self, person: Person, town: str, certain: frozenset[str] | None = None) -> None:
        """Award what the person's categories open: as often as usual, or exactly the `certain` ones."""
        had = {award.measure for award in person.awards}
        for held in person.categories:
            for measure in self._by_category.get(held.category, ()):
                limits = LIMITS.get(measure.id, USUAL)
                excluded = any(measure.id in group and had & group for group in ONE_OF)
                if measure.id in had or excluded or not _fits(person, limits):
                    continue
                happens = self._chance.random() < limits.share if certain is None else measure.id in certain
                if happens:
                    had.add(measure.id)
                    person.awards.append(self.award(measure, held, town))

    def award(self, measure: Measure, held: HeldCategory, town: str) -> Award:
        """One award that begins no earlier than its ground and is decided before it begins."""
        fate = self._chance.random()
        since = self._beginning(measure, held, fate)
        until = self._end(measure, held, since, fate)
        place = _deciding_place(measure)
        state = self._state(since, fate)
        decided_on = min(since, self._today) - timedelta(days=1 + int(self._chance.random() * 9))
        decided_on = max(decided_on, held.since)
        return Award(
            measure=measure.id,
            state=state,
            since=since,
            until=until,
            amount_kopecks=self._amount(measure),
            per=measure.amount.per,
            awarded_by=_BODIES[place].format(town=town),
            decision=f"Решение № {1 + int(self._chance.random() * 4000)} от {decided_on:%d.%m.%Y}",
            ground=held.category,
            next_payment_on=self._next_payment(measure, place, until) if state == "active" else None,
        )

    def _state(self, since: date, fate: float) -> EntitlementState:
        if since > self._today:
            return "expected"
        if SUSPENDED_FROM <= fate < ENDED_FROM:
            return "suspended"
        return "ended" if ENDED_FROM <= fate < EXPECTED_FROM else "active"

    def _beginning(self, measure: Measure, held: HeldCategory, fate: float) -> date:
        if fate >= EXPECTED_FROM and (held.until is None or held.until > month_start(self._today, -1)):
            return month_start(self._today, -1)  # decided, begins next month
        if measure.amount.per == "year":
            return max(self._today.replace(month=1, day=1), held.since)
        months = int(self._chance.random() * MONTHS_BACK)
        return max(month_start(self._today, months), held.since)

    def _end(self, measure: Measure, held: HeldCategory, since: date, fate: float) -> date | None:
        if ENDED_FROM <= fate < EXPECTED_FROM:
            return max(since, self._today - timedelta(days=1 + int(self._chance.random() * 200)))
        if measure.amount.per == "once":
            return max(since, self._today + timedelta(days=int(self._chance.random() * 60) - 30))
        if measure.amount.per == "year":
            year_end = self._today.replace(month=12, day=31)
            return max(since, min(held.until or year_end, year_end))
        return max(held.until, since) if held.until else None

    def _amount(self, measure: Measure) -> int | None:
        if measure.amount.kopecks is not None:
            return measure.amount.kopecks
        span = _PERSONAL_AMOUNTS.get(measure.kind)
        if span is None or measure.amount.per not in ("month", "year"):
            return None
        return span[0] + int(self._chance.random() * (span[1] - span[0]))

    def _next_payment(self, measure: Measure, place: PlaceKind, until: date | None) -> date | None:
        if measure.amount.per != "month" or measure.kind not in _PAID:
            return None
        day = next_day_of_month(self._today, _PAY_DAYS.get(place, _USUAL_PAY_DAY))
        return day if until is None or day <= until else None


def _fits(person: Person, limits: Limits) -> bool:
    if not limits.age[0] <= person.age <= limits.age[1]:
        return False
    return not limits.child_under or person.children_under(limits.child_under) > 0


def _deciding_place(measure: Measure) -> PlaceKind:
    """The body that decides; an MFC only takes the papers."""
    return next((place for place in measure.where if place in _BODIES), PlaceKind.SOCIAL_PROTECTION)
