"""Tables as spreadsheets save them, with commas or semicolons."""

from __future__ import annotations

import pytest

from backend.queues.places_file import read_places
from backend.spreadsheet import separator
from backend.stock.goods_file import GoodsFile, read_goods

GOODS = "what;item;kind;title\nitem;prayer-book;book;Война и мир, том 1\n"


@pytest.mark.parametrize(
    ("head", "expected"), [("what,item", ","), ("what;item", ";"), ("what", ","), ("what,item;x", ",")]
)
def test_semicolons_part_columns_where_there_is_no_comma(head: str, expected: str) -> None:
    assert separator(f"{head}\n1;2,3\n") == expected


def test_a_comma_in_a_title_does_not_part_columns_of_a_file_with_semicolons() -> None:
    read = read_goods(GOODS, frozenset(), {})
    assert isinstance(read, GoodsFile), read
    assert read.items[0].title == "Война и мир, том 1"


def test_goods_whose_first_line_names_no_columns_are_told() -> None:
    told = read_goods("item;x\n", frozenset(), {})
    assert [str(each) for each in told] == [  # type: ignore[union-attr]
        "line 1: the first line names the columns, as `what,item,…`; here none is called `what`"
    ]


def test_free_places_with_semicolons() -> None:
    read = read_places(
        "kind;place;year;age;places\nschool;school-11;2027;;50\n",
        {"school": {"school-11"}, "kindergarten": ()},
    )
    assert [vacancy.place for vacancy in read] == ["school-11"]  # type: ignore[union-attr]
