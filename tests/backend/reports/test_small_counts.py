"""No line of a report is of so few that somebody could be found out, and totals give none away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backend.contract.reports import FEWEST, THE_REST, CountLine
from backend.reports.small_counts import table_of

COUNTS = st.lists(st.integers(0, 30), max_size=12)


def told(*counts: int) -> tuple[dict[str, int], int | None]:
    lines = [CountLine(id=chr(ord("a") + place), count=count) for place, count in enumerate(counts)]
    table = table_of("contacts_by_topic", lines)
    return {line.id: line.count for line in table.lines}, table.total


def test_many_stay_and_few_are_put_together() -> None:
    assert told(12, 3, 7, 4) == ({"a": 12, "c": 7, THE_REST: 7}, 26)


def test_one_alone_takes_the_smallest_of_the_others_along() -> None:
    """Else the total would tell it."""
    assert told(12, 4, 7) == ({"a": 12, THE_REST: 11}, 23)


def test_together_still_too_few() -> None:
    assert told(12, 1, 1) == ({THE_REST: 14}, 14)


def test_all_together_too_few_say_only_that_there_were_some() -> None:
    assert told(1, 2) == ({}, None)
    assert told(0, 0) == ({}, 0)


@given(COUNTS)
def test_it_holds_of_any_counts(counts: list[int]) -> None:
    lines, total = told(*counts)
    assert all(count >= FEWEST for count in lines.values())
    if total is None:
        assert 0 < sum(counts) < FEWEST
    else:
        assert sum(lines.values()) == total == sum(counts)
    shown = {chr(ord("a") + place) for place, count in enumerate(counts) if count} & set(lines)
    hidden = [count for place, count in enumerate(counts) if count and chr(ord("a") + place) not in shown]
    assert len(hidden) != 1 or total is None


@given(COUNTS)
def test_lines_stand_as_they_are(counts: list[int]) -> None:
    lines, _ = told(*counts)
    for line, count in lines.items():
        if line != THE_REST:
            assert counts[ord(line) - ord("a")] == count
