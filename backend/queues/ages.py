"""Who is old enough for what, counted on 1 September. Pure.

Закон № 273-ФЗ, ст. 67: a kindergarten takes children from two months on; the first grade takes those who
are six and a half by 1 September, and no older than eight.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from backend.queues.values import Kind

SEPTEMBER: Final = 9
OLDEST_IN_KINDERGARTEN: Final = 6  # years on 1 September; who is seven goes to school
YEARS_AHEAD: Final = 3
YOUNGEST_AT_SCHOOL: Final = (6, 6)  # years, months
OLDEST_AT_SCHOOL: Final = 8


def first_of_september(year: int) -> date:
    return date(year, SEPTEMBER, 1)


def school_year_of(day: date) -> int:
    """The year of the 1 September on or before this day."""
    return day.year if day >= first_of_september(day.year) else day.year - 1


def cohort_of(born: date) -> int:
    """Children of one cohort have the same age on every 1 September: the year less the cohort."""
    return born.year if born <= first_of_september(born.year) else born.year + 1


def years_for(kind: Kind, born: date, today: date) -> tuple[int, ...]:
    """The school years for which this child may be registered today; () when too young or too old."""
    if kind == "school":
        year = today.year if today <= first_of_september(today.year).replace(day=5) else today.year + 1
        return (year,) if is_of_school_age(born, year) else ()
    now, cohort = school_year_of(today), cohort_of(born)
    return tuple(
        year for year in range(now, now + YEARS_AHEAD + 1) if 0 <= year - cohort <= OLDEST_IN_KINDERGARTEN
    )


def is_of_school_age(born: date, year: int) -> bool:
    """Whether the first grade of that year takes the child without a permission of the founder."""
    years, months = YOUNGEST_AT_SCHOOL
    youngest = date(year - years - (months >= SEPTEMBER), (SEPTEMBER - months - 1) % 12 + 1, 1)
    oldest = date(year - OLDEST_AT_SCHOOL, SEPTEMBER, 1)
    return oldest <= born <= youngest


def line_of(kind: Kind, born: date, year: int) -> int:
    """Those who compete for one place: of one age in a kindergarten, of one first grade at school."""
    return year if kind == "school" else cohort_of(born)


def age_in(kind: Kind, cohort: int, year: int) -> int:
    """The years a kindergarten's group is named by; 0 at a school, where there is one first grade."""
    return 0 if kind == "school" else year - cohort
