"""The kiosk's own client against a real server: from the search to the reservation and its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.client import ClientFailure, KioskClient
from backend.contract.cards import CardSession, HolderSession
from backend.contract.stock import (
    ChangedReservation,
    FoundItems,
    ItemHoldings,
    OwnReservations,
    ReservationIn,
    StockReservation,
    places_that_have,
)
from tests.backend.kiosk_client import client_of, proof_of
from tests.backend.region import Region
from tests.backend.served import serving
from tests.backend.stock.shelf import OTHER, PHARMACY, TABLETS, Shelf

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]


@pytest.fixture
def client(region: Region, tmp_path: Path) -> Iterator[KioskClient]:
    region.clock.now = datetime.now(UTC)
    with serving(region, tmp_path / "data") as served, client_of(served) as made:
        yield made


def test_from_the_search_to_the_end_of_a_reservation(region: Region, client: KioskClient) -> None:
    shelf = Shelf(region.database)
    shelf.put(TABLETS)
    shelf.stock(units=1)
    shelf.stock(place=OTHER, units=2)
    card = region.card_of(region.person())

    found = client.reservations.search("medicine", "бролезал")
    assert isinstance(found, FoundItems)
    assert [each.item.title for each in found.items] == ["Бролизал"]
    where = client.reservations.holdings(TABLETS.item, near=OTHER)
    assert isinstance(where, ItemHoldings)
    assert [each.place for each in where.holdings] == [OTHER, PHARMACY]

    opened = client.open_card_session(proof_of(client, card, "9E"))
    assert isinstance(opened, CardSession)
    wish = ReservationIn(item=TABLETS.item, place=PHARMACY)
    kept = client.reservations.reserve(wish, "b" * 32, opened.session)
    assert isinstance(kept, StockReservation)
    assert client.reservations.reserve(wish, "b" * 32, opened.session) == kept
    gone = client.reservations.reserve(wish, "c" * 32, opened.session)
    assert isinstance(gone, ClientFailure)
    assert [each.place for each in places_that_have(gone.problem)] == [OTHER]

    assert isinstance(client.prove_holder(opened.session, proof_of(client, card, "9A")), HolderSession)
    own = client.reservations.own(opened.session)
    assert isinstance(own, OwnReservations)
    assert [each.number for each in own.reservations] == [kept.number]
    cancelled = client.reservations.cancel(kept.number, "d" * 32, code=kept.code)
    assert isinstance(cancelled, ChangedReservation)
    assert cancelled.state == "cancelled"
    assert shelf.counted() == (1, 0)
