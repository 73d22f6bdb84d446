"""What a child may be registered for, and whether what is asked for is that."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from backend.errors import Refused
from backend.people import service as people
from backend.queues.ages import age_in, first_of_september, line_of, school_year_of, years_for
from backend.queues.rights import EnrolmentRules, claims_of
from backend.queues.service import looking
from backend.queues.service.families import family_of
from backend.queues.values import MOST_WISHES, Ground, Kind, NewApplication
from content.districts import schools_of


@dataclass(frozen=True, slots=True)
class Prospect:
    """What there is for one child today."""

    town: str
    years: tuple[int, ...]  # school years it may be registered for
    ages: tuple[int, ...]  # its age on 1 September of each
    grounds: tuple[Ground, ...] = field(repr=False)  # that stand in registers
    district: tuple[str, ...]  # schools its house belongs to
    is_open: bool
    only_district: bool  # without a right, only those schools
    opens_on: date | None  # the next time, where applications are not taken all the year
    waits: str  # the number of what stands for it already


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a parent asks for; a claim is a ground and the place where alone it counts, or ""."""

    kind: Kind
    child: str = field(repr=False)
    applicant: str = field(repr=False)
    wishes: tuple[str, ...]
    year: int
    claims: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def prospect(
    connection: Connection, rules: EnrolmentRules, child: str, applicant: str, kind: Kind, today: date
) -> Prospect:
    """What may be asked for."""
    file, who = people.file_and_who(connection, child, "", today)
    years = years_for(kind, who.birth_date, today)
    waits = looking.waiting_for(connection, child, kind)
    return Prospect(
        town=who.town,
        years=years,
        ages=tuple(age_in(kind, line_of(kind, who.birth_date, year), year) for year in years),
        grounds=rules.recorded(kind, family_of(connection, kind, child, applicant, today)),
        district=schools_of(rules.places, who.town, file.address) if kind == "school" else (),
        is_open=rules.is_open(kind, today),
        only_district=rules.only_district(kind, today),
        opens_on=rules.opens_on(kind, today),
        waits=waits.number if waits else "",
    )


def admit(connection: Connection, rules: EnrolmentRules, wanted: Wanted, today: date) -> NewApplication:
    """The application as it may be registered; raises `Refused`.

    `queue-closed`, `queue-age`, `queue-places-wrong`, `queue-district`.
    """
    found = prospect(connection, rules, wanted.child, wanted.applicant, wanted.kind, today)
    if not found.is_open:
        opens_on = found.opens_on.isoformat() if found.opens_on else None
        raise Refused("queue-closed", opens_on=opens_on)
    if wanted.year not in found.years:
        raise Refused("queue-age")
    known = rules.known_places(wanted.kind)
    wishes = wanted.wishes
    if not 1 <= len(wishes) <= MOST_WISHES or len(set(wishes)) != len(wishes) or not set(wishes) <= known:
        raise Refused("queue-places-wrong")
    claims = tuple(claim for claim in wanted.claims if claim[1] in ("", *wishes))
    grounds = (*found.grounds, *claims_of(claims, found.grounds, rules))
    if found.only_district and not all(_is_near(place, found, grounds) for place in wishes):
        raise Refused("queue-district")
    born = people.named(connection, (wanted.child,))[wanted.child].birth_date
    return NewApplication(
        kind=wanted.kind,
        child=wanted.child,
        applicant=wanted.applicant,
        cohort=line_of(wanted.kind, born, wanted.year),
        wanted_on=_first_day(wanted.year, today),
        wanted_year=wanted.year,
        wishes=wishes,
        grounds=grounds,
    )


def _is_near(place: str, found: Prospect, grounds: tuple[Ground, ...]) -> bool:
    """Its district's school, or one where the child comes before others."""
    return place in found.district or any(each.place in ("", place) for each in grounds)


def _first_day(year: int, today: date) -> date:
    """As soon as a place is free, in the school year that runs; else 1 September."""
    return today if year == school_year_of(today) else first_of_september(year)
