"""From a number that rings to the person on the page in Chromium: backend, console and browser over TLS."""

from __future__ import annotations

import ssl
from contextlib import ExitStack
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final
from uuid import uuid4

import httpx
from playwright.sync_api import Browser, Page
from sqlalchemy import select, update

from backend.contacts.tables import contacts
from backend.contacts.values import By
from backend.contract.notice_seal import seal
from backend.contract.telephony import EVENTS_PATH, SEAL_HEADER
from backend.operators.tables import operators
from backend.operators.values import Role
from backend.region_ca import CA_CERTIFICATE_FILE
from backend.telephony import service as telephony
from tests.backend.region import TEST_VAULT, Region
from tests.backend.served import serving
from tests.callcenter.browsers import sign_in
from tests.callcenter.consoles import console_of

LINE: Final = "desk-1"
KEY: Final = "k" * 43
CHOSEN: Final = "dl.facts-in-line"
CANDIDATE: Final = "table.candidates tbody tr"
SEED: Final = 41


class Screen:
    """An operator's browser before a console and a backend of its own, with a telephone beside it."""

    def __init__(self, region: Region, count: int, folder: Path, browser: Browser, stack: ExitStack) -> None:
        self.region = region
        self.count = count
        self.chance = Random(SEED)
        served = stack.enter_context(serving(region, folder))
        console = stack.enter_context(console_of(served))
        account = console.account("olga", Role.OPERATOR)
        self._sit(account.login)
        trust = ssl.create_default_context(cafile=folder / CA_CERTIFICATE_FILE)
        backend = f"https://127.0.0.1:{served.port}"
        self.exchange = stack.enter_context(httpx.Client(base_url=backend, verify=trust))
        context = browser.new_context(ignore_https_errors=True, base_url=console.address)
        stack.callback(context.close)
        self.page: Page = context.new_page()
        sign_in(console, self.page, account)

    def number_to_person(self, number: str) -> float:
        """The call is told and taken, candidates are drawn, one is chosen and drawn; seconds."""
        call = uuid4().hex
        started = perf_counter()
        for event in ("ringing", "answered"):
            self._tell(event, call, number)
        told = perf_counter() - started
        contact = self._in_hand()  # the pop would know it; looking it up is the bench's own cost
        started = perf_counter()
        self.page.goto(f"/contacts/{contact}/caller")
        self.page.locator(CANDIDATE).first.wait_for()
        self.page.keyboard.press("Shift+Digit1")
        self.page.locator(CHOSEN).wait_for()
        drawn = perf_counter() - started
        self._over(contact)
        return told + drawn

    def _tell(self, event: str, call: str, number: str) -> None:
        now = self.region.clock.now
        body = {"line": LINE, "call": call, "event": event, "number": number, "at": now.isoformat()}
        content = httpx.Request("POST", "https://backend/", json=body).content
        headers = {"Content-Type": "application/json", SEAL_HEADER: seal(KEY, content, now)}
        answer = self.exchange.post(EVENTS_PATH, content=content, headers=headers)
        assert answer.status_code == 204, answer.text

    def _sit(self, login: str) -> None:
        with self.region.database.maintenance() as connection:
            telephony.add_line(connection, TEST_VAULT, LINE, KEY, bytes(12), self.region.clock.now)
            found = select(operators.c.operator).where(operators.c.login == login)
            operator = connection.execute(found).scalar_one()
            telephony.sit(connection, By(operator, self.region.clock.now), LINE)

    def _in_hand(self) -> str:
        with self.region.database.maintenance() as connection:
            talking = select(contacts.c.contact).where(contacts.c.state == "talking")
            return str(connection.execute(talking.where(contacts.c.line == LINE)).scalar_one())

    def _over(self, contact: str) -> None:
        with self.region.database.maintenance() as connection:
            over = update(contacts).where(contacts.c.contact == contact)
            connection.execute(over.values(state="closed", ended_at=self.region.clock.now))
