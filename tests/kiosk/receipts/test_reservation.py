"""The slip of a reservation: what its bearer needs, in both widths, and nobody's full name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from devices.layout import lay_out
from devices.ports import QrCode, Sheet
from kiosk.flow.demo.goods import FREE, HALF, NOVEL, NOW, TABLETS, reservation_of
from kiosk.receipts.reservation import reservation_sheet
from tests.kiosk.receipts.test_papers import head, texts
from tests.kiosk.sample_pack import PACK

ZONE = "Europe/Moscow"
PLACE = PACK.places[0]
PACKS = reservation_of(PACK, TABLETS, concession=HALF)
LOAN = reservation_of(PACK, NOVEL)


def said(sheet: Sheet) -> str:
    return "\n".join(texts(sheet)).replace("\xa0", " ")


def test_a_medicines_slip_says_what_where_until_when_and_what_it_costs() -> None:
    sheet = reservation_sheet(head(), PACKS, PLACE, ZONE, owner=3)
    for word in ("4821 302", "Метформин", "60,25 ₽", "Понедельник", "23 ноября, 12:05", "4417"):
        assert word in said(sheet), word
    for word in ("Полярная М. С.", "Рецепт врача", PLACE.title.ru):
        assert word in said(sheet), word
    assert said(sheet).count("Метформин") == 1, "the substance is not said twice"
    assert [element.data for element in sheet.elements if isinstance(element, QrCode)] == [PACKS.qr]
    assert sheet.owner == 3


def test_no_ground_is_on_the_paper() -> None:
    """A slip that lies about must not tell what its owner has."""
    sheet = reservation_sheet(head(), PACKS, PLACE, ZONE, 0)
    assert "rehabilitated" not in repr(sheet)
    assert "реабилит" not in said(sheet).casefold()


def test_free_is_said_in_words_and_only_where_it_is() -> None:
    free = reservation_of(PACK, TABLETS, concession=FREE)
    assert "Бесплатно" in said(reservation_sheet(head(), free, PLACE, ZONE, 0))
    assert "Бесплатно" not in said(reservation_sheet(head(), PACKS, PLACE, ZONE, 0)), "the control"


def test_a_books_slip_has_no_price_and_says_how_long_it_may_stay() -> None:
    sheet = said(reservation_sheet(head(), LOAN, PLACE, ZONE, 0))
    assert "через 15 дней после выдачи" in sheet
    assert "₽" not in sheet
    assert "Рецепт" not in sheet


def test_what_is_on_its_way_names_the_day_it_comes() -> None:
    coming = PACKS.model_copy(update={"expected_at": NOW + timedelta(days=2)})
    assert "22.11.2026" in said(reservation_sheet(head(), coming, PLACE, ZONE, 0))


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("made", [PACKS, LOAN], ids=["medicine", "book"])
def test_a_slip_fits_the_printers_width(columns: int, language: str, made: object) -> None:
    rows = lay_out(reservation_sheet(head(language), made, PLACE, ZONE, 0), columns)  # type: ignore[arg-type]
    assert rows
    assert max(len(getattr(row, "text", "")) for row in rows) <= columns
