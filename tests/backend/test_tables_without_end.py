"""A table in which one value swallows the rest is refused with its line, whoever hands it in."""

from __future__ import annotations

import pytest

from backend.bookings.timetable import Named, read_timetable
from backend.queues.places_file import read_places
from backend.spreadsheet import unreadable_line
from backend.stock.goods_file import read_goods

ENDLESS = '"' + "x" * 140_000
NOTHING = frozenset[str]()


@pytest.mark.parametrize("text", [ENDLESS, f"what,item\nitem,{ENDLESS}\n", "[" * 200_000])
def test_a_value_without_an_end_has_a_line(text: str) -> None:
    found = [
        read_timetable(text, Named(NOTHING, NOTHING, NOTHING)),
        read_goods(text, NOTHING, {}),
        read_places(text, {"kindergarten": NOTHING, "school": NOTHING}),
    ]
    line = unreadable_line(text)
    assert line > 0
    for bad in found:
        assert [str(each).partition(":")[0] for each in bad] == [f"line {line}"]  # type: ignore[union-attr]


def test_an_ordinary_table_is_read_to_its_end() -> None:
    assert unreadable_line('what,item\nitem,"two\nlines"\n') == 0
