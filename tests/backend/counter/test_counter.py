"""At the kiosk: search, see where it is, have it kept, hear that it has come, fetch it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, select

from backend.audit.tables import audit_events
from backend.contract.problems import Problem
from backend.contract.stock import places_that_have
from backend.messages.restock import Restock
from backend.messages.tables import messages
from backend.people.tables import people, person_categories
from backend.stock.concessions import Concession, Concessions
from tests.backend.app_http import AppHttp, code_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.messages.post import Post
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region
from tests.backend.stock.shelf import NOVEL, OTHER, PHARMACY, TABLETS, Shelf

CONCESSIONS = Concessions((Concession("medicines-half", "rehabilitated", 50),))


@dataclass
class Desk:
    """The pharmacy's own side."""

    region: Region

    @property
    def headers(self) -> dict[str, str]:
        token = self.region.services.tokens.issue(
            "op-1", ("case_worker",), self.region.clock.now
        ).access_token
        return {"Authorization": f"Bearer {token}"}

    def list(self, place: str = PHARMACY) -> list[dict[str, Any]]:
        answer = self.region.http.get(f"/v1/desk/reservations?place={place}", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["reservations"])

    def step(self, number: str, step: str) -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": uuid4().hex}
        return self.region.http.post(
            f"/v1/desk/reservations/{number}/steps", json={"step": step}, headers=headers
        )


@pytest.fixture
def post(region: Region) -> Iterator[Post]:
    """The region with carriers, and a pack that knows who pays half."""
    made = Post(region)
    region.services = replace(
        made.services,
        concessions=CONCESSIONS,
        tell_delivered=made.office.tell_delivered,
        tell_available=Restock(made.office).tell,
    )
    region.http = AppHttp(region.services)
    yield made


@pytest.fixture
def shelf(region: Region, post: Post) -> Shelf:
    made = Shelf(region.database)
    made.put(TABLETS, NOVEL)
    made.stock(units=1)
    made.stock(place=OTHER, units=4)
    return made


@pytest.fixture
def maria(region: Region, shelf: Shelf, kiosk: KioskInTest) -> Citizen:
    """Rehabilitated, with a phone."""
    citizen = Citizen.with_card(region, kiosk)
    with region.database.maintenance() as connection:
        connection.execute(people.update().values(phone="+79110000001"))
        row = {
            "person": citizen.person,
            "category": "rehabilitated",
            "since": date(2000, 1, 1),
            "evidence": "Справка",
        }
        connection.execute(insert(person_categories), row)
    return citizen


def waiting(post: Post) -> list[str]:
    """The texts that lie ready to be sent."""
    return post.run(lambda connection: list(connection.execute(select(messages.c.body)).scalars()))


def wish(place: str = PHARMACY, **more: Any) -> dict[str, Any]:
    return {"item": TABLETS.item, "place": place, **more}


def test_from_the_search_to_the_pharmacy(maria: Citizen, post: Post, shelf: Shelf) -> None:
    found = maria.get("/v1/stock?kind=medicine&text=брализал").json()
    assert [(each["item"]["title"], each["places"], each["from_kopecks"]) for each in found["items"]] == [
        ("Бролизал", 2, 100_01)
    ]
    maria.enter_pin()
    where = maria.get(f"/v1/stock/{TABLETS.item}").json()
    assert [(each["place"], each["to_pay_kopecks"]) for each in where["holdings"]] == [
        (PHARMACY, 50_00),
        (OTHER, 50_00),
    ]
    assert where["concession"]["category"] == "rehabilitated"
    made = maria.post("/v1/reservations", wish())
    assert made.status_code == 201, made.text
    kept = made.json()
    assert (kept["to_pay_kopecks"], kept["address"]) == (50_00, "Мурманск, ул. Шмидта, д. 39")

    desk = Desk(maria.kiosk.region)
    assert [(each["number"], each["name_short"]) for each in desk.list()] == [
        (kept["number"], "Иванова М. П.")
    ]
    assert desk.step(kept["number"], "delivered").json()["state"] == "delivered"
    assert desk.step(kept["number"], "delivered").status_code == 200
    (told,) = waiting(post)
    assert told.startswith(f"Заказ {kept['number']} готов: Мурманск, ул. Шмидта, д. 39.")
    (own,) = maria.get("/v1/reservations").json()["reservations"]
    assert (own["state"], own["concession"]["discount_percent"]) == ("delivered", 50)
    assert desk.step(kept["number"], "collected").json()["state"] == "collected"
    assert maria.get("/v1/reservations").json()["reservations"] == []
    assert shelf.counted() == (0, 0)


def test_a_lost_card_tells_its_finder_no_ground_and_no_reservation(maria: Citizen) -> None:
    where = maria.get(f"/v1/stock/{TABLETS.item}").json()
    assert where["concession"] is None
    assert {each["to_pay_kopecks"] for each in where["holdings"]} == {100_01}
    made = maria.post("/v1/reservations", wish()).json()
    assert (made["to_pay_kopecks"], made["concession"]) == (100_01, None)
    assert code_of(maria.get("/v1/reservations")) == "session-level"
    again = maria.post("/v1/reservations", wish(OTHER))
    assert again.status_code == 201, "whether she has one already is not told"


def test_what_is_gone_brings_the_nearest_along(maria: Citizen) -> None:
    maria.post("/v1/reservations", wish())
    gone = maria.post("/v1/reservations", wish())
    assert code_of(gone) == "stock-gone"
    named = places_that_have(Problem.model_validate_json(gone.content))
    assert [each.place for each in named] == [OTHER]
    assert places_that_have(None) == ()


def test_the_same_request_twice_reserves_once(maria: Citizen, shelf: Shelf) -> None:
    key = uuid4().hex
    first, second = (maria.post("/v1/reservations", wish(OTHER), key) for _ in range(2))
    assert first.json() == second.json()
    assert shelf.counted(place=OTHER) == (4, 1)
    assert code_of(maria.post("/v1/reservations", wish(), key)) == "idempotency-key-reused"


def test_without_a_card_the_code_on_the_paper_cancels(maria: Citizen, shelf: Shelf) -> None:
    made = maria.post("/v1/reservations", wish()).json()
    nobody = Citizen(maria.kiosk)
    path = f"/v1/reservations/{made['number']}/cancel"
    wrong = f"{(int(made['code']) + 1) % 10_000:04d}"
    assert code_of(nobody.post(path, {"code": wrong})) == "reservation-unknown"
    assert nobody.post(path, {"code": made["code"]}).json()["state"] == "cancelled"
    assert shelf.counted() == (1, 0)


def test_codes_cannot_be_tried_through(maria: Citizen) -> None:
    made = maria.post("/v1/reservations", wish()).json()
    nobody = Citizen(maria.kiosk)
    path = f"/v1/reservations/{made['number']}/cancel"
    wrong = f"{(int(made['code']) + 1) % 10_000:04d}"
    for _ in range(5):
        assert code_of(nobody.post(path, {"code": wrong})) == "reservation-unknown"
    assert code_of(nobody.post(path, {"code": made["code"]})) == "too-many-attempts"


def test_somebody_elses_reservation_reads_like_none(maria: Citizen, region: Region) -> None:
    made = maria.post("/v1/reservations", wish()).json()
    stranger = Citizen.with_card(region, maria.kiosk, "Петрова")
    path = f"/v1/reservations/{made['number']}/cancel"
    assert code_of(stranger.post(path, {})) == "session-level"
    stranger.enter_pin()
    assert code_of(stranger.post(path, {})) == "reservation-unknown"
    maria.enter_pin()
    assert maria.post(path, {}).json()["state"] == "cancelled"


def test_every_look_and_step_is_in_the_journal(maria: Citizen, region: Region) -> None:
    maria.enter_pin()
    maria.get(f"/v1/stock/{TABLETS.item}")
    made = maria.post("/v1/reservations", wish()).json()
    Desk(region).list()
    Desk(region).step(made["number"], "collected")
    with region.database.maintenance() as connection:
        lines = connection.execute(
            select(audit_events.c.action).where(audit_events.c.person == maria.person)
        ).scalars()
        actions = set(lines)
    assert {
        "concession.view",
        "reservation.make",
        "reservation.view",
        "reservation.collected",
    } <= actions


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v1/stock?kind=bread&text=хлеб", "parameter-invalid"),
        ("/v1/stock?kind=medicine&text=", "parameter-invalid"),
        ("/v1/stock?kind=medicine&text=%00", ""),
        ("/v1/stock/no-such-item", "item-unknown"),
    ],
)
def test_bad_questions_have_plain_answers(maria: Citizen, path: str, code: str) -> None:
    answer = maria.get(path)
    assert (answer.status_code == 200) if not code else (code_of(answer) == code)


def test_without_a_card_nothing_is_kept(maria: Citizen) -> None:
    assert code_of(Citizen(maria.kiosk).post("/v1/reservations", wish())) == "session-missing"
