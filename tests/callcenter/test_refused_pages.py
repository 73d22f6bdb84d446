"""An operator works off the requests that the backend did not accept: sees why, asks whose, settles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from backend.cards.values import STATE_CODES
from backend.contract.requests import RefusedDelivery
from backend.operators.values import Role
from backend.outbox.refusals import REMEDIES
from callcenter.pack_titles import Titles
from callcenter.refused_rows import COLUMNS, RefusedWords, ordered
from callcenter.wiring import FOLDER
from content.catalogues import words
from content.i18n import LANGUAGES
from tests.backend.filing import RECEIPT, Parcel, filing_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in

NOW = datetime(2026, 11, 20, 9, 3, tzinfo=UTC)
# Beside the outbox's own: of the card that signed, of what the applicant may do, of the request itself.
OTHER_CODES = {
    *("filing-not-allowed", "person-not-yours", "request-unknown", "request-closed", "request-changed"),
    *("card-unknown", "card-guid-mismatch", "card-certificate-invalid", "card-foreign-issuer"),
    *("card-signature-invalid", "card-expired"),
}


def delivery(
    receipt: str, code: str = "filing-unproven", hours: float = 1, kiosk: str = "Кола"
) -> RefusedDelivery:
    return RefusedDelivery(
        receipt_code=receipt,
        kiosk=f"kiosk-{kiosk}",
        kiosk_title=kiosk,
        at=NOW - timedelta(hours=hours),
        code=code,
        settled_at=None,
    )


def in_words(language: str = "ru") -> RefusedWords:
    titles = Titles("cd" * 32, {}, {}, language)
    return RefusedWords(words(language, FOLDER / "locale"), titles, ZoneInfo("Europe/Moscow"), NOW)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted({*REMEDIES, *STATE_CODES.values(), *OTHER_CODES}))
def test_every_code_has_a_reason_and_a_remedy_of_its_own(code: str, language: str) -> None:
    row, other = in_words(language).row(delivery("AAAA", code)), in_words(language).row(delivery("A", "new"))
    assert row.why != other.why
    assert row.todo
    assert all(len(sentence.split()) <= 15 for sentence in row.todo.split("."))


def test_a_code_of_a_newer_backend_still_says_what_to_do() -> None:
    row = in_words().row(delivery("AAAA", "filing-on-the-moon"))
    assert (row.why, row.code) == ("Сервер не принял заявление", "filing-on-the-moon")


@pytest.mark.parametrize(
    ("column", "descending", "order"),
    [("at", False, "CBA"), ("at", True, "ABC"), ("kiosk", False, "ACB"), ("why", False, "BCA")],
)
def test_the_list_is_sorted(column: str, descending: bool, order: str) -> None:
    rows = [
        delivery("A", "seal-broken", 1, "Апатиты"),
        delivery("B", "card-lost", 2, "Кола, д. 10"),
        delivery("C", "filing-unproven", 3, "Кола, д. 9"),
    ]
    assert column in COLUMNS
    found = ordered(rows, column, descending=descending)
    assert "".join(row.receipt_code for row in found) == order


@pytest.fixture
def kiosk(console: ConsoleInTest) -> KioskInTest:
    return console.region.kiosk()


@pytest.fixture
def maria(console: ConsoleInTest, kiosk: KioskInTest) -> str:
    """Who filed, and no card vouched for it."""
    person = console.region.person()
    Parcel(kiosk, filing_of(kiosk, person)).send()
    return person


@pytest.fixture
def operator(console: ConsoleInTest, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, console.account("olga", Role.OPERATOR), "/refused")
    return browser


def press(browser: httpx.Client, what: str, by: KioskInTest, **changed: str) -> httpx.Response:
    fields = {"form_key": form_key(browser.get("/refused")), "receipt": RECEIPT, "kiosk": by.id}
    return browser.post(f"/refused/{what}", data={**fields, **changed})


@pytest.mark.slow
def test_the_list_says_why_and_names_nobody(
    console: ConsoleInTest, kiosk: KioskInTest, maria: str, operator: httpx.Client
) -> None:
    console.region.clock.forward(minutes=6)
    before = len(asked_of_backend(console))
    page = operator.get("/refused")
    assert asked_of_backend(console)[before:] == ["/v1/operators/token/renewal", "/v1/outbox/refused"]
    for said in (RECEIPT, "Мурманск, ул. Полярная, 1", "ждёт 6 мин", "Карта не подтвердила заявление"):
        assert said in page.text, said
    assert "Иванова" not in page.text
    assert maria not in page.text


@pytest.mark.slow
def test_whose_it_is_is_shown_when_asked(
    console: ConsoleInTest, kiosk: KioskInTest, maria: str, operator: httpx.Client
) -> None:
    before = len(asked_of_backend(console)) + 1  # the list, for its form
    page = press(operator, "view", kiosk)
    assert asked_of_backend(console)[before:] == ["/v1/outbox/refused/{receipt_code}"]
    for said in (
        "Иванова М. П.",
        "815\u00a0200-00-00",
        "Сервер этого не подтвердил",
        "откроются специалисту",
    ):
        assert said in page.text.replace("\u00a0М", " М").replace("\u00a0П", " П"), said
    assert maria not in page.text
    written = console.log.getvalue() + console.region.log.getvalue()
    assert not [said for said in ("Иванова", RECEIPT, "+7815") if said in written]


@pytest.mark.slow
def test_what_cannot_be_read_is_said(
    console: ConsoleInTest, kiosk: KioskInTest, operator: httpx.Client
) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, console.region.person()))
    parcel.send(parcel.sealed(context="AAAA-BBBB-CCCC"))
    assert "узнать нельзя" in operator.get("/refused").text
    assert "содержимое повреждено" in press(operator, "view", kiosk).text


@pytest.mark.slow
def test_settled_it_is_gone_and_a_second_time_a_colleague_was_faster(
    kiosk: KioskInTest, maria: str, operator: httpx.Client
) -> None:
    page = press(operator, "settle", kiosk)
    assert (page.url.path, page.url.params["settled"]) == ("/refused", "now")
    assert "Отмечено: разобрано." in page.text
    assert "Непринятых заявлений нет." in page.text
    key = form_key(page)
    for what in ("settle", "view"):
        late = operator.post(
            f"/refused/{what}", data={"form_key": key, "receipt": RECEIPT, "kiosk": kiosk.id}
        )
        assert "уже разобрал другой сотрудник" in late.text


@pytest.mark.slow
def test_settled_by_mistake_it_comes_back(kiosk: KioskInTest, maria: str, operator: httpx.Client) -> None:
    page = press(operator, "settle", kiosk)
    assert "Вернуть в список" in page.text
    again = operator.post(
        "/refused/reopen", data={"form_key": form_key(page), "receipt": RECEIPT, "kiosk": kiosk.id}
    )
    assert again.url.query == b"settled=undone"
    assert "Возвращено в список." in again.text
    assert f'<span class="receipt">{RECEIPT}</span>' in again.text
    assert "Вернуть в список" not in again.text


@pytest.mark.slow
def test_after_a_session_that_ended_the_list_comes_back(
    console: ConsoleInTest, kiosk: KioskInTest, maria: str, operator: httpx.Client
) -> None:
    key = form_key(operator.get("/refused"))
    console.region.clock.forward(hours=1)
    fields = {"form_key": key, "receipt": RECEIPT, "kiosk": kiosk.id}
    page = operator.post("/refused/settle", data=fields)
    assert page.status_code == 401
    assert 'name="next" value="/refused"' in page.text
    assert 'name="kept"' in page.text, "the form waits behind the sign-in"


@pytest.mark.slow
@pytest.mark.parametrize("what", ["view", "settle", "reopen"])
def test_forms_are_our_own_and_whole(
    kiosk: KioskInTest, maria: str, operator: httpx.Client, what: str
) -> None:
    assert code_on(press(operator, what, kiosk, form_key="x" * 32)) == "form-expired"
    for changed in ({"receipt": "../../kiosks"}, {"kiosk": "a&b=c"}, {"kiosk": ""}, {"receipt": "абв"}):
        assert code_on(press(operator, what, kiosk, **changed)) == "body-invalid"
    assert RECEIPT in operator.get("/refused").text


@pytest.mark.slow
def test_only_an_office_is_offered_and_given_them(console: ConsoleInTest, browser: httpx.Client) -> None:
    page = sign_in(console, browser, console.account("tamara", Role.TECHNICIAN))
    assert 'href="/refused"' not in page.text
    assert code_on(browser.get("/refused")) == "role-missing"
    for query in ("settled=maybe", "receipt=../..", "kiosk=%D0%B0", "receipt="):
        assert code_on(browser.get(f"/refused?{query}")) == "parameter-invalid"
