"""The wizard on behalf: asked one by one, changed, explained; its state lies on the page and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from backend.operators.values import Role
from tests.backend.served import serving
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import (
    ConsoleInTest,
    asked_of_backend,
    code_on,
    console_of,
    region_in,
    sign_in,
)
from tests.callcenter.wizards import PATIENCE, WizardDesk

HOSTILE = "<script>alert(1)</script>\"'\u202e" + "1" * 10_000


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleInTest]:
    """One for all tests here: each has a call of its own."""
    folder = tmp_path_factory.mktemp("console")
    with serving(region_in(folder), folder) as served, console_of(served) as running:
        yield running


@pytest.fixture(scope="module")
def olga(console: ConsoleInTest) -> Operator:
    return Operator(console)


@pytest.fixture(scope="module")
def desk(console: ConsoleInTest, olga: Operator) -> Iterator[httpx.Client]:
    with console.browser() as browser:
        browser.timeout = PATIENCE
        sign_in(console, browser, olga.account)
        yield browser


@pytest.fixture
def wizard(desk: httpx.Client, olga: Operator) -> WizardDesk:
    """A caller who gives no name."""
    return WizardDesk(desk, olga.rings())


def test_asked_one_by_one_back_and_forth(wizard: WizardDesk) -> None:
    wizard.begin()
    while 'id="figure"' in wizard.text:
        wizard.answer(answer="decline")
    first, question = wizard.fact, wizard.heading
    assert first
    wizard.answer(answer="decline")
    second = wizard.fact
    assert second not in {"", first}
    wizard.send(act="back")
    assert (wizard.fact, wizard.heading) == (first, question)
    assert re.search(r'value="decline" checked', wizard.text)  # as it was answered
    wizard.answer(answer="decline")
    assert wizard.fact == second


def test_a_known_answer_is_changed_and_the_others_stay(wizard: WizardDesk) -> None:
    wizard.begin()
    first = wizard.fact
    wizard.answer(answer="decline")
    wizard.answer(answer="decline")
    wizard.send(act="known")
    assert wizard.text.count('name="change"') == 2
    wizard.send(change=first)
    assert wizard.fact == first
    wizard.send(act="back")
    assert wizard.fact not in {"", first}


def test_until_nothing_is_left_to_ask(wizard: WizardDesk) -> None:
    """«Не знаю» to everything: nothing is promised, and every measure is in one of the parts."""
    wizard.begin("measure", measure="utilities-subsidy")
    for _ in range(30):
        if not wizard.fact:
            break
        wizard.answer(answer="decline")
    parts = wizard.parts()
    assert parts["entitled"] == {}
    assert set(parts["unknown"]) == {"utilities-subsidy"}


def test_why_papers_and_term_of_one_measure(wizard: WizardDesk) -> None:
    wizard.begin("measure", measure="utilities-subsidy")
    wizard.send(act="result")
    wizard.send(why="measure:utilities-subsidy")
    assert wizard.heading == "Субсидия на оплату жилья и услуг"
    for said in ("Чего не хватает", "Что взять с собой", "Срок решения", "Счета за последний месяц"):
        assert said in wizard.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Ответ не выбран"),
        ("вчера", "Дата записана не целиком"),
        ("31.02.1950", "Такого дня нет"),
        ("01.01.2090", "Слишком много"),
        (HOSTILE, "Дата записана не целиком"),
    ],
)
def test_a_date_that_cannot_be_taken_stays_in_the_field(wizard: WizardDesk, typed: str, said: str) -> None:
    wizard.begin()
    wizard.send(change="birth-date")
    assert wizard.fact == "birth-date"
    wizard.answer(figure=typed)
    assert wizard.fact == "birth-date"
    assert said in wizard.text
    assert "<script>alert" not in wizard.text.replace(typed, "")
    assert wizard.page is not None
    assert "<script>alert" not in wizard.page.text


@pytest.mark.parametrize("typed", ["07.04.1951", "7.4.1951", "07041951", "7/4/1951", "7-4-1951"])
def test_dates_in_every_writing(wizard: WizardDesk, typed: str) -> None:
    wizard.begin()
    wizard.send(change="birth-date")
    wizard.answer(figure=typed)
    wizard.send(act="known")
    assert "7 апреля 1951" in wizard.text


def test_two_calls_of_the_api_a_page_and_mostly_one(wizard: WizardDesk, console: ConsoleInTest) -> None:
    wizard.open()
    for fields in (
        {"act": "begin", "goals": "all"},
        {"answer": "decline"},
        {"act": "known"},
        {"act": "result"},
        {"act": "leave", "once": "0" * 32},
    ):
        before = len(asked_of_backend(console))
        if "answer" in fields:
            wizard.answer(**fields)
        else:
            wizard.send(**fields)
        asked = len(asked_of_backend(console)) - before
        assert asked == (2 if fields.get("act") == "leave" else 1), fields


def test_nothing_of_the_answers_is_kept_or_logged(wizard: WizardDesk, console: ConsoleInTest) -> None:
    wizard.begin()
    wizard.send(change="birth-date")
    wizard.answer(figure="07.04.1951")
    assert "1951-04-07" not in wizard.sealed
    wizard.send(act="result")
    told = console.log.getvalue() + console.region.log.getvalue()
    assert "1951-04-07" not in told
    assert "07.04.1951" not in told
    assert "birth-date" not in told


def test_the_state_is_good_in_its_own_call_and_for_its_operator(
    wizard: WizardDesk, desk: httpx.Client, olga: Operator
) -> None:
    wizard.begin()
    sealed = wizard.sealed
    other = WizardDesk(desk, olga.rings("+78152550199")).begin()
    assert wizard.send(act="result").status_code == 200
    refused = other.send(sealed=sealed, act="result")
    assert (refused.status_code, code_on(refused)) == (403, "form-expired")
    forged = wizard.send(sealed=sealed[:-4] + "AAAA", act="result")
    assert (forged.status_code, code_on(forged)) == (403, "form-expired")


def test_registers_answer_only_at_a_level_that_lets_them(
    wizard: WizardDesk, desk: httpx.Client, olga: Operator
) -> None:
    person = olga.enter()
    olga.chooses(wizard.contact, person)
    olga.level(wizard.contact, "code_word")
    wizard.open()
    assert 'name="prefill"' not in wizard.text
    assert "#way-call_back" in wizard.text
    wizard.send(act="begin", goals="all", prefill="1")  # a form of one's own making fetches nothing
    assert "Часть ответов взята из регистра" not in wizard.text
    olga.level(wizard.contact, "call_back")
    wizard.open()
    wizard.send(act="begin", goals="all", prefill="1")
    assert "Часть ответов взята из регистра" in wizard.text
    wizard.send(act="known")
    assert "7 апреля 1951" in wizard.text
    assert ("registry.view", "wizard") in olga.journal(person)


def test_answers_of_one_person_are_not_used_for_another(wizard: WizardDesk, olga: Operator) -> None:
    olga.chooses(wizard.contact, olga.enter())
    olga.level(wizard.contact, "call_back")
    wizard.begin(prefill="1")
    olga.chooses(wizard.contact, olga.enter("Петрова"))
    refused = wizard.send(act="result")
    assert (refused.status_code, code_on(refused)) == (409, "wizard-other-person")


def test_answers_without_registers_go_with_the_person_they_were_given_for(
    wizard: WizardDesk, olga: Operator
) -> None:
    wizard.begin()
    wizard.answer(answer="decline")
    olga.chooses(wizard.contact, olga.enter())
    assert wizard.send(act="result").status_code == 200, "who told them has been named"
    olga.chooses(wizard.contact, olga.enter("Петрова"))
    refused = wizard.send(act="result")
    assert (refused.status_code, code_on(refused)) == (409, "wizard-other-person")


def test_the_operators_answers_get_a_code(wizard: WizardDesk, console: ConsoleInTest) -> None:
    wizard.begin()
    wizard.answer(answer="decline")
    wizard.send(act="result")
    once = re.search(r'name="once" value="([0-9a-f]{32})"', wizard.text)
    assert once
    left = wizard.send(act="leave", once=once[1])
    assert left.status_code == 200
    found = re.search(r'class="read-out">(\d{4})\s(\d{4})<', wizard.text)
    assert found
    kiosk = console.region.kiosk()
    opened = console.region.http.post(
        "/v1/handoffs/continue", json={"code": found[1] + found[2]}, headers=kiosk.headers
    )
    assert opened.json()["answers"][0]["value"] == {"unknown": True}
    assert date.fromisoformat(opened.json()["on"]) == console.region.clock.now.date()


def test_a_wrong_code_says_so_and_loses_nothing(wizard: WizardDesk) -> None:
    wizard.open()
    assert code_on(wizard.send(act="code", code="12 34")) == "code-incomplete"
    assert code_on(wizard.send(act="code", code="1234 5678")) == "handoff-unknown"
    assert 'name="goals"' in wizard.text


@pytest.mark.parametrize(
    "fields",
    [
        {"act": "begin", "goals": "everything"},
        {"act": "no-such-act"},
        {"act": "begin", "goals": "measure", "measure": "../../etc"},
    ],
)
def test_forms_of_ones_own_making(wizard: WizardDesk, fields: dict[str, str]) -> None:
    wizard.open()
    assert wizard.send(**fields).status_code == 422


def test_a_measure_or_fact_that_is_none(wizard: WizardDesk) -> None:
    wizard.begin()
    assert wizard.send(fact="no-such-fact", answer="yes").status_code == 422
    wizard.begin()
    assert wizard.send(why="measure:no-such").status_code == 404
    wizard.begin("measure", measure="no-such-measure")
    assert wizard.parts() == {"entitled": {}, "unknown": {}, "not_entitled": {}}


def test_in_english(wizard: WizardDesk) -> None:
    wizard.desk.get("/language/en?next=/")
    wizard.begin()
    wizard.desk.get("/language/ru?next=/")
    assert "Question 1" in wizard.text
    assert not re.search(
        r"[а-яё]{4,}", re.sub(r"<(?:aside|header).*?</(?:aside|header)>", "", wizard.text, flags=re.DOTALL)
    )


def test_a_technician_has_no_calls(console: ConsoleInTest, olga: Operator) -> None:
    contact = olga.rings()
    with console.browser() as browser:
        browser.timeout = PATIENCE
        sign_in(console, browser, console.account("tamara", Role.TECHNICIAN))
        assert code_on(browser.get(f"/contacts/{contact}/wizard")) == "role-missing"
