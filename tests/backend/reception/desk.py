"""A citizen at a kiosk and an operator at a desk, in words that read like the walk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import update

from backend.people.tables import people
from tests.backend.card_in_hand import CardInHand
from tests.backend.filing import level_two
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

POLICY = "5100000000000017"
SNILS = "11223344595"
BIRTH = date(1948, 3, 8)


@dataclass
class Citizen:
    """Whoever stands at the kiosk; `session` "" without a card."""

    kiosk: KioskInTest
    person: str = ""
    card: CardInHand | None = None
    session: str = ""
    more: dict[str, str] = field(default_factory=dict)

    @classmethod
    def with_card(
        cls, region: Region, kiosk: KioskInTest, name: str = "Иванова", birth: date = BIRTH
    ) -> Citizen:
        """Their clinic is clinic-1; the card was tapped: level 1."""
        person = region.person(name, birth=birth)
        set_person(region, person, clinic="clinic-1")
        card = region.card_of(person)
        return cls(kiosk, person, card, str(kiosk.tap(card).json()["session"]))

    def enter_pin(self) -> None:
        assert self.card is not None
        self.session = level_two(self.kiosk, self.card)

    @property
    def headers(self) -> dict[str, str]:
        session = {"Okno-Session": self.session} if self.session else {}
        return {**self.kiosk.headers, **session, **self.more}

    def get(self, path: str) -> httpx.Response:
        return self.kiosk.region.http.get(path, headers=self.headers)

    def post(self, path: str, json: Any = None, key: str = "", **headers: str) -> httpx.Response:
        sent = {**self.headers, "Idempotency-Key": key or uuid4().hex, **headers}
        what = {} if json is None else {"json": json}
        return self.kiosk.region.http.post(path, headers=sent, **what)

    def hold(self, slot: str, key: str = "", **more: Any) -> httpx.Response:
        return self.post("/v1/holds", {"slot": slot, **more}, key)

    def confirm(self, held: httpx.Response, key: str = "", token: str = "") -> httpx.Response:
        assert held.status_code == 201, held.text
        told = held.json()
        headers = {"Okno-Hold": token or told["token"]}
        return self.post(f"/v1/holds/{told['hold']}/confirm", None, key, **headers)

    def release(self, held: httpx.Response, token: str = "") -> httpx.Response:
        told = held.json()
        headers = {**self.headers, "Okno-Hold": token or told["token"]}
        return self.kiosk.region.http.delete(f"/v1/holds/{told['hold']}", headers=headers)

    def book(self, slot: str, **more: Any) -> dict[str, Any]:
        """The ticket."""
        answer = self.confirm(self.hold(slot, **more))
        assert answer.status_code == 200, answer.text
        (ticket,) = answer.json()["tickets"]
        return dict(ticket)


@dataclass
class Operator:
    """Whoever sits at the desk."""

    region: Region
    role: str = "case_worker"

    @property
    def headers(self) -> dict[str, str]:
        token = self.region.services.tokens.issue("op-1", (self.role,), self.region.clock.now).access_token
        return {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> httpx.Response:
        return self.region.http.get(path, headers=self.headers)

    def post(self, path: str, json: Any = None, **headers: str) -> httpx.Response:
        sent = {**self.headers, "Idempotency-Key": uuid4().hex, **headers}
        return self.region.http.post(path, headers=sent, **({} if json is None else {"json": json}))

    def book(self, slot: str, person: str, reason: str = "") -> dict[str, Any]:
        held = self.post("/v1/desk/holds", {"slot": slot, "person": person, "reason": reason})
        assert held.status_code == 201, held.text
        path, token = f"/v1/desk/holds/{held.json()['hold']}/confirm", held.json()["token"]
        (ticket,) = self.post(path, **{"Okno-Hold": token}).json()["tickets"]
        return dict(ticket)

    def act(self, number: str, act: str, **more: Any) -> httpx.Response:
        return self.post(f"/v1/desk/bookings/{number}/{act}", {"reason": "Позвонила сама", **more})


def set_person(region: Region, person: str, **values: Any) -> None:
    with region.database.maintenance() as connection:
        connection.execute(update(people).where(people.c.person == person).values(**values))


def known(policy: str = POLICY) -> dict[str, Any]:
    """What somebody without a card types in."""
    return {"policy": policy, "birth_date": BIRTH.isoformat()}
