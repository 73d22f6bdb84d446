"""The knowledge without a script: whole pages, at most two calls each, no words in an address or a log."""

from __future__ import annotations

import re

import httpx
import pytest

from backend.operators.values import Role
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in

HOSTILE = '<script>alert(1)</script>"><img src=x> \u202eמסר'


@pytest.fixture
def olga(console: ConsoleInTest, browser: httpx.Client) -> Operator:
    operator = Operator(console)
    sign_in(console, browser, operator.account, "/knowledge")
    return operator


def asked(
    console: ConsoleInTest, browser: httpx.Client, address: str, **fields: str
) -> tuple[httpx.Response, int]:
    """The answer to a form, and how many calls of the API it took."""
    page = browser.get(address.rsplit("/", 1)[0] if address.endswith(("/topic", "/report")) else address)
    before = len(asked_of_backend(console))
    answer = browser.post(address, data={"form_key": form_key(page), **fields}, follow_redirects=False)
    return answer, len(asked_of_backend(console)) - before


def test_a_search_finds_with_typos_and_asks_nobody(
    console: ConsoleInTest, browser: httpx.Client, olga: Operator
) -> None:
    found, calls = asked(console, browser, "/knowledge", q="патерял карту")
    assert (found.status_code, calls) == (200, 0)
    assert "/knowledge/call_topics/card-lost" in found.text
    assert "патерял" not in str(found.url)
    assert "патерял" not in console.log.getvalue()
    nothing, _ = asked(console, browser, "/knowledge", q="ъъъыыы")
    assert "Попробуйте другое слово" in nothing.text


def test_in_a_call_everything_opens_beside_the_person(
    console: ConsoleInTest, browser: httpx.Client, olga: Operator
) -> None:
    contact = olga.rings()
    base = f"/contacts/{contact}/knowledge"
    found, calls = asked(console, browser, base, q="мфц апатиты")
    assert calls <= 1
    assert f"{base}/places/apatity-mfc" in found.text
    before = len(asked_of_backend(console))
    place = browser.get(f"{base}/places/apatity-mfc")
    assert len(asked_of_backend(console)) - before <= 2
    assert "Есть пандус" in place.text
    assert 'class="caller"' in place.text


def test_the_topic_is_kept_and_the_script_follows(
    console: ConsoleInTest, browser: httpx.Client, olga: Operator
) -> None:
    contact = olga.rings()
    base = f"/contacts/{contact}/knowledge"
    chosen, calls = asked(console, browser, f"{base}/topic", topic="despair")
    assert (chosen.status_code, chosen.headers["location"]) == (303, f"/contacts/{contact}")
    assert calls == 1
    page = browser.get(f"/contacts/{contact}")
    assert "Мне важно, что вы позвонили" in page.text
    assert re.search(r'<details class="words-of danger" open>', page.text)
    wrong, _ = asked(console, browser, f"{base}/topic", topic="no-such-topic")
    assert (wrong.status_code, code_on(wrong)) == (422, "body-invalid")


def test_the_right_zone_alone_is_a_piece_of_a_page(
    console: ConsoleInTest, browser: httpx.Client, olga: Operator
) -> None:
    base = f"/contacts/{olga.rings()}/knowledge"
    before = len(asked_of_backend(console))
    piece = browser.get(f"{base}/measures/child-unified-allowance", headers={"Okno-Script": "1"})
    assert len(asked_of_backend(console)) == before
    assert piece.text.lstrip().startswith("<div")
    assert "<html" not in piece.text and "Что взять с собой" in piece.text


def test_what_is_not_there_is_not_found(browser: httpx.Client, olga: Operator) -> None:
    base = f"/contacts/{olga.rings()}/knowledge"
    for address in ("/knowledge/places/nowhere", "/knowledge/people/x", f"{base}/measures/none"):
        assert browser.get(address).status_code == 404


def test_hostile_words_are_words(console: ConsoleInTest, browser: httpx.Client, olga: Operator) -> None:
    base = f"/contacts/{olga.rings()}/knowledge"
    for address in ("/knowledge", base):
        found, _ = asked(console, browser, address, q=HOSTILE)
        assert "<script>alert" not in found.text and "<img src=x" not in found.text
        long, _ = asked(console, browser, address, q="ё" * 10_000)
        assert long.status_code == 200
    fields = {"kind": "places", "entry": "apatity-mfc", "what": HOSTILE, "once": "0123456789abcdef"}
    sent, _ = asked(console, browser, "/knowledge/report", **fields)
    assert "Спасибо" in sent.text


def test_a_form_of_another_page_is_refused(browser: httpx.Client, olga: Operator) -> None:
    answer = browser.post("/knowledge", data={"form_key": "x", "q": "карта"})
    assert (answer.status_code, code_on(answer)) == (403, "form-expired")


def test_reports_are_for_those_who_settle(
    console: ConsoleInTest, browser: httpx.Client, olga: Operator
) -> None:
    assert browser.get("/reports-of-errors").status_code == 403
    with console.browser() as other:
        vera = console.account("vera", Role.CASE_WORKER)
        page = sign_in(console, other, vera, "/reports-of-errors")
        assert "Сообщений нет." in page.text


def test_the_second_answer_is_shown_beside_the_first(
    console: ConsoleInTest, browser: httpx.Client, olga: Operator
) -> None:
    fields = {
        "kind": "places",
        "entry": "apatity-mfc",
        "what": "Закрыто насовсем",
        "once": "0123456789abcdef",
    }
    asked(console, browser, "/knowledge/report", **fields)
    with console.browser() as one, console.browser() as two:
        sign_in(console, one, console.account("vera", Role.CASE_WORKER), "/reports-of-errors")
        sign_in(console, two, console.account("irina", Role.SUPERVISOR), "/reports-of-errors")
        shown, late = one.get("/reports-of-errors"), two.get("/reports-of-errors")
        assert "Закрыто насовсем" in shown.text, shown.text
        (report,) = re.findall(r'name="report" value="([0-9a-f-]{36})"', shown.text)
        settled = {"report": report, "outcome": "kept", "answer": "Открыто, проверили"}
        one.post("/reports-of-errors/settle", data={"form_key": form_key(shown), **settled})
        mine = {"report": report, "outcome": "corrected", "answer": "Исправила адрес"}
        refused = two.post("/reports-of-errors/settle", data={"form_key": form_key(late), **mine})
    assert refused.status_code == 409
    assert "Исправила адрес" in refused.text and "Открыто, проверили" in refused.text
