"""An operator types the eight digits a citizen dictates, reads the answers and prints the application."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.operators.values import Role
from callcenter.pack_titles import titles_of
from content.cache import load_or_compile
from tests.callcenter.consoles import ConsoleInTest, code_on, form_key, sign_in

pytestmark = pytest.mark.slow

ANSWERS = [
    {"fact": "birth-date", "value": "1948-03-08", "source": "register"},
    {"fact": "income-per-person", "value": "18500.00", "source": "answer"},
    {"fact": "certificates", "value": ["labour-veteran", "honorary-donor"], "source": "answer"},
    {"fact": "rural-work", "value": False, "source": "answer"},
    {"fact": "pension-total", "value": {"unknown": True}, "source": "answer"},
    {"fact": "of-another-version", "value": "как было", "source": "answer"},
    {"fact": "household", "value": [{"relation": "self", "birth-date": "1948-03-08"}], "source": "register"},
]


def left(console: ConsoleInTest, path: str = "handoffs", **more: Any) -> str:
    """The code a kiosk prints."""
    content = {"answers": ANSWERS, "pack_hash": load_or_compile("ru-mur").hash, "on": "2026-11-20", **more}
    kiosk = console.region.kiosk()
    headers = {**kiosk.headers, "Idempotency-Key": uuid4().hex}
    answer = console.region.http.post(f"/v1/{path}", json=content, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


def type_code(browser: httpx.Client, code: str) -> httpx.Response:
    page = browser.get("/codes")
    return browser.post("/codes", data={"form_key": form_key(page), "code": code})


@pytest.fixture
def operator(console: ConsoleInTest, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, console.account("olga", Role.OPERATOR), "/codes")
    return browser


def test_the_answers_are_read_in_words(console: ConsoleInTest, operator: httpx.Client) -> None:
    code = left(console, goals="measure:labour-veteran-support")
    page = type_code(operator, f"{code[:4]} {code[4:]}")
    assert page.status_code == 200
    titles = titles_of(load_or_compile("ru-mur"), "ru")
    for words in (
        "Ответы гражданина",
        "Дата рождения",
        "08.03.1948",
        "18\u00a0500\u00a0₽",
        "не знаю",
        "как было",
        titles.of_measure("labour-veteran-support"),
    ):
        assert words in page.text, words
    assert code not in str(page.url)


def test_a_slip_becomes_an_application_to_sign(console: ConsoleInTest, operator: httpx.Client) -> None:
    wish = {"measure": "labour-veteran-support", "kind": "desired", "verdict": "unknown"}
    code = left(console, "slips", wishes=[wish], contact={"phone": "+79215550142"})
    page = type_code(operator, code)
    for words in ("Заявление", "Прошу предоставить", "нужно проверить", "555-01-42", "подпись"):
        assert words in page.text, words


def test_another_version_of_the_rules_is_said(console: ConsoleInTest, operator: httpx.Client) -> None:
    page = type_code(operator, left(console, goals="all", pack_hash="ab" * 32))
    assert "по другой версии правил" in page.text


@pytest.mark.parametrize("code", ["", "1234", "1234 567x", "123456789"])
def test_what_is_no_code_is_not_sent(console: ConsoleInTest, operator: httpx.Client, code: str) -> None:
    page = type_code(operator, code)
    assert (code_on(page), page.status_code) == ("code-incomplete", 422)


def test_a_wrong_code_is_named_and_a_guesser_stopped(console: ConsoleInTest, operator: httpx.Client) -> None:
    code = left(console, goals="all")
    for number in range(1, 11):
        wrong = f"{(int(code) + number) % 10**8:08d}"
        assert code_on(type_code(operator, wrong)) == "handoff-unknown"
    assert code_on(type_code(operator, code)) == "too-many-attempts"


def test_only_operators_open_codes(console: ConsoleInTest, browser: httpx.Client) -> None:
    code = left(console, goals="all")
    assert "/sign-in" in str(browser.get("/codes").url)
    sign_in(console, browser, console.account(), "/codes")
    assert code_on(type_code(browser, code)) == "role-missing"


def test_a_form_of_another_site_opens_nothing(console: ConsoleInTest, operator: httpx.Client) -> None:
    code = left(console, goals="all")
    page = operator.post("/codes", data={"form_key": "x" * 32, "code": code})
    assert code_on(page) == "form-expired"


def test_neither_code_nor_answers_get_into_a_log(console: ConsoleInTest, operator: httpx.Client) -> None:
    code = left(console, goals="all")
    type_code(operator, code)
    written = console.log.getvalue() + console.region.log.getvalue()
    assert code not in written
    assert "18500" not in written
