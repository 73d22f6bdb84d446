"""An operator scans tickets at the door: what is genuine, whose, for when; and who has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.audit import service as audit
from backend.contract.ticket_check import TicketCheck
from backend.operators.values import Role
from callcenter.pack_titles import Titles
from callcenter.scanned import Scanned, scanned
from callcenter.ticket_view import TicketWords
from callcenter.wiring import FOLDER
from content.catalogues import words
from content.i18n import LANGUAGES
from tests.backend.region import START, TEST_SIGNER
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in
from tests.callcenter.ticket_desk import TODAY, Visitors

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,." + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
QR = TEST_SIGNER.qr_text("12345678")
STATES = ["held", "confirmed", "arrived", "no_show", "cancelled", "expired", "moved", "done"]
PAYMENTS = ["none", "on_site", "due", "paid", "overdue", "refund_due", "refunded"]


@given(st.from_regex(r"okno:t1:[0-9]{8}:[A-Za-z0-9_-]{86}", fullmatch=True))
def test_a_scanner_is_understood_in_either_layout(qr: str) -> None:
    pressed = qr.translate(str.maketrans(LATIN, RUSSIAN))
    assert pressed != qr
    assert scanned(f" {pressed}\r\n") == scanned(qr) == Scanned(qr[8:16], qr)


@pytest.mark.parametrize(
    "typed", ["", "1234", "123456789", "okno:t1:12345678", QR[:-1], f"{QR}A", "12-34-56-78"]
)
def test_what_is_no_ticket(typed: str) -> None:
    assert scanned(typed) is None


def test_a_number_typed_by_hand() -> None:
    assert scanned(" 1234\u00a05678 ") == Scanned("12345678")


def in_words(language: str = "ru") -> TicketWords:
    titles = Titles("cd" * 32, {}, {}, language)
    return TicketWords(words(language, FOLDER / "locale"), titles, ZoneInfo("Europe/Moscow"), START)


def told(**more: Any) -> TicketCheck:
    whole = {"genuine": True, "number": "12345678", "state": "confirmed", "starts_at": TODAY}
    return TicketCheck.model_validate({**whole, "name_short": "Иванова М. П.", **more})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_and_payment_has_words(language: str) -> None:
    for state in STATES:
        for payment in PAYMENTS:
            for signed in (True, False):
                view = in_words(language).view(told(state=state, payment=payment), signed=signed)
                assert view.verdict and view.todo
                assert all(len(sentence.split()) <= 15 for sentence in view.todo.split("."))
                is_good = state == "confirmed" and payment not in ("due", "overdue") and signed
                assert (view.sign == "good") is is_good


@pytest.mark.parametrize(
    ("check", "sign", "verdict", "may_arrive"),
    [
        (told(), "good", "Талон настоящий", True),
        (told(name_short=""), "attention", "Талон настоящий, без имени", True),
        (told(starts_at=TODAY + timedelta(days=1)), "attention", "Талон на другой день", False),
        (told(starts_at=TODAY - timedelta(days=1)), "attention", "Талон на другой день", False),
        (told(payment="due"), "attention", "Не оплачено", True),
        (told(state="arrived"), "attention", "Приход уже отмечен", False),
        (told(state="cancelled"), "trouble", "Запись отменена", False),
        (TicketCheck(genuine=False), "trouble", "Талон не настоящий", False),
    ],
)
def test_the_sign(check: TicketCheck, sign: str, verdict: str, may_arrive: bool) -> None:
    view = in_words().view(check)
    assert (view.sign, view.verdict, view.may_arrive) == (sign, verdict, may_arrive)


@pytest.fixture
def visitors(console: ConsoleInTest) -> Visitors:
    return Visitors(console)


@pytest.fixture
def operator(console: ConsoleInTest, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, console.account("olga", Role.OPERATOR, Role.CASE_WORKER), "/tickets")
    return browser


def scan(browser: httpx.Client, typed: str) -> httpx.Response:
    page = browser.get("/tickets")
    return browser.post("/tickets/check", data={"form_key": form_key(page), "ticket": typed})


def arrive(browser: httpx.Client, number: str, once: str = "ab" * 16) -> httpx.Response:
    page = browser.get("/tickets")
    return browser.post("/tickets/arrive", data={"form_key": form_key(page), "number": number, "once": once})


@pytest.mark.slow
def test_a_ticket_is_read_and_its_visitor_has_come(
    console: ConsoleInTest, visitors: Visitors, operator: httpx.Client
) -> None:
    ticket = visitors.ticket()
    before = len(asked_of_backend(console))
    page = scan(operator, ticket["qr"])
    assert asked_of_backend(console)[before:] == ["/v1/tickets/check"]
    for said in (
        "Талон настоящий",
        "Иванова М. П.",
        "Пятница, 20 ноября, 15:00",
        "Терапевт",
        "Отметить приход",
    ):
        assert said in page.text, said
    assert ticket["number"] not in str(page.url)
    came = arrive(operator, ticket["number"])
    assert asked_of_backend(console)[before + 1 :] == ["/v1/desk/bookings/{number}/{act}"]
    assert "Приход отмечен" in came.text
    assert "Приход отмечен" in arrive(operator, ticket["number"]).text, "a second press is the first"
    again = scan(operator, ticket["qr"])
    assert "Приход уже отмечен" in again.text
    assert "Отметить приход" not in again.text


@pytest.mark.slow
def test_the_look_is_in_the_journal(
    console: ConsoleInTest, visitors: Visitors, operator: httpx.Client
) -> None:
    scan(operator, visitors.ticket()["qr"])
    with console.region.database.maintenance() as connection:
        persons = connection.exec_driver_sql("SELECT person FROM bookings").scalars().all()
        looks = [event.action for event in audit.of_person(connection, persons[0])]
    assert "ticket.check" in looks


@pytest.mark.slow
def test_forged_typed_nameless_and_wrong_ones(
    console: ConsoleInTest, visitors: Visitors, operator: httpx.Client
) -> None:
    ticket = visitors.ticket()
    forged = ticket["qr"][:-4] + ("AAAA" if ticket["qr"][-4:] != "AAAA" else "BBBB")
    assert "Талон не настоящий" in scan(operator, forged).text
    typed = scan(operator, f"{ticket['number'][:4]} {ticket['number'][4:]}")
    assert "Подпись не проверена" in typed.text
    assert "Такой записи нет" in scan(operator, "00000000").text
    assert "имя не указано" in scan(operator, visitors.nameless()["qr"]).text
    unread = scan(operator, "<script>alert(1)</script>")
    assert (unread.status_code, "Код не прочитан" in unread.text) == (422, True)
    assert "alert(1)" not in unread.text


@pytest.mark.slow
def test_a_booking_cancelled_meanwhile_does_not_arrive(
    console: ConsoleInTest, visitors: Visitors, operator: httpx.Client
) -> None:
    ticket = visitors.ticket()
    body = {"code": ticket["code"]}
    headers = {**visitors.kiosk.headers, "Idempotency-Key": "c" * 32}
    path = f"/v1/bookings/{ticket['number']}/cancel"
    assert console.region.http.post(path, json=body, headers=headers).status_code == 200
    gone = arrive(operator, ticket["number"])
    assert (gone.status_code, "Запись больше не действует" in gone.text) == (409, True)
    assert "Такой записи нет" in arrive(operator, "00000000", "cd" * 16).text
    assert code_on(arrive(operator, "1234", "cd" * 16)) == "body-invalid"
    assert code_on(arrive(operator, ticket["number"], "short")) == "body-invalid"


@pytest.mark.slow
def test_technicians_learn_no_names(
    console: ConsoleInTest, visitors: Visitors, browser: httpx.Client
) -> None:
    ticket = visitors.ticket()
    sign_in(console, browser, console.account("tamara", Role.TECHNICIAN), "/kiosks")
    assert "/tickets" not in browser.get("/kiosks").text
    refused = scan(browser, ticket["qr"])
    assert (refused.status_code, code_on(refused)) == (403, "role-missing")
    assert "Иванова" not in refused.text


@pytest.mark.slow
def test_another_sites_form_checks_nothing(visitors: Visitors, operator: httpx.Client) -> None:
    ticket = visitors.ticket()
    for address, fields in (
        ("/tickets/check", {"ticket": ticket["qr"]}),
        ("/tickets/arrive", {"number": ticket["number"], "once": "ab" * 16}),
    ):
        assert code_on(operator.post(address, data={**fields, "form_key": "x"})) == "form-expired"
