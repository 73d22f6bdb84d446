"""Tickets to an event on paper: one a seat, a bill where something is to be paid, in both widths."""

from __future__ import annotations

import pytest

from devices.layout import TextLine, lay_out
from devices.ports import Cut, QrCode, Sheet
from kiosk.flow.demo import playbill as demo
from kiosk.receipts.admission import admission_sheet
from tests.kiosk.receipts.test_papers import head, texts
from tests.kiosk.sample_pack import PACK

TWO = demo.two_seats()
TICKETS = demo.tickets_of(PACK, TWO)
BILL = demo.invoice_of(TWO)


def said(sheet: Sheet) -> str:
    return "\n".join(texts(sheet)).replace("\xa0", " ")


def papers(sheet: Sheet) -> int:
    return 1 + sum(isinstance(element, Cut) for element in sheet.elements)


def test_a_ticket_says_what_when_which_seat_and_whose() -> None:
    sheet = admission_sheet(head(), TICKETS[:1], None, owner=3)
    for word in ("Снегурочка", "Суббота, 28 ноября 2026", "18:00", "Ряд", "Место", "700 ₽", "Полярная М. С."):
        assert word in said(sheet), word
    assert "6021 3347" in said(sheet)
    assert "Мария" not in said(sheet)
    assert (papers(sheet), sheet.owner) == (1, 3)


def test_several_tickets_are_cut_apart_and_counted() -> None:
    sheet = admission_sheet(head(), TICKETS, None, 0)
    assert papers(sheet) == len(TICKETS)
    assert "Билет 1 из 2" in said(sheet)


def test_one_ticket_and_its_bill_are_one_paper() -> None:
    single = demo.invoice_of(TWO[:1])
    sheet = admission_sheet(head(), TICKETS[:1], single, 0)
    assert papers(sheet) == 1
    codes = [element.data for element in sheet.elements if isinstance(element, QrCode)]
    assert codes == [TICKETS[0].qr, demo.QR]


def test_a_bill_for_several_is_a_paper_of_its_own_and_comes_first() -> None:
    sheet = admission_sheet(head(), TICKETS, BILL, 0)
    assert papers(sheet) == 1 + len(TICKETS)
    assert next(element.data for element in sheet.elements if isinstance(element, QrCode)) == demo.QR
    for word in ("1 400 ₽", "21.11.2026, 12:05", demo.INVOICE, "Драматический театр"):
        assert word in said(sheet), word


def test_what_is_paid_has_no_bill() -> None:
    told = {"payment": "paid", "pay_until": None}
    done = tuple(ticket.model_copy(update=told) for ticket in TICKETS)
    sheet = admission_sheet(head(), done, demo.invoice_of(TWO, "paid"), 0)
    assert "Оплачено" in said(sheet)
    assert "К оплате" not in said(sheet)
    assert "К оплате" in said(admission_sheet(head(), TICKETS, BILL, 0)), "the control"


def test_a_concession_is_not_named() -> None:
    seats = demo.held_seats()
    sheet = said(admission_sheet(head(), demo.tickets_of(PACK, seats), demo.invoice_of(seats), 0))
    assert "350 ₽" in sheet
    for category in PACK.categories:
        assert category.title.ru not in sheet


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_tickets_fit_the_printers_width(columns: int, language: str) -> None:
    rows = lay_out(admission_sheet(head(language), TICKETS, BILL, 0), columns)
    wide = [len(row.text) * (2 if row.large else 1) for row in rows if isinstance(row, TextLine)]
    assert max(wide) <= columns
