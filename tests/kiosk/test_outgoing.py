"""What the outbox tells: the walk when something changes, technicians in the service menu, counts only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from kiosk.flow.events import Event, OutboxReported
from kiosk.flow.pages import Home
from kiosk.flow.render import render
from kiosk.flow.step import step
from kiosk.flow.technician_pages import ServiceMenuPage
from kiosk.flow.walk import Walk
from kiosk.outbox.outbox import Outbox
from kiosk.outgoing import Told
from tests.kiosk.outbox.samples import NOW, desk, file_one
from tests.kiosk.worlds import world

AN_HOUR_LATER = int(NOW.timestamp()) + 3600


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    opened = Outbox(tmp_path / "outbox", lambda _code: None)
    yield opened
    opened.close()


def test_a_change_is_told_once(outbox: Outbox) -> None:
    told: list[Event] = []
    teller = Told(outbox, lambda: AN_HOUR_LATER, told.append)
    teller.tell()
    file_one(desk(outbox, Random(1)))
    for _ in range(3):
        teller.tell()
    assert told == [OutboxReported(waiting=1, oldest_seconds=3600)]


def test_a_clock_behind_makes_nothing_negative(outbox: Outbox) -> None:
    file_one(desk(outbox, Random(1)))
    assert Told(outbox, lambda: 0, lambda _event: None).report() == OutboxReported(waiting=1)


def test_an_outbox_that_cannot_be_opened_is_told_by_its_code(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    broken = Outbox(tmp_path / "outbox", lambda _code: None)
    assert Told(broken, lambda: 0, lambda _event: None).report() == OutboxReported(code="outbox-unusable")


def shown(report: OutboxReported) -> str:
    walk = step(Walk(), report, world())
    return repr(render(replace(walk, stack=(Home(), ServiceMenuPage())), world()).blocks)


def test_the_service_menu_counts(outbox: Outbox) -> None:
    file_one(desk(outbox, Random(1)))
    busy = shown(OutboxReported(waiting=3, oldest_seconds=2 * 86_400 + 5, refused=1, code="outbox-damaged"))
    for words in ("Заявления ждут отправки", "2 дня", "Не приняты", "outbox-damaged", "Неисправно"):
        assert words.replace(" ", "\xa0") in busy.replace("\\xa0", "\xa0").replace(" ", "\xa0"), words
    calm = shown(OutboxReported())
    assert "Заявления ждут" in calm
    assert "Самое старое" not in calm


@pytest.mark.parametrize(("seconds", "words"), [(59, "1 минуту"), (61, "1 минуту"), (7200, "2 часа")])
def test_the_wait_is_told_in_the_largest_unit(seconds: int, words: str) -> None:
    told = shown(OutboxReported(waiting=1, oldest_seconds=seconds)).replace("\\xa0", " ")
    assert words in told
