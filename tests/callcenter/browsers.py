"""What a test of pages in a real browser needs."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from backend.operators.accounts import Handover
from tests.callcenter.consoles import ConsoleInTest, code_now

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
LAPTOP, DESKTOP = (1366, 768), (1920, 1080)


def sign_in(console: ConsoleInTest, page: Page, account: Handover, wanted: str = "/kiosks") -> None:
    page.goto(wanted)
    page.get_by_label("Логин").fill(account.login)
    page.get_by_label("Пароль").fill(account.password)
    page.get_by_label("Код из приложения").fill(code_now(console, account))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{wanted}")


def other_heading(page: Page, before: str) -> None:
    """Wait until a page with another heading stands there; between two pages there is none."""
    page.wait_for_function(
        "before => ![undefined, before].includes(document.getElementById('heading')?.innerText)", arg=before
    )


def violations(page: Page) -> list[str]:
    results = Axe().run(page)
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in results.response["violations"]]
