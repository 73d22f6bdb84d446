"""An operator works off the messages that did not arrive: sees why, sends once more, gives up."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import insert, select, update

from backend.contract.messages import UnsentMessage
from backend.messages.tables import messages
from backend.operators.values import Role
from backend.people.tables import people
from callcenter.unsent_rows import COLUMNS, UnsentWords, ordered
from callcenter.wiring import FOLDER
from content.catalogues import words
from content.i18n import LANGUAGES
from tests.backend.bookings.house import House
from tests.backend.messages.post import PHONE, Post
from tests.backend.served import Served, serving
from tests.callcenter.browsers import DESKTOP, LAPTOP, violations
from tests.callcenter.browsers import sign_in as sign_in_by_keys
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, region_in, sign_in

NOW = datetime(2026, 11, 20, 9, 3, tzinfo=UTC)
CODES = ("message-refused", "message-given-up", "message-late")
KINDS = ("confirmed", "reminder", "moved", "changed", "cancelled", "offered", "delivered", "ticket")


def unsent(
    message: int, code: str = "message-refused", kind: str = "confirmed", hours: float = 1
) -> UnsentMessage:
    return UnsentMessage(
        message=message,
        kind=kind,
        channel="sms",
        about=f"{48213079 + message}",
        code=code,
        attempts=12,
        queued_at=NOW - timedelta(hours=hours + 1),
        ended_at=NOW - timedelta(hours=hours),
    )


def in_words(language: str = "ru") -> UnsentWords:
    return UnsentWords(words(language, FOLDER / "locale"), ZoneInfo("Europe/Moscow"), NOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_reason_and_a_remedy_of_its_own(code: str, language: str) -> None:
    row, other = in_words(language).row(unsent(1, code)), in_words(language).row(unsent(1, "new"))
    assert row.why != other.why
    assert all(len(sentence.split()) <= 15 for sentence in row.todo.split("."))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name(language: str) -> None:
    named = {in_words(language).row(unsent(1, kind=kind)).kind for kind in (*KINDS, "of-a-newer-backend")}
    assert len(named) == len(KINDS) + 1


def test_what_was_typed_for_one_message_is_not_sent_again() -> None:
    assert not in_words().row(unsent(1, kind="ticket")).may_go_again
    assert in_words().row(unsent(1, kind="offered").model_copy(update={"about": "an-id"})).number == ""


@pytest.mark.parametrize(
    ("column", "descending", "order"),
    [("at", False, "321"), ("at", True, "123"), ("kind", False, "231"), ("why", False, "132")],
)
def test_the_list_is_sorted(column: str, descending: bool, order: str) -> None:
    rows = [
        unsent(1, "message-given-up", "reminder", 1),
        unsent(2, "message-refused", "confirmed", 2),
        unsent(3, "message-late", "moved", 3),
    ]
    assert column in COLUMNS
    found = ordered(rows, column, descending=descending)
    assert "".join(str(row.message) for row in found) == order


# --- with a backend --------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A backend that has carriers."""
    region = region_in(tmp_path)
    region.services = Post(region).services
    with serving(region, tmp_path) as running:
        yield running


def fill(console: ConsoleInTest) -> str:
    """A confirmation that did not arrive, and a number sent on that did not; the booking's number."""
    house = House(console.region.database)
    house.resource()
    person = console.region.person()
    booked = house.book(house.slot(), person)
    failed = {
        "channel": "sms", "zone": "Europe/Moscow", "state": "failed", "attempts": 1, "queued_at": house.now,
        "due_at": house.now, "useful_until": house.now, "ended_at": house.now, "about": booked.number,
    }  # fmt: skip
    with console.region.database.maintenance() as connection:
        connection.execute(update(people).where(people.c.person == person).values(phone=PHONE))
        for kind, code in (("confirmed", "message-refused"), ("ticket", "message-given-up")):
            row = {
                **failed,
                "kind": kind,
                "code": code,
                "dedupe_key": f"{kind}:{booked.booking}:sms:{person}",
            }
            connection.execute(insert(messages).values(row))
    return booked.number


@pytest.fixture
def number(console: ConsoleInTest) -> str:
    with ThreadPoolExecutor(1) as beside:  # Playwright's own loop runs in this thread
        return beside.submit(fill, console).result()


@pytest.fixture
def operator(console: ConsoleInTest, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, console.account("olga", Role.OPERATOR), "/messages")
    return browser


def press(browser: httpx.Client, what: str, message: str) -> httpx.Response:
    fields = {"form_key": form_key(browser.get("/messages")), "message": message}
    return browser.post(f"/messages/{what}", data=fields)


def waiting(console: ConsoleInTest) -> list[tuple[str, str]]:
    with console.region.database.maintenance() as connection:
        rows = connection.execute(select(messages).where(messages.c.state == "waiting")).mappings()
        return [(row["kind"], row["address"]) for row in rows]


@pytest.mark.slow
def test_the_list_says_why_and_names_nobody(
    console: ConsoleInTest, number: str, operator: httpx.Client
) -> None:
    before = len(asked_of_backend(console))
    page = operator.get("/messages")
    assert asked_of_backend(console)[before:] == ["/v1/messages/unsent"]
    for said in (number, "Такого адреса нет", "message-refused", "Телефон стёрт"):
        assert said in page.text, said
    assert "Иванова" not in page.text
    assert PHONE not in page.text


@pytest.mark.slow
def test_once_more_to_the_address_of_today(
    console: ConsoleInTest, number: str, operator: httpx.Client
) -> None:
    page = press(operator, "again", "1")
    assert "Отправляем снова" in page.text
    assert "Такого адреса нет" not in page.text
    assert waiting(console) == [("confirmed", PHONE)]
    assert "Этим уже занялся коллега" in press(operator, "again", "1").text
    assert waiting(console) == [("confirmed", PHONE)], "once"


@pytest.mark.slow
def test_what_is_true_no_more_does_not_go_again(
    console: ConsoleInTest, number: str, operator: httpx.Client
) -> None:
    assert "Позвоните" in press(operator, "again", "2").text, "its telephone is wiped"
    with console.region.database.maintenance() as connection:
        connection.execute(update(people).values(phone=None))
    assert "адреса нет" in press(operator, "again", "1").text
    assert waiting(console) == []


@pytest.mark.slow
def test_given_up(console: ConsoleInTest, number: str, operator: httpx.Client) -> None:
    assert "Больше не отправляем" in press(operator, "give-up", "2").text
    page = press(operator, "give-up", "1")
    assert "Все сообщения дошли" in page.text
    assert "Этим уже занялся коллега" in press(operator, "give-up", "1").text


@pytest.mark.slow
@pytest.mark.parametrize("message", ["", "0", "-1", "1.5", "1 OR 1", "9" * 20, "%00"])
def test_what_is_no_message(console: ConsoleInTest, operator: httpx.Client, message: str) -> None:
    assert code_on(press(operator, "again", message)) == "body-invalid"


@pytest.mark.slow
def test_a_technician_does_not_see_them(console: ConsoleInTest, browser: httpx.Client) -> None:
    sign_in(console, browser, console.account(), "/kiosks")
    assert code_on(browser.get("/messages")) == "role-missing"


@pytest.mark.slow
@pytest.mark.parametrize(("language", "size"), [("ru", LAPTOP), ("en", DESKTOP), ("ru", (640, 900))])
def test_no_accessibility_violation(
    number: str, console: ConsoleInTest, page: Page, language: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in_by_keys(console, page, console.account("olga", Role.OPERATOR), "/messages")
    page.goto(f"/language/{language}?next=/messages")
    for address in ("/messages", "/messages?sort=why&order=desc", "/messages?done=stale"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        assert violations(page) == [], address
        if size in {LAPTOP, DESKTOP}:
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address


@pytest.mark.slow
def test_worked_off_with_keys(number: str, console: ConsoleInTest, page: Page) -> None:
    sign_in_by_keys(console, page, console.account("olga", Role.OPERATOR), "/kiosks")
    page.keyboard.press("u")
    page.wait_for_url("**/messages")
    expect(page.get_by_role("button", name=f"Отправить снова {number}")).to_be_visible()
    page.keyboard.press("o")
    page.wait_for_url("**/messages?done=again")
    expect(page.get_by_role("status")).to_have_text("Отправляем снова")
    page.get_by_role("button", name=f"Не отправлять {number}").click()
    page.wait_for_url("**/messages?done=given-up")
    expect(page.get_by_text("Все сообщения дошли")).to_be_visible()
    assert violations(page) == []
