"""What tests of the operator's desk need: a telephone that tells the backend, a line that can be cut."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from secrets import token_bytes
from threading import Thread
from typing import Any, ParamSpec, TypeVar

import httpx
from playwright.sync_api import Page, expect

from backend.contract.notice_seal import seal
from backend.contract.telephony import EVENTS_PATH, SEAL_HEADER
from backend.operators.accounts import Handover
from backend.region_ca import CA_CERTIFICATE_FILE
from backend.telephony import service as telephony
from tests.backend.region import Region
from tests.backend.served import Served
from tests.callcenter.browsers import sign_in
from tests.callcenter.consoles import ConsoleInTest

KEY = "k" * 43
CALLER = "8 (921) 123-45-67"
SHOWN = "+7\N{NO-BREAK SPACE}921\N{NO-BREAK SPACE}123-45-67"
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def beside(work: Callable[Asked, Answer], *arguments: Asked.args, **named: Asked.kwargs) -> Answer:
    """Run it in another thread: Playwright's own loop runs in this one."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(work, *arguments, **named).result()


@dataclass
class Telephone:
    """One line's telephone, as an exchange tells of it over HTTPS."""

    served: Served
    line: str = "desk-1"

    def tells(self, event: str, call: str = "a@pbx", number: str = CALLER, **more: str) -> None:
        beside(self._tell, {"line": self.line, "call": call, "event": event, "number": number, **more})

    def _tell(self, told: dict[str, str]) -> None:
        now = self.served.region.clock.now
        body = {"at": now.isoformat(), **told}
        trust = ssl.create_default_context(cafile=self.served.folder / CA_CERTIFICATE_FILE)
        with httpx.Client(base_url=f"https://127.0.0.1:{self.served.port}", verify=trust) as client:
            request = client.build_request("POST", EVENTS_PATH, json=body)
            request.headers[SEAL_HEADER] = seal(KEY, request.content, now)
            answer = client.send(request)
        assert answer.status_code == 204, answer.text


def telephone(served: Served, line: str = "desk-1") -> Telephone:
    """A line with its telephone."""

    def add(region: Region) -> None:
        with region.database.maintenance() as connection:
            vault, now = region.services.vault, region.clock.now
            telephony.add_line(connection, vault, line, KEY, token_bytes(12), now)

    beside(add, served.region)
    return Telephone(served, line)


def sit_down(console: ConsoleInTest, page: Page, account: Handover) -> None:
    """Sign in and take the one free telephone, by keys."""
    sign_in(console, page, account, "/")
    page.get_by_role("button", name="Сесть за телефон").press("Enter")
    expect(page.locator("main")).to_contain_text("Ждём звонка", timeout=30_000)


@dataclass
class CutLine:
    """Stands before the backend and can be cut; whoever asks meanwhile finds nobody."""

    behind: int
    port: int = 0
    _listener: socket.socket | None = None
    _open: list[socket.socket] = field(default_factory=list)

    def mend(self) -> None:
        """Listen at the same port as before."""
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self._listener = listener
        Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Nobody listens, and whoever was connected is not any more."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                here, _ = listener.accept()
                there = socket.create_connection(("127.0.0.1", self.behind))
                self._open += [here, there]
                for source, target in ((here, there), (there, here)):
                    Thread(target=_pour, args=(source, target), daemon=True).start()


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(served: Served) -> Iterator[CutLine]:
    line = CutLine(served.port)
    line.mend()
    yield line
    line.cut()


def only_contact(region: Region) -> dict[str, Any]:
    """The one contact there is."""

    def look() -> dict[str, Any]:
        with region.database.maintenance() as connection:
            (row,) = connection.exec_driver_sql("SELECT * FROM contacts").mappings()
            return dict(row)

    return beside(look)
