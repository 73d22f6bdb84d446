"""The slip of a reservation: the number first, then what, where, until when; the name in short form."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.formats import (
    capitalised,
    date_in_figures,
    day_and_month,
    dictated,
    money,
    weekday_and_day,
)
from content.model import Place
from devices.ports import CheckItem, Element, Line, Pair, QrCode, Sheet, Space
from kiosk.receipts.catalogue import hours_pair
from kiosk.receipts.paper import Letterhead, sheet

if TYPE_CHECKING:
    from backend.contract.stock import StockItem, StockReservation

BOOK = "book"
FREE = 100  # percent


def reservation_sheet(
    head: Letterhead, made: StockReservation, place: Place | None, zone: str, owner: int
) -> Sheet:
    """A copy; what is kept stands at the backend and at the desk."""
    words, item = head.words, made.item
    title = words(f"paper.reservation.title.{item.kind}")
    last = made.expires_at.astimezone(ZoneInfo(zone))
    body: tuple[Element, ...] = (
        Line(title),
        Line(dictated(made.number), large=True),
        Space(),
        Line(item.title, bold=True),
        *(Line(capitalised(told)) for told in (_maker(item), item.details) if told),
        *_price(head, made),
        *((Pair(words("paper.person"), made.name_short),) if made.name_short else ()),
        Space(),
        Line(words("paper.reservation.until"), bold=True),
        Line(capitalised(weekday_and_day(last.date(), head.language).partition(",")[0])),
        Line(f"{day_and_month(last.date(), head.language)}, {last:%H:%M}", large=True),
        *_ready(head, made, zone),
        *_loan(head, made),
        Space(),
        Line(made.place_title, bold=True),
        *((Line(made.address),) if made.address else ()),
        *(hours_pair(head, entry) for entry in (place.hours if place else ())),
        Space(),
        Line(words("paper.bring"), bold=True),
        CheckItem(words(f"goods.bring.card.{item.kind}")),
        *((CheckItem(words("goods.bring.prescription")),) if _needs_prescription(made) else ()),
        Space(),
        Pair(words("paper.ticket.code"), made.code),
        Line(words("paper.reservation.cancel")),
    )
    return sheet(head, title, body, QrCode(made.qr, words("paper.reservation.qr")), owner)


def _maker(item: StockItem) -> str:
    """A book's author, or what a medicine is made of where its name is another."""
    return item.author or (item.substance if item.substance.casefold() != item.title.casefold() else "")


def _price(head: Letterhead, made: StockReservation) -> tuple[Element, ...]:
    if made.item.kind == BOOK:
        return ()
    words = head.words
    free = made.concession is not None and made.concession.discount_percent == FREE
    price = words("goods.free") if free else money(made.to_pay_kopecks, head.language)
    return (
        Pair(words("goods.units"), words.plural("goods.packs", made.units)),
        Pair(words("goods.to_pay"), price),
    )


def _ready(head: Letterhead, made: StockReservation, zone: str) -> tuple[Element, ...]:
    if made.expected_at <= made.created_at:
        return ()
    day = made.expected_at.astimezone(ZoneInfo(zone)).date()
    return (Pair(head.words("goods.ready"), date_in_figures(day)),)


def _loan(head: Letterhead, made: StockReservation) -> tuple[Element, ...]:
    if not made.loan_days:
        return ()
    return (Pair(head.words("goods.give_back"), head.words.plural("goods.loan", made.loan_days)),)


def _needs_prescription(made: StockReservation) -> bool:
    return made.item.prescription or made.concession is not None
