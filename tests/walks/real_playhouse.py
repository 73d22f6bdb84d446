"""A theatre, a lecture and a pool put up in a real backend, somebody who takes tickets, and their bank."""

from __future__ import annotations

import json
import sqlite3
import ssl
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx

from backend.contract.notice_seal import seal
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk

NOTICE_SECRET: Final = "a-secret-of-the-bank-and-the-region-0001"
SECRET_VARIABLE: Final = "OKNO_BACKEND_PAYMENT_NOTICE_SECRET"
PLACE: Final = "kirovsk-museum"
PLAN: Final = """
plan: theatre-main
title: Большой зал
zones: {a: Партер, b: Балкон}
rows:
  - {row: "1", zone: a, places: "w1 c2 _2 3-6 _2 c7 w8"}
  - {row: "2", zone: a, places: "1-8 _ 9-16"}
  - {row: "3", zone: a, places: "1-8 _ 9-16"}
  - passage
  - {row: "1", zone: b, places: "1-8 _ 9-16"}
"""
POSTER: Final = """
events:
  - event: snow-maiden
    place: {place}
    title: Снегурочка
    summary: Весенняя сказка в двух действиях
    age_mark: 6
    room: Большой зал
    entrance: вход со двора, есть пандус
    plan: theatre-main
    prices: {{a: 700, b: 450}}
    rules:
      per_person: 4
      pay_within_minutes: 1440
      discounts:
        - {{category: large-family, percent: 50, seats: 1}}
    dates:
      - {{on: {day}, starts: "18:00", minutes: 150}}
  - event: northern-lights
    place: {place}
    title: Лекция о сиянии
    age_mark: 12
    seats: 12
    dates:
      - {{on: {day}, starts: "15:00", minutes: 60}}
"""


def put_up(backend: Backend, folder: Path, today: date) -> None:
    """The hall, the account and the poster, by the provider's own commands."""
    plan, poster = folder / "plan.yaml", folder / "poster.yaml"
    plan.write_text(PLAN, "utf-8")
    day = (today + timedelta(days=6)).isoformat()
    poster.write_text(POSTER.format(place=PLACE, day=day), "utf-8")
    backend.command("bookings", "plan", "import", str(plan))
    backend.command(
        "payments", "payee", PLACE, "--name", "МБУК «Областной театр»", "--account", "40703810800000000017",
        "--bank", "АО «Северный пример»", "--bic", "044705999", "--correspondent", "30101810000000000999",
        "--inn", "5190000017", "--kpp", "519001001",
    )  # fmt: skip
    backend.command("bookings", "poster", "import", str(poster))


@dataclass
class Theatregoer:
    backend: Backend
    printer: SimulatedPrinter
    pcscd: PrivatePcscd
    kiosk: RealKiosk
    touches: list[str] = field(default_factory=list)

    def card_in(self, name: str) -> None:
        self.pcscd.insert(self.backend.cards / f"{name}.json")
        self.kiosk.page("welcome")
        self.kiosk.press("На главную")

    def touch(self, title: str) -> None:
        self.kiosk.press(title)
        self.touches.append(title)

    def to_seats(self, title: str, clock: str) -> None:
        """«Записаться», «Афиша», the event and its hour."""
        for press in ("Записаться", "Афиша", title, clock):
            self.touch(press)
        self.kiosk.page("event-seats")

    def touch_like(self, beginning: str) -> str:
        """The first target whose words begin so."""
        seen = self.kiosk.until(
            lambda view: any(press.startswith(beginning) for press in view["presses"]), beginning
        )
        title: str = next(press for press in seen["presses"] if press.startswith(beginning))
        self.touch(title)
        return title

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.backend.folder / "okno.db", timeout=30)) as database:
            return list(database.execute(query))

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.backend.folder / "okno.db", timeout=30)) as database:
            database.execute(statement)
            database.commit()

    def states(self) -> list[str]:
        found = self.rows("SELECT state FROM bookings ORDER BY created_at, seat")
        return [state for (state,) in found]

    def invoice(self) -> tuple[str, int, str]:
        """Number, kopecks and state of the newest."""
        found = self.rows("SELECT number, amount_kopecks, state FROM invoices ORDER BY created_at DESC")
        number, amount, state = found[0]
        return number, amount, state

    def bank_tells(self, secret: str = NOTICE_SECRET) -> httpx.Response:
        """Somebody has paid the newest invoice by the code; their bank says so."""
        number, amount, _ = self.invoice()
        now = datetime.now(UTC)
        told = {
            "notice": f"bank-{number}",
            "invoice": number,
            "amount_kopecks": amount,
            "paid_at": now.isoformat(timespec="seconds"),
        }
        body = json.dumps(told).encode()
        headers = {"Okno-Signature": seal(secret, body, now), "Content-Type": "application/json"}
        trusted = ssl.create_default_context(cafile=str(self.backend.folder / "region-ca.pem"))
        with httpx.Client(verify=trusted) as line:
            return line.post(f"{self.backend.url}/v1/payment-notices", content=body, headers=headers)
