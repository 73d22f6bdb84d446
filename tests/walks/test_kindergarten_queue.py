"""A child in the queue over real parts: registered once, seen by the paper, offered a place, accepted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk, kiosk

pytestmark = pytest.mark.slow
NEXT_YEAR = datetime.now(UTC).year + 1
EVA, EVA_ON_PAPER = "Ева\xa0О.", "Орлова Е. П."
HERE = "registered_by LIKE 'kiosk:%'"  # others wait too
PLACE_IN_LINE = re.compile(r"\d+-е из \d+")
KHIBINKA, GOLUBKA = "Детский сад «Хибинка»", "Детский сад «Голубка»"
PLACES = "kind,place,year,age,places\nkindergarten,apatity-kindergarten-15,{year},{age},9\n"


@dataclass
class Parent:
    """Somebody with children at the kiosk."""

    backend: Backend
    printer: SimulatedPrinter
    pcscd: PrivatePcscd
    kiosk: RealKiosk

    def card_in(self) -> None:
        self.pcscd.insert(self.backend.cards / "demo-mother.json")
        self.kiosk.page("welcome")
        self.kiosk.press("На главную")

    def queues(self, what: str) -> None:
        if self.kiosk.views[-1]["name"] not in ("home", "home-in-session"):
            self.kiosk.press("На главную")
        self.kiosk.press("Записаться")
        self.kiosk.press("Детский сад и школа")
        self.kiosk.press(what)

    def asked(self, what: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.backend.folder / "okno.db")) as database:
            return [tuple(row) for row in database.execute(what)]


@pytest.fixture
def parent(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[Parent]:
    with SimulatedPrinter() as printer, kiosk(folder, printer, virtual_reader) as made:
        yield Parent(region, printer, virtual_reader, made)
        virtual_reader.remove()


def test_from_the_card_to_a_place(parent: Parent, tmp_path: Path) -> None:
    parent.card_in()
    number, code = joined(parent)
    not_joined_twice(parent)
    left_nothing_behind(parent)
    seen_by_the_paper(parent, number, code)
    offered_by_the_office(parent, tmp_path / "places.csv")
    parent.card_in()
    accepted(parent)
    parent.backend.command("check")


def joined(parent: Parent) -> tuple[str, str]:
    """Number and code, as they are printed."""
    screen = parent.kiosk
    parent.queues("Встать в очередь в детский сад")
    screen.page("queue-pin")
    screen.enter_pin("1234")
    screen.page("queue-child")
    screen.press(EVA)
    screen.page("queue-year")
    screen.press(f"С\u00a01\u00a0сентября {NEXT_YEAR} года")
    screen.page("queue-wishes-kindergarten")
    for wish in (GOLUBKA, KHIBINKA, GOLUBKA, GOLUBKA):
        screen.press(wish)
    screen.press("Дальше")
    known = screen.page("queue-claims")
    assert "Многодетная семья" in known["text"] and "Учтено" in known["text"]
    screen.press("Родитель служит в полиции или МЧС")
    screen.press("Дальше")
    review = screen.page("queue-review")["text"]
    assert review.index(KHIBINKA) < review.index(GOLUBKA), "touched again a wish goes to the end"
    assert "Нужен документ" in review
    screen.press("Встать в очередь")
    screen.page("printed")
    (paper,) = parent.printer.wait_for_tickets(1)
    text = paper.text.replace("\xa0", " ")
    assert "Орлова Е. П." in text and "Ева" not in text
    assert "Справка с места службы" in text
    assert "Многодетная" not in text, "a paper that is left lying says no ground"
    screen.press("Дальше")
    assert PLACE_IN_LINE.search(screen.page("queue-registered")["text"])
    ((number, state),) = parent.asked(f"SELECT number, state FROM queue_applications WHERE {HERE}")
    assert state == "waiting"
    code = re.search(r"Код\s+(\d{4})", text)
    assert code is not None
    return str(number), code[1]


def not_joined_twice(parent: Parent) -> None:
    parent.queues("Встать в очередь в детский сад")
    parent.kiosk.press(EVA)
    assert "Заявление уже есть" in parent.kiosk.page("queue-waits")["text"]


def left_nothing_behind(parent: Parent) -> None:
    parent.pcscd.remove()
    parent.kiosk.page("home")
    assert parent.kiosk.objects_holding(EVA_ON_PAPER.encode()) == [], "the child is forgotten"


def seen_by_the_paper(parent: Parent, number: str, code: str) -> None:
    screen = parent.kiosk
    parent.queues("Узнать место по номеру")
    screen.page("queue-number")
    screen.order(f"write {number}")
    screen.press("Дальше")
    screen.page("queue-code")
    screen.order(f"write {code}")
    screen.press("Дальше")
    found = screen.page("queue-found")
    assert PLACE_IN_LINE.search(found["text"]) and "Орлова" not in found["text"]


def offered_by_the_office(parent: Parent, places: Path) -> None:
    """Places in the kindergarten wished most."""
    ((cohort,),) = parent.asked(f"SELECT cohort FROM queue_applications WHERE {HERE}")
    assert isinstance(cohort, int)
    places.write_text(PLACES.format(year=NEXT_YEAR, age=NEXT_YEAR - cohort))
    command = ("queues", "allocate", "--places", str(places))
    assert "places would be offered; nothing was stored" in parent.backend.command(*command, "--dry-run")
    assert "places are offered" in parent.backend.command(*command)


def accepted(parent: Parent) -> None:
    screen = parent.kiosk
    parent.queues("Моя очередь")
    screen.page("queue-pin")
    screen.enter_pin("1234")
    screen.page("queue-own")
    screen.press(EVA_ON_PAPER)
    assert KHIBINKA in screen.page("queue-offered")["text"]
    screen.press("Согласиться")
    screen.page("queue-accept")
    screen.press("Согласиться")
    screen.until(lambda view: "Место получено" in view["text"], "the place is the child's")
    assert parent.asked(f"SELECT state FROM queue_applications WHERE {HERE}") == [("enrolled",)]


def test_without_paper_the_number_is_on_the_screen(parent: Parent) -> None:
    screen = parent.kiosk
    parent.printer.set(Condition(paper="out"))
    parent.card_in()
    parent.queues("Записать в первый класс")
    screen.page("queue-pin")
    screen.enter_pin("1234")
    screen.page("queue-child")
    screen.press(EVA)
    too_young = screen.until(lambda view: view["name"] in ("queue-age", "queue-closed"), "no first grade yet")
    assert "1 апреля" in too_young["text"] or "шести с половиной" in too_young["text"]
    parent.queues("Встать в очередь в детский сад")
    screen.press(EVA)
    screen.page("queue-year")
    screen.press(f"С\u00a01\u00a0сентября {NEXT_YEAR} года")
    screen.press(KHIBINKA)
    screen.press("Дальше")
    screen.page("queue-claims")
    screen.press("Дальше")
    screen.until(lambda view: "Бумаги нет" in view["text"], "no paper is said before the button")
    screen.press("Встать в очередь")
    assert "Запишите номер" in screen.page("queue-registered")["text"]
    screen.press("Закончить")
    screen.page("queue-after-all")
