"""The booking bench in small: it finds the engine sound, and finds what it is there to find."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import make_url

from tests.benchmarks import booking, booking_http, booking_walk
from tests.benchmarks.booking_ledger import CONFIRMED, IN_HAND, Follower, Ledger, Reading
from tests.benchmarks.booking_trial import POSTGRESQL, SQLITE, Databases, Trial, databases
from tests.benchmarks.report import Ratio, Report

KINDS = (SQLITE, POSTGRESQL)
A_FEW = 600


def nobody_watches(_came: int) -> None: ...


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with databases(tmp_path_factory.mktemp("trials")) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_killed_clients_and_servers_lose_and_double_nothing(
    kind: str, empty: Databases, tmp_path: Path
) -> None:
    trial = Trial(kind, empty.empty(kind), tmp_path / "trial")
    trial.prepare()
    trial.play(A_FEW, 2, nobody_watches)
    books, told = trial.balance()
    assert told.attempts >= A_FEW
    assert told.words[CONFIRMED] > 0
    assert (books.doubled, books.leaked, books.lost, books.unbalanced) == (0, 0, 0, ())


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_without_the_guard_seats_are_sold_twice(kind: str, empty: Databases, tmp_path: Path) -> None:
    trial = Trial(kind, empty.empty(kind), tmp_path / "trial", guarded=False)
    trial.prepare()
    trial.play(A_FEW, 0, nobody_watches)
    assert trial.balance()[0].doubled > 0


@pytest.mark.slow
def test_over_http_too_and_with_the_server_killed(
    tmp_path: Path, empty: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shutil.which("wrk"), "script/setup installs it"
    monkeypatch.setattr(booking_http, "LEAST_KILLS", 1)
    region = booking_http.region_of(SQLITE, empty, tmp_path, people=1_000)
    figures, ratios = booking_http.over_http(SQLITE, region, A_FEW, nobody_watches)
    said = {figure.label: figure.value for figure in figures}
    assert said[f"{SQLITE}, HTTP: attempts"] == A_FEW
    assert said[f"{SQLITE}, HTTP: confirmed"] > 0
    assert all(ratio.kept for ratio in ratios), [ratio for ratio in ratios if not ratio.kept]


@pytest.mark.slow
def test_the_books_are_found_wrong_when_they_are(empty: Databases, tmp_path: Path) -> None:
    trial = Trial(SQLITE, empty.empty(SQLITE), tmp_path / "trial")
    trial.prepare()
    trial.play(A_FEW, 0, nobody_watches)
    books, told = trial.balance()
    assert (books.leaked, books.lost) == (0, 0)
    standing = next(each.booking for each in told.told.values() if each.word in IN_HAND)
    with closing(sqlite3.connect(make_url(trial.url).database or "")) as database, database:
        database.execute("UPDATE bookings SET state = 'cancelled' WHERE booking = ?", (standing,))
        database.execute(
            "UPDATE slots SET capacity = capacity + 1 WHERE slot = (SELECT min(slot) FROM slots)"
        )
    books, _ = trial.balance()
    assert books.lost == 1, "it was acknowledged and is gone"
    assert books.leaked == 1, "there should be a seat, and nobody gets it"
    assert {"slot-capacity-wrong", "booking-history-gap"} <= set(books.unbalanced)
    trial.papers[0].unlink()
    assert trial.balance()[0].leaked > 1, "seats that nobody knows of having"


def test_a_ledger_is_followed_line_by_line_while_it_is_written(tmp_path: Path) -> None:
    paper = tmp_path / "ledger"
    follower = Follower(paper)
    assert follower.look() == 0
    written = Ledger(paper)
    written.note(7, "held", "b-1", "token-1")
    written.note(7, "refused", "slot-taken")
    assert follower.look() == 2
    with paper.open("a") as half:
        half.write("7 confirmed b-1 ")
    assert follower.look() == 0, "half a line says nothing yet"
    with paper.open("a") as rest:
        rest.write("12345678\n7 finished -\n")
    assert (follower.look(), follower.attempts, follower.finished) == (0, 2, 1)
    told = Reading.of([paper])
    assert (told.attempts, told.words["refused slot-taken"]) == (2, 1)
    last = told.told["b-1"]
    assert (last.client, last.word, last.token, last.number) == (7, CONFIRMED, "token-1", "12345678")


def test_a_part_that_breaks_off_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_off(_console: Console) -> Report:
        raise RuntimeError("no disk")

    def passes(_console: Console) -> Report:
        return Report("part", ratios=(Ratio("fine", 0, at_most=0),))

    monkeypatch.setattr(booking, "PARTS", ("booking-http", "booking-walk"))
    monkeypatch.setattr(booking_http, "run", passes)
    monkeypatch.setattr(booking_walk, "run", passes)
    assert booking.run(Console(quiet=True)).passed
    monkeypatch.setattr(booking_walk, "run", breaks_off)
    report = booking.run(Console(quiet=True))
    assert [ratio.label for ratio in report.ratios if not ratio.kept] == ["booking-walk broke off"]
