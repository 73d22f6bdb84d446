"""Out of stock: who asked is told once, whatever brought it back; deliveries, and books that are lent."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.restocked import tell_of_restocked
from backend.stock.service import alerting
from tests.backend.app_http import code_of
from tests.backend.counter.test_counter import Desk, maria, post, shelf, waiting, wish
from tests.backend.messages.post import Post
from tests.backend.reception.desk import Citizen
from tests.backend.region import PLACES, Region
from tests.backend.stock.shelf import NOVEL, OTHER, PHARMACY, TABLETS, Shelf

__all__ = ["maria", "post", "shelf"]  # fixtures of the counter
PATH = f"/v1/stock/{TABLETS.item}/alert"


def ask(citizen: Citizen, near: str = PHARMACY, item: str = TABLETS.item) -> httpx.Response:
    http, path = citizen.kiosk.region.http, f"/v1/stock/{item}/alert"
    return http.request("PUT", path, json={"near": near}, headers=citizen.headers)


def deliver(region: Region, place: str, *lines: dict[str, Any], key: str = "") -> httpx.Response:
    headers = {**Desk(region).headers, "Idempotency-Key": key or uuid4().hex}
    return region.http.post(
        "/v1/desk/deliveries", json={"place": place, "lines": list(lines)}, headers=headers
    )


def scanned(region: Region, qr: str) -> httpx.Response:
    """What the desk's scanner has read from a slip."""
    headers = Desk(region).headers
    return region.http.post("/v1/desk/reservations/check", json={"qr": qr}, headers=headers)


def round_of(region: Region) -> None:
    asyncio.run(tell_of_restocked(region.services))


@pytest.fixture
def sold_out(maria: Citizen, shelf: Shelf) -> Citizen:
    shelf.stock(units=0)
    shelf.stock(place=OTHER, units=0)
    return maria


def test_who_asked_is_told_once_when_goods_are_delivered(
    sold_out: Citizen, region: Region, post: Post
) -> None:
    assert ask(sold_out).json() == {"item": TABLETS.item, "waiting": True}
    round_of(region)
    assert waiting(post) == [], "nothing has come yet"
    assert deliver(region, OTHER, {"item": TABLETS.item, "units": 3}).json()["lines"] == 1
    round_of(region)
    round_of(region)
    (told,) = waiting(post)
    assert told.startswith("Появилось то, о чём вы просили сообщить: Мурманск, ул. Туристов, д. 21.")
    assert TABLETS.title not in told
    assert TABLETS.substance not in told


def test_what_somebody_gave_back_counts_as_come(
    maria: Citizen, region: Region, post: Post, shelf: Shelf
) -> None:
    shelf.stock(place=OTHER, units=0)
    kept = maria.post("/v1/reservations", wish()).json()
    ask(maria)
    round_of(region)
    assert waiting(post) == []
    Citizen(maria.kiosk).post(f"/v1/reservations/{kept['number']}/cancel", {"code": kept["code"]})
    round_of(region)
    assert len(waiting(post)) == 1


def test_another_towns_pharmacy_is_no_answer(
    sold_out: Citizen, region: Region, post: Post, shelf: Shelf
) -> None:
    ask(sold_out)
    shelf.stock(place="far-away", units=5)
    round_of(region)
    assert waiting(post) == []
    assert "far-away" not in PLACES.places
    ask(sold_out, near="")
    round_of(region)
    assert len(waiting(post)) == 1, "asked for anywhere"


def test_who_has_no_telephone_sees_it_after_the_pin(sold_out: Citizen, region: Region) -> None:
    ask(sold_out)
    assert code_of(sold_out.get("/v1/reservations")) == "session-level"
    sold_out.enter_pin()
    (awaited,) = sold_out.get("/v1/reservations").json()["alerts"]
    assert (awaited["item"]["title"], awaited["found_at"]) == (TABLETS.title, None)
    deliver(region, PHARMACY, {"item": TABLETS.item, "units": 1})
    round_of(region)
    (found,) = sold_out.get("/v1/reservations").json()["alerts"]
    assert (found["place"], bool(found["found_at"])) == (PHARMACY, True)
    gone = region.http.delete(PATH, headers=sold_out.headers)
    assert gone.json() == {"item": TABLETS.item, "waiting": False}
    assert sold_out.get("/v1/reservations").json()["alerts"] == []


def test_a_lost_card_may_ask_but_neither_sees_nor_gives_up(sold_out: Citizen, region: Region) -> None:
    assert ask(sold_out).status_code == 200
    assert code_of(region.http.delete(PATH, headers=sold_out.headers)) == "session-level"


def test_nobody_waits_for_everything(
    sold_out: Citizen, region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerting, "MOST_ALERTS", 1)
    assert ask(sold_out).status_code == 200
    assert ask(sold_out).status_code == 200, "the same once more"
    assert code_of(ask(sold_out, item=NOVEL.item)) == "alerts-many"
    assert code_of(ask(sold_out, item="no-such-item")) == "item-unknown"


def test_a_delivery_is_entered_whole_or_not_at_all(maria: Citizen, region: Region, shelf: Shelf) -> None:
    before = shelf.counted()
    lines = ({"item": TABLETS.item, "units": 5, "price_kopecks": 90_00}, {"item": "no-such-item", "units": 1})
    assert code_of(deliver(region, PHARMACY, *lines)) == "item-unknown"
    assert shelf.counted() == before
    assert code_of(deliver(region, "nowhere", lines[0])) == "place-unknown"
    key = uuid4().hex
    for _ in range(2):
        assert deliver(region, PHARMACY, lines[0], key=key).status_code == 200
    assert shelf.counted() == (before[0] + 5, before[1]), "once, whatever is sent twice"
    where = maria.get(f"/v1/stock/{TABLETS.item}").json()
    assert [each["price_kopecks"] for each in where["holdings"] if each["place"] == PHARMACY] == [90_00]


def test_a_book_is_lent_until_a_working_day_and_comes_back(
    maria: Citizen, region: Region, shelf: Shelf
) -> None:
    shelf.stock(NOVEL, units=1)
    made = maria.post("/v1/reservations", {"item": NOVEL.item, "place": PHARMACY}).json()
    assert (made["loan_days"], made["due_on"], made["name_short"]) == (15, None, "Иванова М. П.")
    assert region.services.tickets.signer.number_in(made["qr"]) == made["number"]
    again = maria.post("/v1/reservations", {"item": NOVEL.item, "place": OTHER})
    assert code_of(again) in {"copy-limit", "stock-gone"}
    desk = Desk(region)
    checked = scanned(region, made["qr"]).json()
    assert (checked["number"], checked["state"], checked["name_short"]) == (
        made["number"],
        "reserved",
        "Иванова М. П.",
    )
    forged = f"{made['qr'][:-4]}{'AAAA' if not made['qr'].endswith('AAAA') else 'BBBB'}"
    assert code_of(scanned(region, forged)) == "reservation-unknown"
    assert code_of(scanned(region, "okno:t1:12345678:x")) == "body-invalid"
    assert desk.step(made["number"], "collected").json()["due_on"] == "2026-12-07"
    maria.enter_pin()
    (lent,) = maria.get("/v1/reservations").json()["reservations"]
    assert (lent["state"], lent["due_on"]) == ("collected", "2026-12-07")
    assert desk.step(made["number"], "returned").status_code == 200
    assert maria.get("/v1/reservations").json()["reservations"] == []
    assert shelf.counted(NOVEL) == (1, 0)
