"""A call at the operator's desk in a real browser: it pops up, is talked, noted, passed on and wrapped up."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.operators.accounts import Handover
from backend.operators.values import Role
from tests.backend.served import Served
from tests.callcenter.browsers import violations
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_now, console_of
from tests.callcenter.desks import SHOWN, Telephone, line_to, only_contact, sit_down, telephone

pytestmark = pytest.mark.slow

CONTACT_PAGE = re.compile(r"/contacts/[0-9a-f-]{36}$")
HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eמסר\u202c ' + "ё" * 9_000


@pytest.fixture
def desk(served: Served) -> Telephone:
    return telephone(served)


@pytest.fixture
def olga(console: ConsoleInTest) -> Handover:
    return console.account("olga", Role.OPERATOR)


@pytest.fixture
def another(chromium: Browser, console: ConsoleInTest) -> Iterator[Page]:
    """Another person's browser."""
    context = chromium.new_context(ignore_https_errors=True, base_url=console.address)
    yield context.new_page()
    context.close()


def test_the_waiting_page_goes_to_the_call_and_a_hang_up_ends_it(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    assert violations(page) == []
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    expect(page.get_by_role("heading", name="Звонит телефон")).to_be_visible()
    expect(page.locator(".number")).to_have_text(SHOWN)
    desk.tells("ringing")  # told twice
    desk.tells("answered")
    expect(page.get_by_role("heading", name="Идёт разговор")).to_be_visible()
    expect(page.locator(".aloud.recording")).to_be_visible()
    assert violations(page) == []
    console.region.clock.forward(seconds=95)
    page.reload()
    expect(page.locator(".clock").first).to_contain_text("1:3")
    desk.tells("ended")
    expect(page.get_by_role("heading", name="Разговор закончен")).to_be_visible()
    desk.tells("answered")  # came late
    page.keyboard.press("f")
    page.wait_for_url("**/wrap-up")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ждём звонка").wait_for()
    closed = only_contact(console.region)
    assert (closed["state"], closed["outcome"]) == ("closed", "answered")
    assert closed["topic"]


def test_nobody_else_is_disturbed(
    console: ConsoleInTest, page: Page, another: Page, desk: Telephone, served: Served, olga: Handover
) -> None:
    sit_down(console, page, olga)
    telephone(served, "desk-2")
    sit_down(console, another, console.account("irina", Role.OPERATOR))
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    another.goto(page.url)
    expect(another.get_by_text("Это обращение ведёт коллега").first).to_be_visible()
    another.goto("/")
    expect(another.get_by_role("heading", name="Ждём звонка")).to_be_visible()


def test_who_signs_out_leaves_the_telephone_to_the_next(
    console: ConsoleInTest, page: Page, another: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    page.keyboard.press("Shift+KeyQ")
    page.wait_for_url("**/sign-in")
    sit_down(console, another, console.account("irina", Role.OPERATOR))


def test_elsewhere_a_notice_with_its_key_says_that_it_rings(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    page.keyboard.press("n")
    page.wait_for_url("**/refused")
    desk.tells("ringing")
    expect(page.locator("#ring")).to_contain_text("Звонит ваш телефон.")
    assert page.url.endswith("/refused")
    assert violations(page) == []
    page.keyboard.press("a")
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    desk.tells("ringing", call="b@pbx", number="8 921 000-00-00")
    expect(page.locator("aside #ring")).to_contain_text("Звонит ваш телефон.")
    expect(page.get_by_role("heading", name="Идёт разговор")).to_be_visible()


def test_notes_are_kept_over_a_dead_backend_and_a_refresh(
    served: Served, chromium: Browser, desk: Telephone
) -> None:
    with line_to(served) as line, console_of(served, line.port) as console:
        context = chromium.new_context(ignore_https_errors=True, base_url=console.address)
        page = context.new_page()
        sit_down(console, page, console.account("olga", Role.OPERATOR))
        desk.tells("ringing")
        page.wait_for_url(CONTACT_PAGE)
        page.get_by_label("Заметки").fill("Спрашивает о проезде")
        expect(page.locator("#notes-state")).to_have_text("Сохранено.")
        line.cut()
        page.get_by_label("Заметки").fill("Спрашивает о проезде. Живёт в Коле.")
        expect(page.locator("#notes-state")).to_contain_text("Не сохранено")
        page.reload()
        expect(page.get_by_text("Сервер не отвечает").or_(page.get_by_text("Код"))).not_to_have_count(0)
        line.mend()
        page.reload()
        expect(page.get_by_label("Заметки")).to_have_value("Спрашивает о проезде. Живёт в Коле.")
        expect(page.locator("#notes-state")).to_have_text("Сохранено.", timeout=20_000)
        page.reload()
        expect(page.get_by_label("Заметки")).to_have_value("Спрашивает о проезде. Живёт в Коле.")
        assert page.evaluate("sessionStorage.length") == 0
        context.close()


def test_two_tabs_that_write_see_both_texts(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    second = page.context.new_page()
    second.goto(page.url)
    page.get_by_label("Заметки").fill("Первая вкладка")
    expect(page.locator("#notes-state")).to_have_text("Сохранено.")
    second.get_by_label("Заметки").fill("Вторая вкладка")
    expect(second.get_by_label("Сохранено в другом окне")).to_have_value("Первая вкладка")
    assert violations(second) == []
    second.get_by_role("button", name="Оставить оба").click()
    expect(second.locator("#notes-state")).to_have_text("Сохранено.")
    page.reload()
    expect(page.get_by_label("Заметки")).to_have_value("Первая вкладка\nВторая вкладка")
    second.close()


def test_an_expired_session_loses_nothing_that_was_typed(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    expect(page.get_by_role("heading", name="Идёт разговор")).to_be_visible()
    page.get_by_label("Когда").fill("2026-11-20T18:30")
    page.get_by_label("Другой номер").fill("8 815 200-00-00")
    console.region.clock.forward(hours=1)
    page.get_by_role("button", name="Обещать", exact=True).click()
    expect(page.get_by_text("Введённое сохранено. Войдите, и оно отправится.")).to_be_visible()
    page.get_by_label("Пароль").fill(olga.password)
    page.get_by_label("Код из приложения").fill(code_now(console, olga))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Введённое сохранено")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Отправить").press("Enter")
    page.wait_for_url(CONTACT_PAGE)
    page.goto("/")
    expect(page.get_by_role("table", name="Обратные звонки")).to_contain_text("18:30")


def test_hostile_notes_do_no_harm(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    page.get_by_label("Заметки").fill(HOSTILE)
    expect(page.locator("#notes-state")).to_have_text("Сохранено.")
    page.reload()
    expect(page.get_by_label("Заметки")).to_have_value(HOSTILE)
    assert page.locator("aside script, aside img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_of_a_call_asks_the_backend_at_most_twice(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    for address in ("/", page.url, f"{page.url}/wrap-up", f"{page.url}/notes"):
        before = len([one for one in asked_of_backend(console) if one != "/v1/desk/ring"])
        page.goto(address)
        after = len([one for one in asked_of_backend(console) if one != "/v1/desk/ring"])
        assert after - before <= 2, address


KEYS_OF_TWO = """(() => {
  const seen = new Map();
  for (const one of document.querySelectorAll("[data-key]")) {
    if (one.hidden || one.offsetParent === null) continue;
    const key = one.dataset.key + ("shift" in one.dataset ? "+Shift" : "");
    seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return Array.from(seen).filter(([, count]) => count > 1).map(([key]) => key);
})()"""


def test_no_key_of_a_page_has_two_meanings(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    contact, found = page.url, {}
    tabs = ("", "/caller", "/wizard", "/bookings", "/cases", "/urgent", "/wrap-up", "/notes")
    for address in ("/", "/lists", *(f"{contact}{tab}" for tab in tabs)):
        page.goto(address)
        found[address] = page.evaluate(KEYS_OF_TWO)
    assert not any(found.values()), found


def test_it_works_without_scripts(
    console: ConsoleInTest, chromium: Browser, desk: Telephone, olga: Handover
) -> None:
    context = chromium.new_context(
        ignore_https_errors=True, base_url=console.address, java_script_enabled=False
    )
    page = context.new_page()
    sit_down(console, page, olga)
    desk.tells("ringing")
    desk.tells("answered")
    page.reload()
    page.locator(".in-hand a").click()
    page.wait_for_url(CONTACT_PAGE)
    page.get_by_label("Заметки").fill("Без скриптов")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_label("Заметки")).to_have_value("Без скриптов")
    page.get_by_role("button", name="Завершить").click()
    page.wait_for_url("**/wrap-up")
    page.get_by_label("О чём обращение").select_option(index=1)
    page.get_by_label("Ответили сразу").check()
    page.get_by_role("button", name="Закрыть обращение").click()
    expect(page.get_by_role("heading", name="Ждём звонка")).to_be_visible()
    context.close()


def test_a_call_is_passed_on_with_everything(
    console: ConsoleInTest, page: Page, another: Page, desk: Telephone, served: Served, olga: Handover
) -> None:
    sit_down(console, page, olga)
    telephone(served, "desk-2")
    sit_down(console, another, console.account("irina", Role.OPERATOR))
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    page.get_by_label("Заметки").fill("Нужен ночлег сегодня")
    expect(page.locator("#notes-state")).to_have_text("Сохранено.")
    page.get_by_label("Кому").select_option(label="Тамара · свободен")
    page.get_by_role("button", name="Передать", exact=True).click()
    page.wait_for_url("**/wrap-up")
    another.wait_for_url(CONTACT_PAGE)
    expect(another.get_by_label("Заметки")).to_have_value("Нужен ночлег сегодня")
    expect(another.locator(".number")).to_have_text(SHOWN)


def test_a_promised_call_is_taken_and_told(
    console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, page, olga)
    desk.tells("ringing")
    page.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    page.get_by_role("button", name="Обещать", exact=True).click()
    page.goto("/")
    page.get_by_role("button", name="Взять").click()
    page.wait_for_url(CONTACT_PAGE)
    expect(page.locator(".number")).to_have_text(SHOWN)
    page.goto("/")
    page.get_by_role("button", name="Дозвонились").click()
    expect(page.get_by_text("Никому перезванивать не нужно.")).to_be_visible()
