"""Tickets taken over real parts: a real backend, pcscd, printer, terminal; a bank that tells of money."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from devices.simulators.terminal import SimulatedTerminal
from tests.walks.real_playhouse import NOTICE_SECRET, SECRET_VARIABLE, Theatregoer, put_up
from tests.walks.real_region import Backend, backend, kiosk

pytestmark = pytest.mark.slow
HOUSEKEEPING = 90.0  # seconds until the backend has swept for sure


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    os.environ[SECRET_VARIABLE] = NOTICE_SECRET
    folder = tmp_path_factory.mktemp("backend")
    try:
        with backend(folder) as made:
            put_up(made, tmp_path_factory.mktemp("poster"), datetime.now(UTC).date())
            yield made
    finally:
        del os.environ[SECRET_VARIABLE]


@pytest.fixture
def terminal() -> Iterator[SimulatedTerminal]:
    with SimulatedTerminal() as made:
        yield made


@pytest.fixture
def goer(
    region: Backend, virtual_reader: PrivatePcscd, folder: Path, terminal: SimulatedTerminal
) -> Iterator[Theatregoer]:
    beside = {"OKNO_KIOSK_TERMINAL__ADDRESS": f"tcp://127.0.0.1:{terminal.port}"}
    with SimulatedPrinter() as printer, kiosk(folder, printer, virtual_reader, **beside) as made:
        yield Theatregoer(region, printer, virtual_reader, made)
        virtual_reader.remove()


def test_a_seat_on_the_plan_is_taken_and_paid_by_the_code(goer: Theatregoer) -> None:
    goer.card_in("demo-mother")
    goer.to_seats("Снегурочка (6+)", "18:00")
    goer.touch("Выбрать на плане")
    goer.kiosk.page("hall")
    goer.touch_like("Ряды 1–3. Партер. Слева")
    goer.kiosk.page("hall-part")
    goer.touch_like("Партер. Ряд 2, место 3")
    goer.touch_like("Партер. Ряд 2, место 4")
    goer.touch("Взять 2 места")
    review = goer.kiosk.page("seats-held")
    assert "Ваша скидка: 350" in review["text"].replace("\\xa0", " "), "half of one seat"
    assert "многодет" not in review["text"].casefold(), "level 1 names no ground"
    goer.touch("Взять билеты")
    goer.kiosk.page("printed")
    bill, first, second = goer.printer.wait_for_tickets(3)
    number, amount, state = goer.invoice()
    assert (amount, state) == (105_000, "due")
    assert number in bill.text
    assert any(code.startswith("ST00012|") and f"Sum={amount}" in code for code in bill.codes)
    assert "Не оплачено" in first.text
    assert first.codes != second.codes
    assert "Орлова К. Д." in first.text.replace("\xa0", " ")
    assert goer.states() == ["confirmed", "confirmed"]

    goer.touch("Дальше")
    goer.kiosk.page("admission-due")
    assert goer.bank_tells("another-secret-than-the-banks-own-0002").status_code == 401, "the control"
    assert goer.kiosk.page("admission-due")
    assert goer.bank_tells().status_code == 200
    goer.kiosk.page("admission-paid")
    goer.kiosk.press("Напечатать ещё раз")
    goer.kiosk.page("preview")
    goer.kiosk.press("Напечатать")
    _, _, _, again, *_ = goer.printer.wait_for_tickets(5)
    assert "Оплачено" in again.text
    assert "Не оплачено" not in again.text


def test_free_seating_costs_nothing_and_needs_six_touches(goer: Theatregoer) -> None:
    goer.card_in("demo-widow")
    goer.to_seats("Лекция о сиянии (12+)", "15:00")
    goer.touch("Взять билеты")
    goer.kiosk.page("seats-held")
    goer.touch("Взять билеты")
    goer.kiosk.page("printed")
    (ticket,) = goer.printer.wait_for_tickets(1)
    assert "Лекцияосиянии" in "".join(ticket.text.split()), "large letters stand apart"
    assert not any(code.startswith("ST00012") for code in ticket.codes)
    assert len(goer.touches) <= 6


def test_a_wheelchair_and_who_comes_along_are_found_and_paid_at_the_terminal(
    goer: Theatregoer, terminal: SimulatedTerminal
) -> None:
    goer.card_in("demo-widow")
    goer.to_seats("Снегурочка (6+)", "18:00")
    goer.touch("Нужно место для кресла-коляски")
    goer.touch("Больше билетов")
    goer.touch("Подобрать лучшие места")
    goer.kiosk.until(
        lambda view: view["name"] == "seats-held" and "для сопровождающего" in view["text"], "both places"
    )
    goer.touch("Взять билеты")
    goer.kiosk.page("printed")
    goer.touch("Дальше")
    goer.kiosk.page("admission-due")
    terminal.answer = "decline"
    goer.touch("Оплатить картой здесь")
    goer.kiosk.until(lambda view: "Банк не принял оплату" in view["text"], "declined")
    terminal.answer = "approve"
    goer.touch("Оплатить картой здесь")
    goer.kiosk.page("admission-paid")
    number, amount, state = goer.invoice()
    assert (amount, state) == (70_000, "paid"), "who comes along pays nothing"
    assert terminal.sales[-1] == {"amount": amount, "currency": "RUB", "invoice": number}


def test_what_is_not_paid_in_time_ends_and_the_seats_come_back(goer: Theatregoer) -> None:
    before = len(goer.states())
    goer.card_in("demo-mother")
    goer.to_seats("Снегурочка (6+)", "18:00")
    goer.touch("Подобрать лучшие места")
    goer.kiosk.page("seats-held")
    goer.touch("Взять билеты")
    goer.kiosk.page("printed")
    goer.touch("Дальше")
    goer.kiosk.page("admission-due")
    assert goer.states()[before:] == ["confirmed"]
    goer.change(
        "UPDATE invoices SET pay_until = '2020-01-01 00:00:00.000000',"
        " released_at = '2020-01-01 00:00:00.000000' WHERE state = 'due'"
    )
    goer.kiosk.until(lambda _view: goer.states()[before] == "expired", "unpaid seats go", HOUSEKEEPING)
    assert goer.invoice()[2] == "overdue"


def test_without_paper_the_numbers_stand_on_the_screen_and_own_tickets_can_be_paid_for(
    goer: Theatregoer,
) -> None:
    goer.printer.set(Condition(paper="out"))
    goer.card_in("demo-orphan")
    goer.to_seats("Снегурочка (6+)", "18:00")
    goer.touch("Подобрать лучшие места")
    goer.kiosk.until(lambda view: "Бумаги нет" in view["text"], "known before the press")
    goer.touch("Взять билеты")
    shown = goer.kiosk.page("admission-due")
    (number,) = goer.rows("SELECT number FROM bookings ORDER BY created_at DESC LIMIT 1")[0]
    assert f"{number[:4]}\\xa0{number[4:]}" in shown["text"]
    goer.touch("Готово")
    goer.kiosk.press("Вернуться к своим данным")
    goer.kiosk.enter_pin("1234")
    goer.kiosk.press("Мои записи")
    listed = goer.kiosk.until(lambda view: "Не оплачено" in view["text"], "the unpaid ticket")
    goer.kiosk.press(next(title for title in listed["presses"] if title.endswith("18:00")))
    goer.kiosk.press("Оплатить")
    assert "ST00012" in goer.kiosk.page("own-invoice")["text"]
