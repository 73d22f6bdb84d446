"""When nobody at the offices answers."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from callcenter.office_hours import OfficeHours
from content.cache import load_or_compile
from content.calendar import ProductionCalendar

EARLY = OfficeHours(time(8, 30), time(17))


@pytest.mark.parametrize(
    ("moment", "over"),
    [
        ("2026-11-20 08:29", True),
        ("2026-11-20 08:30", False),
        ("2026-11-20 16:59", False),
        ("2026-11-20 17:00", True),
        ("2026-11-21 12:00", True),  # a Saturday
        ("2026-11-04 12:00", True),  # a holiday on a Wednesday
    ],
)
def test_offices_answer_in_their_hours_on_working_days(moment: str, *, over: bool) -> None:
    calendar = ProductionCalendar(load_or_compile("ru-mur").calendar)
    assert EARLY.are_over(datetime.fromisoformat(moment), calendar) is over
