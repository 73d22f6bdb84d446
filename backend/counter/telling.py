"""Says in the contract's words what the services of stock found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from backend.contract import stock as told
from backend.people.values import Named
from backend.stock.concessions import NO_CONCESSION, Concession
from backend.stock.lending import LOAN
from backend.stock.service.reserving import kept_until
from backend.stock.values import Alert, Found, Holding, Item, Reservation
from backend.tickets.composing import Owner, TicketMaker
from backend.vault import Vault

CODE_LENGTH = 4


def code_of(vault: Vault, number: str) -> str:
    """The four digits on the paper: derived under the vault's key, so that a reprint shows the same."""
    return f"{int(vault.hash_of('reservation code', number), 16) % 10**CODE_LENGTH:0{CODE_LENGTH}d}"


def item(each: Item) -> told.StockItem:
    return told.StockItem(
        item=each.item,
        kind=each.kind,
        title=each.title,
        substance=each.substance,
        author=each.author,
        details=each.details,
        prescription=each.prescription,
        concessionary=each.concessionary,
    )


def found(search: Found, offers: Mapping[str, tuple[int, int]]) -> told.FoundItems:
    def line(each: Item) -> told.FoundItem:
        places, price = offers.get(each.item, (0, None))
        return told.FoundItem(item=item(each), places=places, from_kopecks=price)

    return told.FoundItems(items=tuple(map(line, search.items)), understood=search.understood)


def holding(each: Holding, of: Item, concession: Concession, now: datetime) -> told.StockHolding:
    """With what this person pays there."""
    applied = concession if of.concessionary else NO_CONCESSION
    return told.StockHolding(
        place=each.place,
        free=each.free,
        price_kopecks=each.price_kopecks,
        to_pay_kopecks=applied.of(each.price_kopecks),
        delivery_days=each.delivery_days,
        kept_until=kept_until(of, each.delivery_days, now),
    )


def concession(of: Concession) -> told.ItemConcession | None:
    if not of.discount_percent:
        return None
    return told.ItemConcession(concession=of.id, category=of.category, discount_percent=of.discount_percent)


def reservation(
    each: Reservation, maker: TicketMaker, of: Named, granted: Concession = NO_CONCESSION
) -> told.StockReservation:
    """`granted`: what is named as the ground; nothing below level 2."""
    places = maker.places
    return told.StockReservation(
        number=each.number,
        code=code_of(maker.vault, each.number),
        state=each.state,
        item=item(each.item),
        place=each.place,
        place_title=places.title_of(each.place),
        address=places.address_of(each.place),
        units=each.units,
        to_pay_kopecks=each.to_pay_kopecks,
        concession=concession(granted),
        created_at=each.created_at,
        expected_at=each.created_at + timedelta(days=each.delivery_days),
        expires_at=each.expires_at,
        name_short=_owner(of).name_short,
        qr=maker.signer.qr_text(each.number),
        loan_days=LOAN.days if each.item.kind == "book" else 0,
        due_on=each.due_on,
    )


def alert(each: Alert, maker: TicketMaker) -> told.StockAlert:
    return told.StockAlert(
        item=item(each.item),
        since=each.since,
        found_at=each.found_at,
        place=each.place,
        place_title=maker.places.title_of(each.place),
    )


def at_desk(each: Reservation, named: Mapping[str, Named]) -> told.DeskReservation:
    return told.DeskReservation(
        number=each.number,
        state=each.state,
        item=item(each.item),
        units=each.units,
        to_pay_kopecks=each.to_pay_kopecks,
        name_short=_owner(named[each.person]).name_short,
        created_at=each.created_at,
        expires_at=each.expires_at,
    )


def _owner(person: Named) -> Owner:
    return Owner(person.last_name, person.first_name, person.middle_name, person.birth_date)
