"""On what grounds a child comes before others: what the registers say, read by the content pack. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from backend.queues.values import COUNTING, NO_RIGHT, Ground, Kind, priority_of
from content.enrolment import CHILD, DISTRICT, PARENT, EnrolmentPeriod, PlacePriority
from content.model import Place, PlaceKind
from content.pack import Pack

PLACE_KINDS: dict[Kind, PlaceKind] = {
    "kindergarten": PlaceKind.KINDERGARTEN,
    "school": PlaceKind.SCHOOL,
}


@dataclass(frozen=True, slots=True)
class Family:
    """What the registers know of a child's family today."""

    of_child: frozenset[str] = field(repr=False)  # benefit categories
    of_parents: frozenset[str] = field(repr=False)
    siblings_at: frozenset[str] = field(default=frozenset(), repr=False)  # places


@dataclass(frozen=True, slots=True)
class EnrolmentRules:
    """The part of a resolved pack that the queue needs."""

    priorities: tuple[PlacePriority, ...] = ()
    periods: tuple[EnrolmentPeriod, ...] = ()
    places: tuple[Place, ...] = ()

    def priority(self, ground: str) -> PlacePriority | None:
        return next((each for each in self.priorities if each.id == ground), None)

    def known_places(self, kind: Kind) -> frozenset[str]:
        """The institutions there are."""
        return frozenset(place.id for place in self.places if place.kind is PLACE_KINDS[kind])

    def recorded(self, kind: Kind, family: Family) -> tuple[Ground, ...]:
        """The grounds that stand in registers."""
        held = {CHILD: family.of_child, PARENT: family.of_parents}
        found: list[Ground] = []
        for each in self._of(kind):
            if any(held[holder] & set(each.categories) for holder in each.held_by):
                found.append(Ground(each.id, priority_of(each.right), "recorded"))
            if each.sibling:
                found += [
                    Ground(each.id, priority_of(each.right), "recorded", place)
                    for place in sorted(family.siblings_at)
                ]
        return tuple(found)

    def claimable(self, kind: Kind) -> tuple[PlacePriority, ...]:
        """All grounds, the strongest first: any of them may be claimed."""
        return tuple(sorted(self._of(kind), key=lambda each: priority_of(each.right)))

    def open_period(self, kind: Kind, today: date) -> EnrolmentPeriod | None:
        """The period that runs today; None where none is needed, too: look at `is_open`."""
        day = f"{today:%m-%d}"
        return next((each for each in self._periods(kind) if each.opens <= day <= each.closes), None)

    def is_open(self, kind: Kind, today: date) -> bool:
        return not self._periods(kind) or self.open_period(kind, today) is not None

    def opens_on(self, kind: Kind, today: date) -> date | None:
        """The next first day; None where applications are taken all the year."""
        days = [
            date(year, int(each.opens[:2]), int(each.opens[3:]))
            for each in self._periods(kind)
            for year in (today.year, today.year + 1)
        ]
        return min((day for day in days if day >= today), default=None)

    def only_district(self, kind: Kind, today: date) -> bool:
        """Whether a child without a right is taken from its own district alone."""
        period = self.open_period(kind, today)
        return period is not None and period.takes == DISTRICT

    def _of(self, kind: Kind) -> tuple[PlacePriority, ...]:
        return tuple(each for each in self.priorities if kind in each.institutions)

    def _periods(self, kind: Kind) -> tuple[EnrolmentPeriod, ...]:
        return tuple(each for each in self.periods if each.institution == kind)


NO_RULES = EnrolmentRules()


def rules_of(pack: Pack) -> EnrolmentRules:
    """What the pack says of kindergartens and schools."""
    wanted = frozenset(PLACE_KINDS.values())
    places = tuple(place for place in pack.places if place.kind in wanted)
    return EnrolmentRules(pack.place_priorities, pack.enrolment_periods, places)


def priority_at(place: str, grounds: Iterable[Ground]) -> int:
    """The strongest ground that counts there; `NO_RIGHT` without any."""
    counting = (each.priority for each in grounds if each.state in COUNTING and each.place in ("", place))
    return min(counting, default=NO_RIGHT)


def claims_of(
    wanted: Collection[tuple[str, str]], recorded: Collection[Ground], rules: EnrolmentRules
) -> tuple[Ground, ...]:
    """What a parent says beyond the registers, as claims; what is recorded needs none."""
    known = {(each.ground, each.place) for each in recorded}
    found: list[Ground] = []
    for ground, place in dict.fromkeys(wanted):
        priority = rules.priority(ground)
        if priority is not None and (ground, place) not in known:
            found.append(Ground(ground, priority_of(priority.right), "claimed", place))
    return tuple(found)
