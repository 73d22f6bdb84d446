"""sipp calls baresip: the bridge tells the backend, the page in Chromium goes to the call, BYE ends it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Page, expect

from backend.operators.values import Role
from callcenter.softphone_bridge.bridge import Softphone, bridge
from tests.backend.served import Served
from tests.callcenter.consoles import ConsoleInTest
from tests.callcenter.desks import KEY, SHOWN, sit_down, telephone
from tests.callcenter.softphone_bridge.sip_phone import (
    LONGEST_WAIT,
    Ports,
    dial,
    free_ports,
    press_answer,
    skip_unless_installed,
    softphone,
)

pytestmark = pytest.mark.slow

CONTACT_PAGE = re.compile(r"/contacts/[0-9a-f-]{36}$")
TALK_MILLISECONDS = 20_000
"""Long enough for a busy machine to draw the page of the talk before the caller says BYE."""


class Caller:
    """Steps of the call, given by the test and taken in the thread of the telephones."""

    def __init__(self) -> None:
        self.is_ready, self.rings, self.answers = Event(), Event(), Event()
        self.hung_up: int | None = None


async def telephones(served: Served, folder: Path, ports: Ports, caller: Caller) -> None:
    def say(code: str) -> None:
        if code == "softphone-connected":
            caller.is_ready.set()

    async with softphone(folder, ports):
        own = Softphone("127.0.0.1", ports.control, "desk-1", KEY)
        running = asyncio.create_task(bridge(own, served.address(), served.region.clock, say))
        await asyncio.to_thread(caller.rings.wait, LONGEST_WAIT)
        dialled = await dial(ports, folder, TALK_MILLISECONDS)
        await asyncio.to_thread(caller.answers.wait, LONGEST_WAIT)
        await press_answer(ports)
        caller.hung_up = await dialled.wait()
        await asyncio.sleep(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@contextmanager
def calling(work: Callable[[], None]) -> Iterator[None]:
    thread = Thread(target=work, daemon=True)
    thread.start()
    yield
    thread.join(LONGEST_WAIT)


def test_the_page_follows_the_telephone(
    console: ConsoleInTest, served: Served, page: Page, tmp_path: Path
) -> None:
    skip_unless_installed()
    telephone(served)
    sit_down(console, page, console.account("olga", Role.OPERATOR))
    ports, caller, folder = free_ports(), Caller(), tmp_path / "phone"
    folder.mkdir()
    with calling(lambda: asyncio.run(telephones(served, folder, ports, caller))):
        assert caller.is_ready.wait(LONGEST_WAIT)
        caller.rings.set()
        page.wait_for_url(CONTACT_PAGE)
        expect(page.get_by_role("heading", name="Звонит телефон")).to_be_visible(timeout=20_000)
        expect(page.locator(".number")).to_have_text(SHOWN)
        caller.answers.set()
        expect(page.get_by_role("heading", name="Идёт разговор")).to_be_visible(timeout=20_000)
        expect(page.get_by_role("heading", name="Разговор закончен")).to_be_visible(timeout=60_000)
    assert caller.hung_up == 0
