"""A medicine reserved over real parts: typed with a slip, priced by who stands there, printed, given up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.printer.realtime import Condition
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_counter import Customer, customer
from tests.walks.real_region import Backend

pytestmark = pytest.mark.slow
MEDICINE, MISTYPED = "Метформин", "метфармин"


@pytest.fixture
def person(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[Customer]:
    with customer(region, virtual_reader, folder) as made:
        yield made


def test_the_entitled_pay_nothing_and_only_the_pin_says_so(person: Customer) -> None:
    person.card_in("demo-widow")
    person.kiosk.page("welcome")
    person.look_for("Лекарства", MISTYPED, MEDICINE)
    shown = person.kiosk.page("goods-places")
    assert "Бесплатно" not in shown["text"], "a lost card tells its finder nothing"
    assert "Вам бесплатно" not in shown["text"]
    person.kiosk.press("Узнать мою цену")
    person.kiosk.page("pin")
    person.kiosk.type_pin("1234")
    person.kiosk.until(lambda view: "Вам бесплатно по рецепту" in view["text"], "the holder's own price")
    person.kiosk.press(person.first_place())
    person.kiosk.until(lambda view: "Напечатаем листок" in view["text"], "paper is promised before the press")
    person.kiosk.press("Забронировать")
    person.kiosk.page("printed")
    (slip,) = person.printer.wait_for_tickets(1)
    text = slip.text.replace("\xa0", " ")
    assert "Иванова М. П." in text
    assert "Бесплатно" in text
    assert "Рецепт врача" in text
    assert "Мария" not in text
    assert person.reservations()[-1] == ("medicine", "reserved", 2, 0)
    assert person.balanced()

    person.kiosk.press("Дальше")
    person.kiosk.page("goods-reserved-medicine")
    person.kiosk.press("Готово")
    person.kiosk.press("Вернуться к своим данным")
    person.kiosk.press("Мои записи")
    person.kiosk.press(MEDICINE)
    person.kiosk.page("own-reservation")
    person.kiosk.press("Напечатать")
    person.kiosk.page("preview")
    person.kiosk.press("Напечатать")
    person.kiosk.page("printed")
    assert person.printer.wait_for_tickets(2)[1].text.split()[-20:] == slip.text.split()[-20:]
    person.kiosk.press("Дальше")
    person.kiosk.page("own-reservation")
    person.kiosk.press("Отменить бронь")
    person.kiosk.page("goods-cancel")
    person.kiosk.press("Отменить бронь")
    person.kiosk.until(lambda view: "Отменено" in view["text"], "it says that it is cancelled")
    assert person.reservations()[-1][1] == "cancelled"
    assert person.balanced()


def test_a_child_is_entitled_where_the_mother_is_not(person: Customer) -> None:
    person.card_in("demo-mother")
    person.kiosk.page("welcome")
    person.kiosk.enter_pin("1234")
    person.kiosk.page("personal-file-general")
    person.look_for("Лекарства", MEDICINE.lower(), MEDICINE)
    own = person.kiosk.page("goods-places")
    assert "Вам бесплатно" not in own["text"]
    person.kiosk.press(next(title for title in own["presses"] if title.startswith("Матвей")))
    person.kiosk.until(lambda view: "Вам бесплатно по рецепту" in view["text"], "the child's price")
    person.kiosk.press(person.first_place())
    person.kiosk.until(lambda view: "Матвей" in view["text"] and "Всё верно?" in view["text"], "for whom")
    person.kiosk.press("Забронировать")
    person.kiosk.page("printed")
    assert "Орлов М." in person.printer.wait_for_tickets(1)[0].text.replace("\xa0", " ")
    assert person.reservations()[-1] == ("medicine", "reserved", 2, 0)


def test_just_taken_leads_to_another_place_without_paper(person: Customer) -> None:
    person.printer.set(Condition(paper="out"))
    person.card_in("demo-mother")
    person.kiosk.page("welcome")
    person.look_for("Лекарства", "дротаверин", "Дротаверин")
    person.kiosk.press(person.first_place())
    person.kiosk.until(lambda view: "Бумаги нет" in view["text"], "no paper is said before the press")
    of_it = "item IN (SELECT item FROM items WHERE title = 'Дротаверин')"
    far = f"SELECT place FROM holdings WHERE {of_it} AND place NOT LIKE 'murmansk%' AND units > taken LIMIT 1"
    person.change(f"UPDATE holdings SET units = taken WHERE {of_it} AND place <> ({far})")
    person.kiosk.press("Забронировать")
    gone = person.kiosk.page("goods-gone")
    person.kiosk.press(gone["presses"][0])
    person.kiosk.page("goods-review-medicine")
    person.kiosk.press("Забронировать")
    assert "Запишите номер" in person.kiosk.page("goods-reserved-medicine")["text"]
    assert person.balanced()
    number = person.rows("SELECT number FROM reservations ORDER BY created_at DESC LIMIT 1")[0][0]
    person.pcscd.remove()
    left = person.kiosk.page("goods-reserved-after-all")
    assert "Дротаверин" not in left["text"]
    assert str(number)[:4] in left["text"]


def test_out_of_stock_somebody_waits_and_sees_it_after_the_pin(person: Customer) -> None:
    person.change(
        "UPDATE holdings SET units = taken WHERE item IN (SELECT item FROM items WHERE title = 'Дигоксин')"
    )
    person.card_in("demo-mother")
    person.kiosk.page("welcome")
    person.look_for("Лекарства", "дигоксин", "Дигоксин")
    person.kiosk.page("goods-places-none")
    person.kiosk.press("Сообщить, когда появится")
    person.kiosk.page("goods-alerted")
    assert len(person.rows("SELECT 1 FROM stock_alerts WHERE found_at IS NULL")) == 1
    person.kiosk.press("Готово")
    person.kiosk.press("Вернуться к своим данным")
    person.kiosk.enter_pin("1234")
    person.kiosk.press("Мои записи")
    person.kiosk.press("Дигоксин")
    person.kiosk.press("Больше не ждать")
    person.kiosk.until(lambda view: "Дигоксин" not in view["text"], "it is not waited for any more")
    assert person.rows("SELECT 1 FROM stock_alerts") == []


def test_without_a_line_the_search_says_so_and_comes_back(person: Customer) -> None:
    person.kiosk.press("Записаться")
    person.kiosk.press("Лекарства")
    person.backend.kill()
    person.kiosk.order("write йо")
    person.kiosk.until(lambda view: "Поиск сейчас не отвечает" in view["text"], "no line")
    person.backend.start()
    person.kiosk.order("write д")
    person.kiosk.until(lambda view: "Йод" in view["presses"], "the line is back")
