"""Somebody at a real kiosk who looks for medicines and books, and the shelves as the backend has them."""

from __future__ import annotations

import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from pyotp import TOTP, parse_uri

from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk, kiosk


@dataclass
class Customer:
    backend: Backend
    printer: SimulatedPrinter
    pcscd: PrivatePcscd
    kiosk: RealKiosk

    def card_in(self, name: str) -> None:
        self.pcscd.insert(self.backend.cards / f"{name}.json")

    def look_for(self, section: str, text: str, found: str) -> None:
        """«Записаться», the section, the text letter by letter, and the one that is meant."""
        if self.kiosk.views[-1]["name"] != "home":
            self.kiosk.press("На главную")
        self.kiosk.press("Записаться")
        self.kiosk.press(section)
        self.kiosk.order(f"write {text}")
        self.kiosk.press(found)

    def first_place(self) -> str:
        """The first place of the list."""
        presses: list[str] = self.kiosk.page("goods-places")["presses"]
        return next(title for title in presses if title not in ("Для меня", *self._names(presses)))

    def _names(self, presses: list[str]) -> list[str]:
        return [title for title in presses if title.endswith(".") and "\xa0" in title]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.backend.folder / "okno.db")) as database:
            return list(database.execute(query))

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.backend.folder / "okno.db", timeout=30)) as database:
            database.execute(statement)
            database.commit()

    def reservations(self) -> list[tuple[object, ...]]:
        """Kind, state, level and price of all there are, the oldest first."""
        return self.rows(
            "SELECT kind, state, level, to_pay_kopecks FROM reservations JOIN items USING (item)"
            " ORDER BY created_at"
        )

    def balanced(self) -> bool:
        """Whether what stands is what is counted, as `backend check` sees it."""
        return not self.rows(
            "SELECT 1 FROM holdings LEFT JOIN (SELECT item, place, sum(units) AS standing FROM reservations"
            " WHERE state IN ('reserved', 'delivered') GROUP BY item, place) USING (item, place)"
            " WHERE coalesce(standing, 0) <> taken"
        )


@contextmanager
def customer(made: Backend, reader: PrivatePcscd, folder: Path) -> Iterator[Customer]:
    with SimulatedPrinter() as printer, kiosk(folder, printer, reader) as running:
        yield Customer(made, printer, reader, running)
        reader.remove()


@dataclass
class Clerk:
    """The desk of a pharmacy or a library, over the same API as everybody."""

    backend: Backend
    token: str = ""

    def sign_in(self) -> None:
        """With an account made for the test."""
        told = self.backend.command("operator", "add", "librarian", "--name", "Демо", "--role", "case_worker")
        lines = dict(line.split(": ", 1) for line in told.splitlines() if ": " in line)
        authenticator = parse_uri(lines["authenticator"])
        assert isinstance(authenticator, TOTP)
        code = authenticator.now()
        login = {"login": lines["login"], "password": lines["password"], "code": code}
        answer = self._ask("/v1/operators/token", login)
        self.token = answer["access_token"]

    def step(self, number: object, step: str) -> dict[str, Any]:
        return self._ask(f"/v1/desk/reservations/{number}/steps", {"step": step})

    def asks(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Any other address of the desk."""
        return self._ask(path, body)

    def _ask(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        trust = ssl.create_default_context(cafile=str(self.backend.folder / "region-ca.pem"))
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        headers = {"Idempotency-Key": uuid4().hex, **bearer}
        with httpx.Client(verify=trust, base_url=self.backend.url, trust_env=False) as client:
            answer = client.post(path, json=body, headers=headers)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told
