"""Invented medicines, books and reservations, shown where no real ones may be: the gallery and the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from backend.contract.stock import (
    FoundItem,
    ItemConcession,
    ItemHoldings,
    StockAlert,
    StockHolding,
    StockItem,
    StockReservation,
)
from content.model import Place, PlaceKind
from content.pack import Pack

NOW = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
NUMBER, OTHER_NUMBER, CODE = "4821302", "7350914", "4417"
PLACES_SHOWN = 9
TOWN = "Мурманск"
HALF = ItemConcession(concession="medicines-half", category="rehabilitated", discount_percent=50)
FREE = ItemConcession(concession="medicines-free", category="disabled-group-2", discount_percent=100)


def _medicine(number: int, title: str, substance: str, details: str) -> StockItem:
    return StockItem(
        item=f"medicine-{number:04d}",
        kind="medicine",
        title=title,
        substance=substance,
        author="",
        details=details,
        prescription=True,
        concessionary=True,
    )


def _book(number: int, author: str, title: str, pages: int) -> StockItem:
    return StockItem(
        item=f"book-{number:04d}",
        kind="book",
        title=title,
        substance="",
        author=author,
        details=f"{pages} {'страницы' if pages % 10 == 2 else 'страниц'}",
        prescription=False,
        concessionary=False,
    )


TABLETS = _medicine(1, "Метформин", "метформин", "таблетки 850 мг, 60 шт.")
MEDICINES = (
    TABLETS,
    _medicine(2, "Метфонорд", "метформин", "таблетки 850 мг, 60 шт."),
    _medicine(3, "Метфополар", "метформин", "таблетки 850 мг, 60 шт."),
    _medicine(4, "Метоклопрамид", "метоклопрамид", "таблетки 10 мг, 50 шт."),
)
NOVEL = _book(1, "Н. В. Гоголь", "Мёртвые души", 352)
BOOKS = (
    NOVEL,
    _book(2, "Н. В. Гоголь", "Ревизор", 96),
    _book(3, "Н. В. Гоголь", "Вечера на хуторе близ Диканьки", 288),
)


def found_goods(kind: str) -> tuple[FoundItem, ...]:
    """Some that can be had, the last nowhere."""
    items = MEDICINES if kind == "medicine" else BOOKS
    *some, last = items
    prices = (120_50, 264_10, 98_00)
    had = tuple(
        FoundItem(item=item, places=3 - number, from_kopecks=prices[number] if kind == "medicine" else 0)
        for number, item in enumerate(some)
    )
    return (*had, FoundItem(item=last, places=0, from_kopecks=None))


def places_of(pack: Pack, kind: str) -> tuple[Place, ...]:
    """Pharmacies or libraries; in a pack that has none, whatever it has."""
    wanted = PlaceKind.PHARMACY if kind == "medicine" else PlaceKind.LIBRARY
    found = sorted((each for each in pack.places if each.kind is wanted), key=lambda each: each.town != TOWN)
    return tuple(found or pack.places)[:PLACES_SHOWN]


def where_it_is(pack: Pack, item: StockItem, concession: ItemConcession | None = None) -> ItemHoldings:
    """On the shelf here, more elsewhere, the last one from the warehouse."""
    places = places_of(pack, item.kind)
    last = len(places) - 1
    return ItemHoldings(
        item=item,
        holdings=tuple(
            holding(item, place.id, number, days=2 if number == last and last else 0, concession=concession)
            for number, place in enumerate(places)
        ),
        concession=concession,
        server_time=NOW,
    )


def holding(
    item: StockItem, place: str, number: int = 0, *, days: int = 0, concession: ItemConcession | None = None
) -> StockHolding:
    price = 120_50 + 4_30 * number if item.kind == "medicine" else 0
    percent = concession.discount_percent if concession else 0
    return StockHolding(
        place=place,
        free=1 + number * 3 % 8,
        price_kopecks=price,
        to_pay_kopecks=price * (100 - percent) // 100,
        delivery_days=days,
        kept_until=NOW + timedelta(days=days + (3 if item.kind == "medicine" else 5)),
    )


def reservation_of(
    pack: Pack,
    item: StockItem,
    number: str = NUMBER,
    concession: ItemConcession | None = None,
    due_on: date | None = None,
) -> StockReservation:
    places = places_of(pack, item.kind)
    place = places[0] if places else None
    kept = holding(item, place.id if place else "", concession=concession)
    return StockReservation(
        number=number,
        code=CODE,
        state="collected" if due_on else "reserved",
        item=item,
        place=kept.place,
        place_title=place.title.ru if place else "",
        address=f"{place.town}, {place.address}" if place else "",
        units=1,
        to_pay_kopecks=kept.to_pay_kopecks,
        concession=concession,
        created_at=NOW,
        expected_at=NOW,
        expires_at=kept.kept_until,
        name_short="Полярная М. С.",
        qr=f"okno:t1:{number}:{'A' * 86}",
        loan_days=15 if item.kind == "book" else 0,
        due_on=due_on,
    )


def own_reservations(pack: Pack) -> tuple[StockReservation, ...]:
    """A medicine that waits, and a book at home."""
    return (
        reservation_of(pack, TABLETS, concession=HALF),
        reservation_of(pack, NOVEL, OTHER_NUMBER, due_on=date(2026, 12, 7)),
    )


def own_alerts(pack: Pack) -> tuple[StockAlert, ...]:
    """One that has come, one that has not."""
    places = places_of(pack, "medicine")
    place = places[0] if places else None
    return (
        StockAlert(
            item=MEDICINES[1],
            since=NOW,
            found_at=NOW,
            place=place.id if place else "",
            place_title=place.title.ru if place else "",
        ),
        StockAlert(item=BOOKS[1], since=NOW, found_at=None, place="", place_title=""),
    )
