"""The auditor's journal, as a browser without scripts has it, and in a real one."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.operators.accounts import Handover
from backend.operators.values import Role
from backend.people.tables import people
from tests.callcenter.browsers import sign_in as sign_in_page
from tests.callcenter.browsers import violations
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in
from tests.callcenter.supervised import PACK, operator_of

pytestmark = pytest.mark.slow
TOPIC = PACK.call_topics[3]
SNILS = "11223344595"
HOSTILE = "=cmd|'/C calc'!A0"


def fill(console: ConsoleInTest) -> Handover:
    """Olga looked at Maria sixty times and at Pyotr once; Anna audits."""
    region = console.region
    anna, olga = console.account("anna", Role.AUDITOR), console.account("olga", Role.OPERATOR)
    maria = region.person("Котова", "Мария")
    petr = region.person("Львов", "Пётр")
    actor, now = f"operator:{operator_of(console, olga)}", region.clock.now
    looks = [
        AuditEvent(
            now - timedelta(minutes=n + 1), actor, "person.view.address", person=maria, purpose=TOPIC.id
        )
        for n in range(60)
    ]
    looks += [
        AuditEvent(now - timedelta(hours=2), "kiosk:k-1", "booking.list", "session-level", petr, maria),
        AuditEvent(now - timedelta(hours=3), actor, "other.thing", purpose=HOSTILE),
        AuditEvent(now - timedelta(days=30), actor, "person.candidate", person=petr),
    ]
    with region.database.maintenance() as connection:
        connection.execute(update(people).where(people.c.person == maria).values(snils=SNILS))
        audit.record(connection, *looks)
    return anna


def chosen(page: httpx.Response, **fields: str) -> dict[str, str]:
    days = {"begins": "2026-11-14", "ends": "2026-11-20"}
    return {"form_key": form_key(page), **days, "operator": "", "purpose": "", "number": "", **fields}


def test_page_by_page_and_as_a_file(console: ConsoleInTest, browser: httpx.Client) -> None:
    sign_in(console, browser, fill(console), "/lists")
    before = len(asked_of_backend(console))
    first = browser.get("/journal")
    assert asked_of_backend(console)[before:] == ["/v1/desk/journal"]
    assert first.text.count("Котова") == 50
    assert TOPIC.title.ru in first.text
    assert "Человек: просмотр" in first.text
    assert SNILS not in first.text
    older = first.text.split('name="older_than" value="')[1].split('"')[0]
    second = browser.post("/journal", data=chosen(first, older_than=older))
    assert second.text.count("person.view.address") == 10
    assert "Инфокиоск k-1" in second.text
    assert "session-level" in second.text
    assert "other.thing" in second.text
    assert 'name="older_than"' not in second.text
    file = browser.post("/journal/file", data=chosen(first))
    assert file.headers["content-disposition"] == (
        'attachment; filename="okno-journal-2026-11-14-2026-11-20.csv"'
    )
    rows = list(csv.reader(StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row[2] for row in rows[1:]].count("Тамара") == 61
    assert any(f"'{HOSTILE}" in row for row in rows)


def test_what_is_asked_for_stands_in_the_form_and_in_no_address(
    console: ConsoleInTest, browser: httpx.Client
) -> None:
    sign_in(console, browser, fill(console), "/lists")
    first = browser.get("/journal")
    of_maria = browser.post("/journal", data=chosen(first, number="112-233-445 95"))
    assert "Показаны строки о человеке: Котова" in of_maria.text
    assert 'value="112-233-445 95"' in of_maria.text
    assert "Львов" not in of_maria.text
    nobody = browser.post("/journal", data=chosen(first, number="12345"))
    assert "Такого номера в регистре нет" in nobody.text
    by_topic = browser.post("/journal", data=chosen(first, purpose=TOPIC.title.ru.upper()))
    assert by_topic.text.count("person.view.address") == 50
    assert "other.thing" not in by_topic.text
    wrong = browser.post("/journal", data=chosen(first, begins="2026-01-01"))
    assert (wrong.status_code, code_on(wrong)) == (422, "journal-period")
    assert 'value="2026-01-01"' in wrong.text
    unread = browser.post("/journal", data=chosen(first, ends="вчера"))
    assert code_on(unread) == "date-unread"
    phrase = browser.post("/journal", data=chosen(first, purpose="про соседку Котову", operator="op-1"))
    assert (phrase.status_code, code_on(phrase)) == (422, "journal-purpose")
    assert 'value="про соседку Котову"' in phrase.text
    assert '<option value="op-1" selected>' in phrase.text
    told = console.log.getvalue() + console.region.log.getvalue()
    assert "112-233" not in told
    assert SNILS not in told


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CASE_WORKER, Role.SUPERVISOR, Role.TECHNICIAN])
def test_nobody_else_opens_it(console: ConsoleInTest, browser: httpx.Client, role: Role) -> None:
    page = sign_in(console, browser, console.account("zoya", role), "/lists")
    assert 'href="/journal"' not in page.text
    assert browser.get("/journal").status_code == 403
    assert browser.post("/journal/file", data=chosen(page)).status_code == 403


@pytest.mark.parametrize(
    ("language", "size"), [("ru", (1280, 800)), ("en", (1920, 1080)), ("ru", (640, 800))]
)
def test_in_the_browser(console: ConsoleInTest, page: Page, language: str, size: tuple[int, int]) -> None:
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        anna = beside.submit(fill, console).result()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in_page(console, page, anna, "/reports")
    page.goto(f"/language/{language}?next=/journal")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    if language == "en":
        assert not set(page.locator("main").inner_text()) & set("абвгдежзийклмнопрстуф") - set(
            "".join(page.locator("main bdi, main datalist, main select").all_inner_texts()) + TOPIC.title.ru
        )
    page.keyboard.press("o")
    expect(page.locator("tbody tr")).to_have_count(12)
    page.keyboard.press("b")
    expect(page.locator("tbody tr")).to_have_count(50)
    with page.expect_download() as begun:
        page.keyboard.press("d")
    assert begun.value.suggested_filename == "okno-journal-2026-11-14-2026-11-20.csv"
    page.locator("#number").focus()
    page.keyboard.type(SNILS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1948")
    assert violations(page) == []
    assert page.url.endswith("/journal")
