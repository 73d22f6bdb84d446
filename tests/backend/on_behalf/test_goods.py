"""Medicines and books kept for whoever calls, at their own price; nothing of why unless it may be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from backend.people.tables import person_categories
from backend.stock.concessions import Concession, Concessions
from tests.backend.app_http import AppHttp, code_of
from tests.backend.identification.call import Call, enter
from tests.backend.region import Region
from tests.backend.stock.shelf import NOVEL, OTHER, PHARMACY, TABLETS, Shelf

HALF = Concessions((Concession("half-price", "rehabilitated", 50),))


@pytest.fixture
def shelf(region: Region) -> Shelf:
    region.services = replace(region.services, concessions=HALF)
    region.http = AppHttp(region.services)
    made = Shelf(region.database)
    made.put(TABLETS, NOVEL)
    made.stock(units=1)
    made.stock(place=OTHER, units=4)
    made.stock(NOVEL, units=1)
    return made


@pytest.fixture
def entitled(region: Region, anna: str) -> str:
    row = {"person": anna, "category": "rehabilitated", "since": date(2000, 1, 1), "evidence": "Справка"}
    with region.database.maintenance() as connection:
        connection.execute(insert(person_categories), row)
    return anna


def reserve(call: Call, place: str = PHARMACY, item: str = TABLETS.item, **more: Any) -> dict[str, Any]:
    made = call.send("POST", "/v1/desk/reservations", {"item": item, "place": place, **more})
    assert made.status_code == 201, made.text
    return dict(made.json())


def test_from_the_shelf_to_the_number_and_back(shelf: Shelf, entitled: str, call: Call) -> None:
    where = call.send("GET", f"/v1/desk/stock/{TABLETS.item}").json()
    nearest = where["holdings"][0]
    assert (nearest["place"], nearest["to_pay_kopecks"] * 2) == (PHARMACY, 100_00)
    made = reserve(call)
    (kept,) = call.send("GET", "/v1/desk/kept").json()["reservations"]
    assert (kept["number"], kept["name_short"]) == (made["number"], made["name_short"])
    path = f"/v1/desk/reservations/{made['number']}"
    assert call.send("GET", path).json()["code"] == made["code"]
    given_up = call.send("POST", f"{path}/cancel", {"reason": "Передумала"})
    assert given_up.json()["state"] == "cancelled"
    assert shelf.counted() == (1, 0)
    assert shelf.faults() == dict.fromkeys(shelf.faults(), 0)


def test_why_somebody_pays_less_is_said_to_who_is_sure(
    region: Region, shelf: Shelf, entitled: str, call: Call
) -> None:
    assert reserve(call)["concession"] is None
    sure = Call(region, entitled, "call_back", operator="op-2")
    shown = sure.send("GET", f"/v1/desk/stock/{TABLETS.item}").json()["concession"]
    assert shown["category"] == "rehabilitated"


def test_what_is_gone_names_other_places(shelf: Shelf, call: Call) -> None:
    refused = call.send(
        "POST", "/v1/desk/reservations", {"item": TABLETS.item, "place": PHARMACY, "units": 2}
    )
    assert code_of(refused) == "stock-gone"
    assert [each["place"] for each in refused.json()["alternatives"]] == [OTHER]


def test_somebody_elses_reservation_is_neither_shown_nor_given_up(
    region: Region, shelf: Shelf, call: Call
) -> None:
    number = reserve(call)["number"]
    stranger = Call(region, enter(region, "Белых"), "data", operator="op-2")
    path = f"/v1/desk/reservations/{number}"
    assert code_of(stranger.send("GET", path)) == "identification-other-person"
    refused = stranger.send("POST", f"{path}/cancel", {"reason": "Чужое"})
    assert code_of(refused) == "identification-other-person"
    assert shelf.counted() == (1, 1)
    assert code_of(call.send("GET", "/v1/desk/reservations/0000000")) == "reservation-unknown"
