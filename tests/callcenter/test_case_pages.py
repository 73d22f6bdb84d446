"""Petitions in the console: prepared in a call, led at a desk, two people on one text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.backend.cases.conftest import WHOLE
from tests.backend.served import Served
from tests.callcenter.callers import Operator
from tests.callcenter.case_desk import (
    HOSTILE,
    NUMBER,
    Office,
    in_a_call,
    region_with_rules,
    send,
    text_of,
    version_on,
)
from tests.callcenter.consoles import (
    ConsoleInTest,
    asked_of_backend,
    code_on,
    console_of,
    form_key,
    sign_in,
)
from tests.callcenter.desks import line_to

TYPED = {"kind": "grievance", **WHOLE}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with region_with_rules(tmp_path) as running:
        yield running


@pytest.fixture
def olga(console: ConsoleInTest) -> Operator:
    return Operator(console)


@pytest.fixture
def office(console: ConsoleInTest) -> Office:
    return Office(console)


@pytest.fixture
def call(console: ConsoleInTest, olga: Operator, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, olga.account)
    return browser


@pytest.fixture
def desk(console: ConsoleInTest, office: Office, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, office.account)
    return browser


def prepared(call: httpx.Client, contact: str, **changed: str) -> httpx.Response:
    folder = f"/contacts/{contact}/cases"
    return send(call, folder, call.get(f"{folder}/new"), **{**TYPED, **changed})


def test_by_phone_a_text_is_prepared_and_it_is_said_that_no_clock_runs(
    call: httpx.Client, olga: Operator
) -> None:
    contact, person = in_a_call(olga)
    new = call.get(f"/contacts/{contact}/cases/new")
    assert "Срок по закону не идёт" in new.text
    assert "с 30 марта 2025 года" in new.text
    assert new.text.count("из семи первых") == 7
    page = prepared(call, contact)
    assert page.status_code == 200, page.text
    assert "О-26-000001" in page.text
    assert "Срок не идёт" in page.text
    assert "Закон требует ещё" in page.text
    assert "Почините свет" in page.text
    given = send(call, f"{page.url.path}/handing-over", page, version=version_on(page))
    assert "Ждёт подписи" in given.text
    listed = call.get(f"/contacts/{contact}/cases")
    assert "О-26-000001" in listed.text
    assert any(action == "case.list" for action, _ in olga.journal(person))


def test_two_calls_of_the_api_a_page(call: httpx.Client, olga: Operator, console: ConsoleInTest) -> None:
    contact, _ = in_a_call(olga)
    one = prepared(call, contact).url.path
    page = call.get(one)
    asks: dict[str, Callable[[], httpx.Response]] = {
        "list": lambda: call.get(f"/contacts/{contact}/cases"),
        "new": lambda: call.get(f"/contacts/{contact}/cases/new"),
        "one": lambda: call.get(one),
        "open": lambda: call.post(
            f"/contacts/{contact}/cases",
            data={"form_key": form_key(page), "once": "o" * 32, **TYPED},
            follow_redirects=False,
        ),
        "step": lambda: call.post(
            f"{one}/handing-over",
            data={"form_key": form_key(page), "once": "s" * 32, "version": version_on(page)},
            follow_redirects=False,
        ),
    }
    for what, ask in asks.items():
        before = len(asked_of_backend(console))
        ask()
        assert 0 < len(asked_of_backend(console)) - before <= 2, what


def test_whoever_is_not_known_sees_no_list_and_is_told_why(call: httpx.Client, olga: Operator) -> None:
    contact, _ = in_a_call(olga)
    olga.level(contact, "none")
    listed = call.get(f"/contacts/{contact}/cases")
    assert (listed.status_code, code_on(listed)) == (403, "identification-too-low")
    refused = prepared(call, contact)
    assert (refused.status_code, code_on(refused)) == (403, "identification-too-low")
    assert "Почините свет" in refused.text, "what was typed is still there"


def test_nobody_need_be_known_for_an_anonymous_enquiry(call: httpx.Client, olga: Operator) -> None:
    contact = olga.rings()
    page = prepared(call, contact, kind="enquiry", substance="Где получить справку?")
    assert "З-26-000001" in page.text
    assert "Ответить на вопрос" in page.text
    assert "25.11.2026" in page.text
    answered = send(
        call, f"{page.url.path}/answer", page, version=version_on(page), answer="На Софьи Перовской"
    )
    assert "Ответ готов" in answered.text
    assert "На Софьи Перовской" in answered.text


def test_a_foreign_address_is_refused_at_its_field(call: httpx.Client, olga: Operator) -> None:
    contact, _ = in_a_call(olga)
    refused = prepared(call, contact, answer_email="maria@gmail.com")
    assert (refused.status_code, code_on(refused)) == (422, "case-email-foreign")
    field = refused.text[refused.text.index('id="answer_email"') :]
    assert 'aria-invalid="true"' in field[: field.index(">")]
    assert "maria@gmail.com" in refused.text


def test_hostile_words_are_shown_harmless(call: httpx.Client, olga: Operator, office: Office) -> None:
    contact, _ = in_a_call(olga)
    page = prepared(call, contact, substance=HOSTILE, addressee=HOSTILE[:300])
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert HOSTILE.strip() in text_of(page)
    assert office.state_of("О-26-000001")["text"]["substance"] == HOSTILE.strip()


def test_two_operators_on_one_text_are_shown_both_and_nothing_is_lost(
    call: httpx.Client, olga: Operator, office: Office
) -> None:
    contact, person = in_a_call(olga)
    page = prepared(call, contact)
    one = page.url.path
    number = NUMBER.findall(page.text)[0]
    theirs = {"text": {**WHOLE, "substance": "Текст коллеги"}, "author": person, "person": person}
    office.sends(f"cases/{number}/text", {"version": 1, **theirs})
    both = send(call, f"{one}/text", page, version="1", **{**TYPED, "substance": "Мой текст"})
    assert both.status_code == 409
    assert "Текст коллеги" in both.text
    assert both.text.count("Мой текст") >= 2, "as it was typed, and where it can be brought together"
    mine = send(
        call, f"{one}/both", both, version=version_on(both), take="mine", mine_substance="Мой текст",
        **{**TYPED, "substance": "Сведённый"},
    )  # fmt: skip
    assert office.state_of(number)["text"]["substance"] == "Мой текст"
    merged = send(
        call, f"{one}/both", mine, version=version_on(mine), take="merged", mine_substance="Мой текст",
        **{**TYPED, "substance": "Сведённый"},
    )  # fmt: skip
    assert merged.status_code == 200
    assert office.state_of(number)["text"]["substance"] == "Сведённый"
    assert "Текст изменён" in merged.text


def test_a_case_worker_leads_a_paper_from_its_coming_to_its_end(desk: httpx.Client) -> None:
    new = desk.get("/cases/new")
    page = send(desk, "/cases", new, channel="paper", author_name="Иванов И. И.", **TYPED)
    assert "Получено, не зарегистрировано" in page.text
    one = page.url.path

    def step(name: str, **fields: str) -> httpx.Response:
        shown = desk.get(one)
        return send(desk, f"{one}/{name}", shown, version=version_on(shown), **fields)

    page = step(
        "registration", channel="paper", signed="on", signed_on="2026-11-20", received_on="2026-11-20"
    )
    assert "18.12.2026" in page.text
    assert "59-ФЗ, ст.\xa012" in text_of(page)
    assert "Пропущены 2 дня" in page.text
    assert "19.12.2026" in page.text
    page = step("responsible", responsible="me")
    assert "Тамара" in page.text
    page = step("extension", reason="Запросили документы", notice="letter")
    assert "Срок продлён" in page.text
    assert "календарь года не издан" in page.text
    assert "step-extension" not in page.text, "once"
    page = step("answer", answer="Свет починили.")
    page = step("closing", note="Письмо ушло")
    assert "Закрыто" in page.text
    assert "Письмо ушло" in page.text
    assert "Письмом" in page.text, "how the author was told of the extension"


def test_a_paper_that_lacks_something_is_named_and_refused_by_law(desk: httpx.Client) -> None:
    new = desk.get("/cases/new")
    page = send(desk, "/cases", new, channel="paper", kind="application", substance="Без имени")
    one = page.url.path
    refused = send(desk, f"{one}/registration", page, version="1", channel="paper")
    assert (refused.status_code, code_on(refused)) == (422, "case-incomplete")
    assert 'step-registration" open' in refused.text
    page = send(desk, f"{one}/registration", refused, version="1", channel="paper", as_it_came="on")
    assert "Не хватало: Кому, Фамилия и имя автора" in page.text
    page = send(desk, f"{one}/refusal", page, version=version_on(page), ground="no-name", note="")
    assert "Не указаны фамилия или адрес для ответа" in page.text


def test_an_answer_that_came_too_late_is_kept_in_its_form(desk: httpx.Client, office: Office) -> None:
    case = office.registers(office.opens(author=office.console.region.person()))
    one = f"/cases/{case['number']}"
    shown = desk.get(one)
    office.sends(f"cases/{case['number']}/responsible", {"version": 2, "responsible": ""})
    late = send(desk, f"{one}/answer", shown, version="2", answer="Долго писала")
    assert (late.status_code, code_on(late)) == (409, "case-changed")
    assert "Долго писала" in late.text
    assert version_on(late) == "3"
    done = send(desk, f"{one}/answer", late, version="3", answer="Долго писала")
    assert "Ответ готов" in done.text


def test_lists_name_nobody_filter_and_sort(desk: httpx.Client, office: Office) -> None:
    maria = office.console.region.person()
    first = office.registers(office.opens(author=maria))
    second = office.opens("complaint", author=maria, ground="service-late")
    listed = desk.get("/cases")
    assert "Иванова" not in listed.text
    assert set(NUMBER.findall(listed.text)) == {first["number"], second["number"]}
    only = desk.get("/cases?kind=complaint&state=&whose=&town=&order=newest")
    assert first["number"] not in only.text
    assert second["number"] in only.text
    by_term = desk.get("/cases?order=due")
    assert second["number"] not in by_term.text
    assert "Показаны только обращения, по которым идёт срок" in by_term.text
    assert desk.get("/cases?order=height").status_code == 422
    assert desk.get("/cases?whose=nobody").status_code == 200


def test_what_is_near_its_term_and_past_it_is_listed(desk: httpx.Client, office: Office) -> None:
    case = office.registers(office.opens(author=office.console.region.person()))
    assert "Просроченного и срочного нет" in desk.get("/case-terms").text
    office.console.region.clock.forward(days=29)  # the term was a Friday: it is Saturday
    sign_in(office.console, desk, office.account)
    page = desk.get("/case-terms")
    assert case["number"] in page.text
    assert "просрочено" in page.text
    assert "Просрочено: 1" in page.text
    assert case["number"] in desk.get("/case-terms?only=overdue").text


def test_a_receipt_is_read_out_or_printed(desk: httpx.Client, office: Office) -> None:
    case = office.registers(office.opens(author=office.console.region.person()))
    one = f"/cases/{case['number']}"
    page = send(desk, f"{one}/receipt", desk.get(one), channel="paper", version="2")
    assert case["number"] in page.text
    assert "Почините" not in page.text
    sent = send(desk, f"{one}/receipt", desk.get(one), channel="sms", version="2")
    assert "Отправить некуда" in sent.text


def test_an_expired_session_loses_nothing_that_was_typed(desk: httpx.Client, office: Office) -> None:
    page = desk.get("/cases/new")
    office.console.region.clock.forward(minutes=45)
    kept = send(desk, "/cases", page, channel="paper", **{**TYPED, "substance": "Долгий рассказ"})
    assert kept.status_code == 401
    assert 'name="kept"' in kept.text


@pytest.mark.parametrize("path", ["/cases/О-26-000099", "/cases/nothing", "/cases/О-26-000001/steal"])
def test_what_is_not_there(desk: httpx.Client, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code in {404, 405}


def test_nothing_personal_stands_in_addresses_or_the_log(
    call: httpx.Client, olga: Operator, console: ConsoleInTest
) -> None:
    contact, person = in_a_call(olga)
    page = prepared(call, contact)
    assert person not in page.text
    log = console.log.getvalue() + console.region.log.getvalue()
    assert "Почините" not in log
    assert "Соколов" not in log


def test_a_text_that_met_no_backend_is_sent_again(served: Served) -> None:
    with line_to(served) as line, console_of(served, line.port) as console, console.browser() as call:
        olga = Operator(console)
        sign_in(console, call, olga.account)
        contact, _ = in_a_call(olga)
        folder = f"/contacts/{contact}/cases"
        page = call.get(f"{folder}/new")
        line.cut()
        left = send(call, folder, page, **{**TYPED, "substance": HOSTILE})
        assert (left.status_code, code_on(left)) == (503, "backend-unreachable")
        assert HOSTILE in text_of(left)
        assert "<script>alert" not in left.text
        line.mend()
        kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', left.text)
        done = call.post(folder, data={name: unescape(value) for name, value in kept})
        assert "О-26-000001" in done.text
        assert HOSTILE.strip() in text_of(done)


def test_a_paper_at_a_desk_that_met_no_backend_is_sent_again(served: Served) -> None:
    with line_to(served) as line, console_of(served, line.port) as console, console.browser() as desk:
        office = Office(console)
        sign_in(console, desk, office.account)
        one = f"/cases/{office.opens()['number']}"
        page = desk.get(one)
        line.cut()
        left = send(desk, f"{one}/text", page, version="1", **{**TYPED, "substance": "Двор не освещён"})
        assert (left.status_code, code_on(left)) == (503, "backend-unreachable")
        assert "Двор не освещён" in text_of(left)
        line.mend()
        kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', left.text)
        desk.post(f"{one}/text", data={name: unescape(value) for name, value in kept})
        assert "Двор не освещён" in text_of(desk.get(one))
