"""A book reserved over real parts: found by its author, one copy a reader, lent until a day, brought back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_counter import Clerk, Customer, customer
from tests.walks.real_region import Backend

pytestmark = pytest.mark.slow
BOOK = "Мёртвые души"
SHORTEST_LOAN = timedelta(days=15)
SATURDAY = 5


@pytest.fixture
def reader(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[Customer]:
    with customer(region, virtual_reader, folder) as made:
        yield made


def on_every_shelf(reader: Customer) -> None:
    """The book in each library that keeps it, so that only the rule can refuse a second one."""
    reader.change(f"UPDATE holdings SET units = taken + 2 WHERE {of_it()}")


def of_it() -> str:
    return f"item IN (SELECT item FROM items WHERE title = '{BOOK}')"


def test_without_a_card_one_looks_and_with_it_one_reserves(reader: Customer) -> None:
    on_every_shelf(reader)
    reader.look_for("Книги", "мертвые душы", BOOK)
    first = reader.first_place()
    reader.kiosk.press(first)
    shown = reader.kiosk.page("goods-review-book")
    assert "Сколько упаковок" not in shown["text"], "one copy a reader: nothing to choose"
    reader.kiosk.press("Забронировать")
    reader.kiosk.page("goods-card")
    assert reader.reservations() == []
    reader.card_in("demo-mother")
    reader.kiosk.page("goods-review-book")
    assert reader.reservations() == [], "whoever put the card in has not pressed yet"
    reader.kiosk.press("Забронировать")
    reader.kiosk.page("printed")
    (slip,) = reader.printer.wait_for_tickets(1)
    text = slip.text.replace("\xa0", " ")
    assert "Орлова К. Д." in text
    assert "через 15 дней после выдачи" in text
    assert BOOK in text
    assert reader.reservations() == [("book", "reserved", 1, 0)]

    reader.kiosk.press("Дальше")
    reader.kiosk.press("Готово")
    reader.look_for("Книги", "гоголь", BOOK)
    places = reader.kiosk.page("goods-places")["presses"]
    other = next((title for title in places if title != first and "иблиотек" in title), first)
    reader.kiosk.press(other)
    reader.kiosk.press("Забронировать")
    refused = reader.kiosk.page("goods-refused-copy-limit")
    assert "Одному читателю" in refused["text"]
    assert len(reader.reservations()) == 1
    assert reader.balanced()


def test_the_desk_lends_it_until_a_day_and_the_reader_sees_which(reader: Customer) -> None:
    novel = "Обломов"
    reader.change("UPDATE holdings SET units = taken + 2 WHERE place LIKE '%library%'")
    reader.card_in("demo-blind")
    reader.kiosk.page("welcome")
    reader.look_for("Книги", "обломов", novel)
    reader.kiosk.press(reader.first_place())
    reader.kiosk.press("Забронировать")
    reader.kiosk.page("printed")
    number = reader.rows("SELECT number FROM reservations ORDER BY created_at DESC LIMIT 1")[0][0]
    clerk = Clerk(reader.backend)
    clerk.sign_in()
    assert clerk.step(number, "delivered")["state"] == "delivered"
    due = date.fromisoformat(clerk.step(number, "collected")["due_on"])
    assert due - datetime.now(UTC).date() >= SHORTEST_LOAN - timedelta(days=1)
    assert due.weekday() < SATURDAY, "never on a day off"

    reader.kiosk.press("Дальше")
    reader.kiosk.press("Готово")
    reader.kiosk.press("Вернуться к своим данным")
    reader.kiosk.enter_pin("1234")
    reader.kiosk.press("Мои записи")
    reader.kiosk.until(lambda view: novel in view["presses"] and "У вас" in view["text"], "a book at home")
    reader.kiosk.press(novel)
    shown = reader.kiosk.page("own-reservation")
    assert f"До {due.day} " in shown["text"].replace("\\xa0", " ")
    assert "Отменить бронь" not in shown["presses"]

    reader.look_for("Книги", "обломов", novel)
    reader.kiosk.press(reader.first_place())
    reader.kiosk.press("Забронировать")
    reader.kiosk.page("goods-refused-copy-limit")
    clerk.step(number, "returned")
    reader.look_for("Книги", "обломов", novel)
    reader.kiosk.press(reader.first_place())
    reader.kiosk.press("Забронировать")
    reader.kiosk.page("printed")
    assert reader.reservations()[-1] == ("book", "reserved", 2, 0)
    assert reader.balanced()


def test_a_card_taken_out_leaves_the_number_and_nothing_else(reader: Customer) -> None:
    reader.card_in("demo-widow")
    reader.kiosk.page("welcome")
    reader.look_for("Книги", "ревизор", "Ревизор")
    reader.kiosk.press(reader.first_place())
    reader.kiosk.press("Забронировать")
    reader.kiosk.page("printed")
    reader.pcscd.remove()
    left = reader.kiosk.page("goods-reserved-after-all")
    assert "Ревизор" not in left["text"]
    assert reader.kiosk.objects_holding("Иванова М. П.".replace(" ", "\xa0").encode()) == []
