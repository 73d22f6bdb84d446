"""A call at the operator's desk in a real browser: it pops up, is talked, noted, passed on and wrapped up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.operators.accounts import Handover
from backend.operators.values import Role
from tests.backend.served import Served
from tests.callcenter.browsers import violations
from tests.callcenter.consoles import ConsoleInTest, asked_by_pages, asked_of_backend, code_now, console_of
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
def seated(console: ConsoleInTest, page: Page, desk: Telephone, olga: Handover) -> Page:
    """Olga's page: she waits for a call at her telephone."""
    sit_down(console, page, olga)
    return page


@pytest.fixture
def ringing(seated: Page, desk: Telephone) -> Page:
    """Her page of the call that rings."""
    desk.tells("ringing")
    seated.wait_for_url(CONTACT_PAGE)
    return seated


@pytest.fixture
def talking(ringing: Page, desk: Telephone) -> Page:
    """Her page of the call that she has answered."""
    desk.tells("answered")
    return ringing


def test_the_waiting_page_goes_to_the_call_and_a_hang_up_ends_it(
    console: ConsoleInTest, seated: Page, desk: Telephone
) -> None:
    assert violations(seated) == []
    desk.tells("ringing")
    seated.wait_for_url(CONTACT_PAGE)
    expect(seated.get_by_role("heading", name="Звонит телефон")).to_be_visible()
    expect(seated.locator(".number")).to_have_text(SHOWN)
    desk.tells("ringing")  # told twice
    desk.tells("answered")
    expect(seated.get_by_role("heading", name="Идёт разговор")).to_be_visible()
    expect(seated.locator(".aloud.recording")).to_be_visible()
    assert violations(seated) == []
    console.region.clock.forward(seconds=95)
    seated.reload()
    expect(seated.locator(".clock").first).to_contain_text("1:3")
    desk.tells("ended")
    expect(seated.get_by_role("heading", name="Разговор закончен")).to_be_visible()
    desk.tells("answered")  # came late
    seated.keyboard.press("f")
    seated.wait_for_url("**/wrap-up")
    assert violations(seated) == []
    seated.keyboard.press("ArrowDown")
    seated.keyboard.press("Tab")
    seated.keyboard.press("Space")
    seated.keyboard.press("Enter")
    seated.get_by_role("heading", name="Ждём звонка").wait_for()
    closed = only_contact(console.region)
    assert (closed["state"], closed["outcome"]) == ("closed", "answered")
    assert closed["topic"]


def test_nobody_else_is_disturbed(
    console: ConsoleInTest, seated: Page, another: Page, desk: Telephone, served: Served
) -> None:
    telephone(served, "desk-2")
    sit_down(console, another, console.account("irina", Role.OPERATOR))
    desk.tells("ringing")
    seated.wait_for_url(CONTACT_PAGE)
    another.goto(seated.url)
    expect(another.get_by_text("Это обращение ведёт коллега").first).to_be_visible()
    another.goto("/")
    expect(another.get_by_role("heading", name="Ждём звонка")).to_be_visible()


def test_who_signs_out_leaves_the_telephone_to_the_next(
    console: ConsoleInTest, seated: Page, another: Page
) -> None:
    seated.keyboard.press("Shift+KeyQ")
    seated.wait_for_url("**/sign-in")
    sit_down(console, another, console.account("irina", Role.OPERATOR))


def test_elsewhere_a_notice_with_its_key_says_that_it_rings(seated: Page, desk: Telephone) -> None:
    seated.keyboard.press("n")
    seated.wait_for_url("**/refused")
    desk.tells("ringing")
    expect(seated.locator("#ring")).to_contain_text("Звонит ваш телефон.")
    assert seated.url.endswith("/refused")
    assert violations(seated) == []
    seated.keyboard.press("a")
    seated.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    desk.tells("ringing", call="b@pbx", number="8 921 000-00-00")
    expect(seated.locator("aside #ring")).to_contain_text("Звонит ваш телефон.")
    expect(seated.get_by_role("heading", name="Идёт разговор")).to_be_visible()


def test_a_page_that_answers_a_form_follows_the_call(talking: Page, desk: Telephone) -> None:
    expect(talking.get_by_role("heading", name="Идёт разговор")).to_be_visible()
    talking.keyboard.press("1")
    talking.wait_for_url("**/caller")
    talking.get_by_label("Фамилия").first.fill("Никто")
    talking.keyboard.press("Enter")
    talking.wait_for_url("**/caller/search")
    talking.locator("h1").first.click()  # out of the field, where keys are letters
    talking.keyboard.press("Shift+KeyH")
    expect(talking.locator("#caller")).to_contain_text("На удержании")
    desk.tells("ended")
    expect(talking.locator("#caller")).to_contain_text("После разговора")


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


def test_two_tabs_that_write_see_both_texts(ringing: Page) -> None:
    second = ringing.context.new_page()
    second.goto(ringing.url)
    ringing.get_by_label("Заметки").fill("Первая вкладка")
    expect(ringing.locator("#notes-state")).to_have_text("Сохранено.")
    second.get_by_label("Заметки").fill("Вторая вкладка")
    expect(second.get_by_label("Сохранено в другом окне")).to_have_value("Первая вкладка")
    assert violations(second) == []
    second.get_by_role("button", name="Оставить оба").click()
    expect(second.locator("#notes-state")).to_have_text("Сохранено.")
    ringing.reload()
    expect(ringing.get_by_label("Заметки")).to_have_value("Первая вкладка\nВторая вкладка")
    second.close()


def test_an_expired_session_loses_nothing_that_was_typed(
    console: ConsoleInTest, talking: Page, olga: Handover
) -> None:
    expect(talking.get_by_role("heading", name="Идёт разговор")).to_be_visible()
    talking.get_by_label("Когда").fill("2026-11-20T18:30")
    talking.get_by_label("Другой номер").fill("8 815 200-00-00")
    console.region.clock.forward(hours=1)
    talking.get_by_role("button", name="Обещать", exact=True).click()
    expect(talking.get_by_text("Введённое сохранено. Войдите, и оно отправится.")).to_be_visible()
    talking.get_by_label("Пароль").fill(olga.password)
    talking.get_by_label("Код из приложения").fill(code_now(console, olga))
    talking.keyboard.press("Enter")
    expect(talking.get_by_role("heading", name="Введённое сохранено")).to_be_visible()
    assert violations(talking) == []
    talking.get_by_role("button", name="Отправить").press("Enter")
    talking.wait_for_url(CONTACT_PAGE)
    talking.goto("/")
    expect(talking.get_by_role("table", name="Обратные звонки")).to_contain_text("18:30")


def test_hostile_notes_do_no_harm(ringing: Page) -> None:
    ringing.get_by_label("Заметки").fill(HOSTILE)
    expect(ringing.locator("#notes-state")).to_have_text("Сохранено.")
    ringing.reload()
    expect(ringing.get_by_label("Заметки")).to_have_value(HOSTILE)
    assert ringing.locator("aside script, aside img").count() == 0
    assert ringing.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_of_a_call_asks_the_backend_at_most_twice(
    console: ConsoleInTest, ringing: Page, desk: Telephone
) -> None:
    for address in ("/", ringing.url, f"{ringing.url}/wrap-up", f"{ringing.url}/notes"):
        before = len(asked_by_pages(console))  # also what the page before asked for at its end
        ringing.goto(address)
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


def test_no_key_of_a_page_has_two_meanings(talking: Page) -> None:
    contact, found = talking.url, {}
    tabs = ("", "/caller", "/wizard", "/bookings", "/cases", "/urgent", "/wrap-up", "/notes")
    for address in ("/", "/lists", *(f"{contact}{tab}" for tab in tabs)):
        talking.goto(address)
        found[address] = talking.evaluate(KEYS_OF_TWO)
    assert not any(found.values()), found


def test_it_works_without_scripts(
    console: ConsoleInTest, scriptless: Page, desk: Telephone, olga: Handover
) -> None:
    sit_down(console, scriptless, olga)
    desk.tells("ringing")
    desk.tells("answered")
    scriptless.reload()
    scriptless.locator(".in-hand a").click()
    scriptless.wait_for_url(CONTACT_PAGE)
    scriptless.get_by_label("Заметки").fill("Без скриптов")
    scriptless.get_by_role("button", name="Сохранить").click()
    expect(scriptless.get_by_label("Заметки")).to_have_value("Без скриптов")
    scriptless.get_by_role("button", name="Завершить").click()
    scriptless.wait_for_url("**/wrap-up")
    scriptless.get_by_label("О чём обращение").select_option(index=1)
    scriptless.get_by_label("Ответили сразу").check()
    scriptless.get_by_role("button", name="Закрыть обращение").click()
    expect(scriptless.get_by_role("heading", name="Ждём звонка")).to_be_visible()


def test_a_call_is_passed_on_with_everything(
    console: ConsoleInTest, seated: Page, another: Page, desk: Telephone, served: Served
) -> None:
    telephone(served, "desk-2")
    sit_down(console, another, console.account("irina", Role.OPERATOR))
    desk.tells("ringing")
    seated.wait_for_url(CONTACT_PAGE)
    desk.tells("answered")
    seated.get_by_label("Заметки").fill("Нужен ночлег сегодня")
    expect(seated.locator("#notes-state")).to_have_text("Сохранено.")
    seated.get_by_label("Кому").select_option(label="Тамара · свободен")
    seated.get_by_role("button", name="Передать", exact=True).click()
    seated.wait_for_url("**/wrap-up")
    another.wait_for_url(CONTACT_PAGE)
    expect(another.get_by_label("Заметки")).to_have_value("Нужен ночлег сегодня")
    expect(another.locator(".number")).to_have_text(SHOWN)


def test_a_promised_call_is_taken_and_told(talking: Page) -> None:
    talking.get_by_role("button", name="Обещать", exact=True).click()
    talking.goto("/")
    talking.get_by_role("button", name="Взять").click()
    talking.wait_for_url(CONTACT_PAGE)
    expect(talking.locator(".number")).to_have_text(SHOWN)
    talking.goto("/")
    talking.get_by_role("button", name="Дозвонились").click()
    expect(talking.get_by_text("Никому перезванивать не нужно.")).to_be_visible()
