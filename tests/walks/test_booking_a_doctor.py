"""A doctor booked over real parts: a card in a real pcscd, a real backend, a ticket from a TCP printer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk, kiosk

pytestmark = pytest.mark.slow
MOST_TOUCHES = 5


@dataclass
class Citizen:
    """Somebody at the kiosk, whose touches are counted."""

    backend: Backend
    printer: SimulatedPrinter
    pcscd: PrivatePcscd
    kiosk: RealKiosk
    touches: list[str] = field(default_factory=list)

    def card_in(self, name: str) -> None:
        self.pcscd.insert(self.backend.cards / f"{name}.json")

    def touch(self, title: str) -> None:
        self.kiosk.press(title)
        self.touches.append(title)

    def first_time(self) -> str:
        """The first time that is offered: «09:20»."""
        presses: list[str] = self.kiosk.page("booking-times")["presses"]
        return next(title for title in presses if len(title) == 5 and title[2] == ":")

    def states(self) -> list[tuple[str, int, str]]:
        """State, level and channel of every booking, as the backend has them."""
        with closing(sqlite3.connect(self.backend.folder / "okno.db")) as database:
            return list(database.execute("SELECT state, level, channel FROM bookings ORDER BY created_at"))


@pytest.fixture
def citizen(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[Citizen]:
    with SimulatedPrinter() as printer, kiosk(folder, printer, virtual_reader) as made:
        yield Citizen(region, printer, virtual_reader, made)
        virtual_reader.remove()


def test_from_the_tap_to_the_ticket_and_to_ones_own_bookings(citizen: Citizen) -> None:
    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.touch("К врачу")
    citizen.touch("Зубной врач")
    citizen.touch(citizen.first_time())
    citizen.kiosk.page("booking-review")
    citizen.touch("Записаться")
    citizen.kiosk.page("printed")
    (ticket,) = citizen.printer.wait_for_tickets(1)
    assert len(citizen.touches) <= MOST_TOUCHES
    assert "Орлова К. Д." in ticket.text.replace("\xa0", " ")
    assert "Ксения" not in ticket.text
    assert "Что взять с собой" in ticket.text
    assert citizen.states() == [("confirmed", 1, "kiosk")]

    citizen.touch("Дальше")
    citizen.kiosk.page("ticket")
    citizen.kiosk.press("Готово")
    citizen.kiosk.press("Вернуться к своим данным")
    citizen.kiosk.enter_pin("1234")
    citizen.kiosk.press("Мои записи")
    listed = citizen.kiosk.until(
        lambda view: "OwnBookingPage(number=" in view["text"], "the booking in the list"
    )
    row = next(title for title in listed["presses"] if ":" in title and "," in title)
    citizen.kiosk.press(row)
    citizen.kiosk.press("Перенести")
    old = row.rsplit(", ", 1)[1]
    offered = citizen.kiosk.page("booking-times")["presses"]
    new = next(title for title in offered if len(title) == 5 and title[2] == ":" and title != old)
    citizen.kiosk.press(new)
    citizen.kiosk.page("booking-move")
    citizen.kiosk.press("Перенести")
    citizen.kiosk.page("printed")
    assert " ".join(new) in citizen.printer.wait_for_tickets(2)[1].text, "large figures stand apart"
    assert sorted(state for state, *_ in citizen.states()) == ["confirmed", "moved"]

    citizen.kiosk.press("Дальше")
    citizen.kiosk.press("Готово")
    citizen.kiosk.press("Вернуться к своим данным")
    citizen.kiosk.press("Мои записи")
    again = citizen.kiosk.until(
        lambda view: any(new in title and "," in title for title in view["presses"]), "the new time"
    )
    citizen.kiosk.press(next(title for title in again["presses"] if new in title and "," in title))
    citizen.kiosk.press("Отменить запись")
    citizen.kiosk.page("booking-cancel")
    citizen.kiosk.press("Отменить запись")
    citizen.kiosk.until(lambda view: "Отменена" in view["text"], "the booking says that it is cancelled")
    assert sorted(state for state, *_ in citizen.states()) == ["cancelled", "moved"]


def test_a_card_taken_out_gives_the_time_back_at_once(citizen: Citizen) -> None:
    before = len(citizen.states())
    citizen.card_in("demo-mother")
    citizen.kiosk.press("К врачу")
    citizen.kiosk.press("Хирург")
    citizen.kiosk.press(citizen.first_time())
    citizen.kiosk.page("booking-review")
    assert [state for state, *_ in citizen.states()][before:] == ["held"]
    citizen.pcscd.remove()
    home = citizen.kiosk.page("home")
    assert "Ксения" not in home["text"]
    citizen.kiosk.until(lambda _view: citizen.states()[before][0] != "held", "the hold is released")
    assert citizen.states()[before][0] in ("expired", "cancelled")


def test_an_office_without_paper_shows_the_number(citizen: Citizen) -> None:
    citizen.printer.set(Condition(paper="out"))
    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.kiosk.press("На главную")
    citizen.touch("Записаться")
    citizen.touch("В учреждение")
    offered = citizen.kiosk.page("booking-what")["presses"]
    citizen.touch(offered[0])
    citizen.touch(citizen.first_time())
    citizen.kiosk.until(lambda view: "Бумаги нет" in view["text"], "no paper is said before the button")
    citizen.touch("Записаться")
    assert "Запишите номер" in citizen.kiosk.page("ticket")["text"]
    assert len(citizen.touches) <= MOST_TOUCHES


def test_without_a_card_the_ticket_names_nobody_and_leads_to_the_desk(citizen: Citizen) -> None:
    with closing(sqlite3.connect(citizen.backend.folder / "okno.db")) as database:
        ((snils, born),) = database.execute(
            "SELECT snils, birth_date FROM people WHERE last_name = 'Орлова' AND first_name = 'Ксения'"
        )
    digits = "".join(filter(str.isdigit, snils))
    before = len(citizen.states())
    citizen.touch("Записаться")
    citizen.touch("К врачу")
    citizen.touch("Глазной врач (офтальмолог)")
    citizen.touch(citizen.first_time())
    citizen.touch("Без карты: по полису или СНИЛС")
    citizen.kiosk.page("booking-number")
    citizen.kiosk.order(f"write {digits}")
    citizen.touch("Дальше")
    citizen.kiosk.page("booking-born")
    citizen.kiosk.order(f"write {''.join(reversed(born.split('-')))}")
    citizen.touch("Дальше")
    citizen.kiosk.page("booking-review")
    citizen.touch("Записаться")
    citizen.kiosk.page("printed")
    (ticket,) = citizen.printer.wait_for_tickets(1)
    assert "Сначала подойдите в регистратуру" in ticket.text
    assert "Орлова" not in ticket.text
    assert citizen.states()[before:] == [("confirmed", 0, "kiosk")]
    citizen.kiosk.press("Закончить")
    citizen.kiosk.page("booked-after-all")
    held_by = citizen.kiosk.objects_holding(digits.encode())
    assert held_by == [], "what was typed is forgotten"


def test_a_parent_books_the_childs_doctor_after_the_pin(citizen: Citizen) -> None:
    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.kiosk.enter_pin("1234")
    citizen.kiosk.page("personal-file-general")
    citizen.touch("На главную")
    citizen.touch("Записаться")
    citizen.touch("К врачу")
    offered = citizen.kiosk.page("booking-what")["presses"]
    assert "Детский врач (педиатр)" not in offered
    citizen.touch(next(title for title in offered if title.startswith("Полина")))
    citizen.touch("Детский врач (педиатр)")
    citizen.touch(citizen.first_time())
    citizen.kiosk.until(lambda view: "Всё верно?" in view["text"] and "Полина" in view["text"], "for whom")
    citizen.touch("Записаться")
    citizen.kiosk.page("printed")
    (ticket,) = citizen.printer.wait_for_tickets(1)
    assert "Орлова П." in ticket.text.replace("\xa0", " ")
    assert "Свидетельство о рождении" in ticket.text
