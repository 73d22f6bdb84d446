"""The ticket on paper: what its bearer needs, in both widths, and nobody's full name."""

from __future__ import annotations

import pytest

from devices.layout import lay_out
from devices.ports import QrCode, Sheet
from kiosk.flow.demo.bookings import free_slots, ticket_of
from kiosk.receipts.ticket import ticket_sheet
from tests.kiosk.receipts.test_papers import head, texts
from tests.kiosk.sample_pack import PACK

TICKET = ticket_of(PACK, free_slots(PACK)[0])


def said(sheet: Sheet) -> str:
    return "\n".join(texts(sheet)).replace("\xa0", " ")


def test_a_ticket_says_who_where_when_and_what_to_bring() -> None:
    sheet = ticket_sheet(head(), TICKET, owner=3)
    for word in ("4821 3079", "Понедельник, 23 ноября 2026", "09:00", "08:50", "Соколова Е. В.", "204"):
        assert word in said(sheet), word
    for word in ("Полис ОМС", "Полярная М. С.", "Для коляски", "4417"):
        assert word in said(sheet), word
    codes = [element.data for element in sheet.elements if isinstance(element, QrCode)]
    assert codes == [TICKET.qr]
    assert sheet.owner == 3


def test_a_ticket_without_a_name_leads_to_the_desk() -> None:
    nameless = TICKET.model_copy(update={"name_short": "", "desk_first": True})
    assert "Сначала подойдите в регистратуру" in said(ticket_sheet(head(), nameless, 0))
    assert "Сначала подойдите" not in said(ticket_sheet(head(), TICKET, 0)), "the control"


def test_a_doctor_who_comes_home_has_no_room() -> None:
    at_home = TICKET.model_copy(update={"home_visit": True})
    assert "Врач придёт домой" in said(ticket_sheet(head(), at_home, 0))
    assert "204" not in said(ticket_sheet(head(), at_home, 0))


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_ticket_fits_the_printers_width(columns: int, language: str) -> None:
    rows = lay_out(ticket_sheet(head(language), TICKET, 0), columns)
    assert rows


@pytest.mark.parametrize("columns", [48, 32])
def test_where_a_telephone_gets_the_entry_for_its_calendar(columns: int) -> None:
    page = "okno.region.example/calendar"
    rows = lay_out(ticket_sheet(head(), TICKET.model_copy(update={"calendar_page": page}), 0), columns)
    assert any(page in str(row) for row in rows), "one row, so that it can be typed from the paper"
    assert "календарь" not in said(ticket_sheet(head(), TICKET, 0)), "the control"
