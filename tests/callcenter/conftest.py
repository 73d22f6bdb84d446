"""A console in front of a real backend on SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.backend.quick_hashes import quick_hashes
from tests.backend.served import Served, serving
from tests.callcenter.browsers import ARGUMENTS, CHROMIUM, LAPTOP
from tests.callcenter.consoles import ConsoleInTest, console_of, region_in
from tests.callcenter.quick_wiring import quick_wiring

__all__ = ["quick_hashes", "quick_wiring"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(region_in(tmp_path), tmp_path) as running:
        yield running


@pytest.fixture
def console(served: Served) -> Iterator[ConsoleInTest]:
    with console_of(served) as running:
        yield running


@pytest.fixture
def browser(console: ConsoleInTest) -> Iterator[httpx.Client]:
    with console.browser() as client:
        yield client


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, console: ConsoleInTest) -> Iterator[Page]:
    """A tab whose errors, of scripts and of the content policy, fail the test."""
    context = chromium.new_context(
        ignore_https_errors=True,
        base_url=console.address,
        viewport={"width": LAPTOP[0], "height": LAPTOP[1]},
    )
    tab = context.new_page()
    tab.clock.install()
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on(
        "console", lambda message: errors.append(message.text) if "Content Security" in message.text else None
    )
    yield tab
    context.close()
    assert errors == []


@pytest.fixture
def another(chromium: Browser, console: ConsoleInTest) -> Iterator[Page]:
    """Another person's browser."""
    context = chromium.new_context(ignore_https_errors=True, base_url=console.address)
    yield context.new_page()
    context.close()


@pytest.fixture
def scriptless(chromium: Browser, console: ConsoleInTest) -> Iterator[Page]:
    """A tab of a browser that runs no scripts."""
    context = chromium.new_context(
        ignore_https_errors=True, base_url=console.address, java_script_enabled=False
    )
    yield context.new_page()
    context.close()
