"""A console served over TLS, its real backend, and a technician with a browser's manners."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from pathlib import Path
from secrets import token_hex
from threading import Thread
from time import sleep
from uuid import uuid4

import httpx
import pyotp
from cryptography.hazmat.primitives.asymmetric import ec

from backend.calling.assertion import public_jwk
from backend.contract.kiosks import EnrolledKiosk, Heartbeat
from backend.database.opening import open_database
from backend.kiosks import service as kiosks
from backend.kiosks.service import EnrolmentAttempt
from backend.matching import service as matching
from backend.matching.service import Run
from backend.operators import service as operators
from backend.operators.accounts import Handover, make_account
from backend.operators.values import Role
from backend.region_ca import CA_CERTIFICATE_FILE, SERVER_CERTIFICATE_FILE, SERVER_KEY_FILE
from callcenter.log import make_log
from callcenter.serving import Listening, server_for
from callcenter.wiring import wire
from config.callcenter import CallcenterSettings
from config.service_manager import ServiceManager
from tests.backend.conftest import create_tables
from tests.backend.region import HandClock, Region
from tests.backend.served import Served, port_of

LATE_LINE = 0.1  # seconds in which a line of the log follows its answer
HEALTHY = {
    "reader": "ready",
    "printer": "ready",
    "voice": "ready",
    "pack_hash": "ab" * 32,
    "version": "0.1.0",
    "uptime_seconds": 273_900,
}


@dataclass
class ConsoleInTest:
    """A running console; `api` is the region behind it."""

    region: Region
    folder: Path
    port: int
    log: StringIO = field(default_factory=StringIO)

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def browser(self) -> httpx.Client:
        """A client that keeps cookies and follows redirects, as browsers do."""
        trust = ssl.create_default_context(cafile=self.folder / CA_CERTIFICATE_FILE)
        return httpx.Client(base_url=self.address, verify=trust, follow_redirects=True)

    def account(self, login: str = "tamara", role: Role = Role.TECHNICIAN, *more: Role) -> Handover:
        account, handover = make_account(
            login, "Тамара", frozenset({role, *more}), self.region.clock.now, self.region.services.vault
        )
        with self.region.database.maintenance() as connection:
            operators.add(connection, account)
        return handover

    def kiosk(
        self, title: str, silent_for: timedelta = timedelta(), skew: float = 0.0, **told: object
    ) -> str:
        """Enrol a kiosk that was heard `silent_for` ago and told what HEALTHY and `told` say."""
        key = public_jwk(ec.generate_private_key(ec.SECP256R1()))
        code_hash = kiosks.invitation_hash(self.region.services.vault, self.region.invitation(title))
        now, kiosk = self.region.clock.now, f"kiosk-{token_hex(6)}"
        attempt = EnrolmentAttempt(code_hash, key, "", now, kiosk, uuid4().hex)
        heard = now - silent_for
        sent = {"sent_at": heard + timedelta(seconds=skew), **HEALTHY, **told}
        with self.region.database.maintenance() as connection:
            enrolled = kiosks.enrol(connection, attempt)
            assert isinstance(enrolled, EnrolledKiosk)
            kiosks.keep_heartbeat(connection, kiosk, Heartbeat.model_validate(sent), heard)
        return kiosk


def region_in(folder: Path) -> Region:
    """A backend on a new SQLite file."""
    url = f"sqlite:///{folder / 'okno.db'}"
    create_tables(url)
    return Region(open_database(url), HandClock())


@contextmanager
def console_of(served: Served, port: int | None = None) -> Iterator[ConsoleInTest]:
    """Serve a console of the backend for the block; `port` is another way to the backend."""
    folder, region = served.folder, served.region
    settings = CallcenterSettings(
        backend=f"https://127.0.0.1:{port or served.port}",
        ca=folder / CA_CERTIFICATE_FILE,
        session_key=folder / "session.key",
    )
    log = StringIO()
    listening = Listening("127.0.0.1", 0, folder / SERVER_CERTIFICATE_FILE, folder / SERVER_KEY_FILE)
    console = wire(settings, region.clock, make_log(log))
    server = server_for(console, listening, ServiceManager({}, 0))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield ConsoleInTest(region, folder, port_of(server), log)
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def code_now(console: ConsoleInTest, account: Handover) -> str:
    return pyotp.TOTP(account.totp_secret).at(console.region.clock.now)


def form_key(page: httpx.Response) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def sign_in(
    console: ConsoleInTest, browser: httpx.Client, account: Handover, wanted: str = "/kiosks", **changed: str
) -> httpx.Response:
    """Fill in the form and send it."""
    page = browser.get("/sign-in", params={"next": wanted})
    fields = {
        "form_key": form_key(page),
        "next": wanted,
        "login": account.login,
        "password": account.password,
        "code": code_now(console, account),
    }
    return browser.post("/sign-in", data={**fields, **changed})


def code_on(page: httpx.Response) -> str:
    """The code a problem page or notice names."""
    found = re.search(r"(?:Код|Code): <code>([a-z-]+)</code>", page.text)
    assert found, page.text
    return found[1]


def asked_of_backend(console: ConsoleInTest) -> list[str]:
    """The routes that the backend was asked so far."""
    lines = console.region.log.getvalue().splitlines()
    return [line.split('"route": "')[1].split('"')[0] for line in lines if '"request"' in line]


def asked_by_pages(console: ConsoleInTest) -> list[str]:
    """The same without what rings beside every page, once the last line has come: it follows its answer."""
    asked, later = None, asked_of_backend(console)
    while asked != later:
        sleep(LATE_LINE)
        asked, later = later, asked_of_backend(console)
    return [route for route in later if not route.endswith("/ring")]


def match(console: ConsoleInTest, measures: Mapping[str, int], people: int) -> None:
    """A finished matching: how many of so many people could have each measure."""
    region = console.region
    everybody = sorted(region.person() for _ in range(people))
    run = Run(uuid4().hex, region.clock.now.date(), "cd" * 32, region.clock.now, "tests")
    found = [(person, measure) for measure, how_many in measures.items() for person in everybody[:how_many]]
    with region.database.maintenance() as connection:
        matching.begin(connection, run)
        matching.replace(connection, run, everybody, found)
        matching.finish(connection, run, region.clock.now, people)
