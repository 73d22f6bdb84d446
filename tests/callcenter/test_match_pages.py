"""A supervisor reads how many people could have which measure, on the page and in a spreadsheet."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import httpx
import pytest

from backend.contract.matches import MatchCounts, MeasureCount
from backend.operators.values import Role
from callcenter.match_rows import as_csv, matched, ordered
from callcenter.pack_titles import Titles, titles_of
from callcenter.wiring import FOLDER
from content.cache import load_or_compile
from content.catalogues import words
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, match, sign_in

VETERAN = "labour-veteran-support"
COUNTS = MatchCounts(
    on=date(2026, 11, 20),
    pack_hash="cd" * 32,
    measures=(
        MeasureCount(measure="b", people=3),
        MeasureCount(measure="a", people=3),
        MeasureCount(measure="c", people=12_000),
    ),
    people=12_001,
    checked=50_000,
)
NO_TITLES = Titles("cd" * 32, {}, {}, "ru", "small 1")


@pytest.mark.parametrize(
    ("column", "turned", "order"),
    [("people", False, "cab"), ("people", True, "abc"), ("title", False, "abc"), ("title", True, "cba")],
)
def test_rows_are_sorted_and_equals_by_title(column: str, turned: bool, order: str) -> None:
    rows = ordered(COUNTS.measures, NO_TITLES, column, turned=turned)
    assert [row.measure for row in rows] == list(order)


def test_the_longest_bar_is_that_of_most_people() -> None:
    found = matched(COUNTS, NO_TITLES, "ru", "people")
    assert found is not None
    assert [(row.people, row.bar) for row in found.rows] == [
        ("12\u00a0000", "100.00"),
        ("3", "0.03"),
        ("3", "0.03"),
    ]
    assert (found.total, found.people, found.checked) == (
        "12\u00a0006",
        "12\u00a0001",
        "50\u00a0000",
    )
    assert (found.day, found.pack, found.other_pack) == ("20.11.2026", "small 1", False)


def test_another_pack_is_named_by_its_hash() -> None:
    found = matched(COUNTS.model_copy(update={"pack_hash": "ef" * 32}), NO_TITLES, "ru", "people")
    assert found is not None
    assert (found.pack, found.other_pack) == ("efefefe", True)


def test_never_matched_is_no_table() -> None:
    never = MatchCounts(on=None, pack_hash="", measures=())
    assert matched(never, NO_TITLES, "ru", "people") is None


def test_nobody_entitled_divides_by_nothing() -> None:
    found = matched(COUNTS.model_copy(update={"measures": ()}), NO_TITLES, "ru", "people")
    assert found is not None
    assert (found.rows, found.total) == ((), "0")


@pytest.mark.parametrize(("language", "between"), [("ru", ";"), ("en", ",")])
def test_the_file_opens_in_a_spreadsheet(language: str, between: str) -> None:
    content = as_csv(COUNTS, NO_TITLES, words(language, FOLDER / "locale"))
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=between)
    assert len(head) == 5
    assert rows[0] == ["c", "c", "12000", "2026-11-20", "cd" * 32]
    assert [row[1] for row in rows] == ["c", "a", "b"]


@pytest.fixture
def supervisor(console: ConsoleInTest, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, console.account("irina", Role.SUPERVISOR), "/matches")
    return browser


@pytest.mark.slow
def test_a_supervisor_sees_and_downloads_the_counts(console: ConsoleInTest, supervisor: httpx.Client) -> None:
    match(console, {VETERAN: 3, "of-another-version": 1}, people=5)
    asked = len(asked_of_backend(console))
    page = supervisor.get("/matches")
    assert asked_of_backend(console)[asked:] == ["/v1/matches/counts"]
    title = titles_of(load_or_compile("ru-mur"), "ru").of_measure(VETERAN)
    cells = re.findall(r'<th scope="row">([^<]+)</th>\s*<td><div[^>]*><span[^>]*>([^<]+)<', page.text)
    assert cells == [(title, "3"), ("of-another-version", "1")]
    assert "Сверка на 20.11.2026" in page.text
    assert "<dd>5</dd>" in page.text

    file = supervisor.get("/matches.csv")
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    assert file.headers["content-disposition"] == 'attachment; filename="okno-matches-2026-11-20.csv"'
    assert f"{title};{VETERAN};3;2026-11-20;" in file.content.decode("utf-8-sig")


@pytest.mark.slow
def test_before_the_first_matching_it_says_what_to_do(supervisor: httpx.Client) -> None:
    page = supervisor.get("/matches")
    assert "Сверки ещё не было." in page.text
    assert "systemctl start okno-backend-match" in page.text
    assert "<table" not in page.text
    assert supervisor.get("/matches.csv").content.decode("utf-8-sig").count("\r\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.TECHNICIAN])
def test_nobody_else_is_offered_or_given_it(
    console: ConsoleInTest, browser: httpx.Client, role: Role
) -> None:
    page = sign_in(console, browser, console.account("olga", role))
    assert 'href="/matches"' not in page.text
    for address in ("/matches", "/matches.csv"):
        assert code_on(browser.get(address)) == "role-missing"


@pytest.mark.slow
def test_without_a_sign_in_there_is_no_file(browser: httpx.Client) -> None:
    assert "/sign-in" in str(browser.get("/matches.csv").url)
    assert "/sign-in" in str(browser.get("/matches?sort=title").url)
