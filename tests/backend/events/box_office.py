"""A box office: what a kiosk, a bank and an operator do about tickets, in words that read like the walk."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import Connection

from backend.bookings import invariants as of_bookings
from backend.bookings.values import News
from backend.contract.notice_seal import seal
from backend.payments import invariants
from backend.payments.service import releasing
from backend.payments.service.cashier import Cashier
from tests.backend.app_http import AppHttp
from tests.backend.bookings.house import House
from tests.backend.events.theatre import POSTER, put_up
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Operator
from tests.backend.region import TEST_VAULT, Region

SECRET = "a secret that a bank and a region share"


@dataclass
class BoxOffice:
    """One region with a theatre in it; `told` is the news people would get."""

    region: Region
    house: House
    kiosk: KioskInTest
    told: list[News]

    @classmethod
    def open(cls, region: Region, poster: str = POSTER) -> BoxOffice:
        told: list[News] = []

        def tell(_connection: Connection, news: Any) -> None:
            told.extend(news)

        cashier = Cashier(TEST_VAULT, region.clock, tell)
        region.services = replace(region.services, tell=cashier.hear, notice_secret=SECRET)
        region.http = AppHttp(region.services)
        house = House(region.database, region.clock.now)
        put_up(house, poster)
        return cls(region, house, region.kiosk(), told)

    def get(self, path: str) -> Any:
        answer = self.region.http.get(path, headers=self.kiosk.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def free(self, slot: str) -> set[int]:
        """Seats that the plan shows as free."""
        rows = self.get(f"/v1/events/{slot}/plan")["rows"]
        return {seat["seat"] for row in rows for seat in row["seats"] if seat["free"]}

    def invoice(self, held: httpx.Response) -> Any:
        told = held.json()
        headers = {**self.kiosk.headers, "Okno-Hold": told["token"]}
        answer = self.region.http.get(f"/v1/holds/{told['hold']}/invoice", headers=headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def notice(self, invoice: str, kopecks: int, notice: str = "", **more: Any) -> httpx.Response:
        """The bank tells of money."""
        now = self.region.clock()
        told = {
            "notice": notice or uuid4().hex,
            "invoice": invoice,
            "amount_kopecks": kopecks,
            "paid_at": now.isoformat(),
            **more,
        }
        body = json.dumps(told).encode()
        return self.send_notice(body, seal(SECRET, body, now))

    def send_notice(self, body: bytes, sealed: str) -> httpx.Response:
        headers = {"Content-Type": "application/json", "Okno-Signature": sealed}
        return self.region.http.post("/v1/payment-notices", content=body, headers=headers)

    def operator(self, path: str, json: Any = None) -> httpx.Response:
        """At the till."""
        desk = Operator(self.region)
        return desk.get(path) if json is None else desk.post(path, json)

    def money(self) -> list[Any]:
        return list(self.operator("/v1/desk/money").json()["money"])

    def refunds(self, state: str = "due") -> list[Any]:
        return list(self.operator(f"/v1/desk/refunds?state={state}").json()["refunds"])

    def forward(self, **by: float) -> None:
        self.region.clock.forward(**by)
        self.house.forward(**by)
        self.kiosk.sign_in()

    def release_unpaid(self) -> int:
        work = partial(releasing.release_unpaid, now=self.region.clock(), tell=self.region.services.tell)
        return self.house.run(work)

    def balance(self) -> list[str]:
        """The codes of what is not true."""

        def look(connection: Connection) -> list[str]:
            now = self.region.clock()
            return [*of_bookings.check(connection, now), *invariants.check(connection, now)]

        return self.house.run(look)

    def news(self) -> list[str]:
        return [each.kind for each in self.told]
