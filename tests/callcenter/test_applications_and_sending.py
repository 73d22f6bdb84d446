"""Applications of a call and what is sent from it: named fields, nothing lost, both people, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count

import httpx
import pytest
from sqlalchemy import select

from backend.messages.tables import messages
from backend.operators.values import Role
from backend.requests.tables import prepared_requests
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import (
    ConsoleInTest,
    asked_of_backend,
    code_on,
    form_key,
    sign_in,
)
from tests.callcenter.posting import posting_console
from tests.callcenter.wizards import PATIENCE, WizardDesk

MEASURE = "utilities-subsidy"
PAPERS = f"documents:{MEASURE}"
HOSTILE = "<img src=x onerror=alert(1)>\u202e" + "п" * 900
NUMBERS = count(1000)


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleInTest]:
    with posting_console(tmp_path_factory.mktemp("console")) as running:
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
def contact(olga: Operator) -> str:
    """Somebody who is known by what they answered."""
    number = f"+7815255{next(NUMBERS)}"
    contact = olga.rings(number)
    olga.chooses(contact, olga.enter(phone=number))
    olga.level(contact, "data")
    return contact


def send(desk: httpx.Client, page: str, /, **fields: str) -> httpx.Response:
    key = form_key(desk.get("/"))
    return desk.post(page, data={"form_key": key, **fields})


def once_on(page: httpx.Response) -> str:
    found = re.search(r'name="once" value="([0-9a-f]{32})"', page.text)
    assert found, page.text
    return found[1]


def filled(**changed: str) -> dict[str, str]:
    return {
        f"measure:{MEASURE}": "1",
        "phone": "8 921 555-01-42",
        "preferred": "phone",
        "consent": "1",
        "once": "a" * 32,
        **changed,
    }


def test_prepared_with_its_number_its_receipt_and_why_no_term_runs(
    desk: httpx.Client, contact: str, console: ConsoleInTest
) -> None:
    form = send(desk, f"/contacts/{contact}/requests/new")
    assert "Срок пойдёт, когда человек подпишет" in form.text
    done = send(desk, f"/contacts/{contact}/requests", **filled(once=once_on(form)))
    assert done.status_code == 200
    text = unescape(done.text)
    assert re.search(r'class="read-out">26-\d{6}<', text)
    assert "Срок по закону пока не идёт." in text
    assert "Срок пойдёт с подписи" in text
    with console.region.database.maintenance() as connection:
        row = (
            connection.execute(select(prepared_requests).where(prepared_requests.c.contact == contact))
            .mappings()
            .one()
        )
    assert row["channel"] == "phone"
    assert "+79215550142" in row["content"]


def test_the_same_form_twice_is_one_application(desk: httpx.Client, contact: str) -> None:
    fields = filled(once="b" * 32)
    first, again = (send(desk, f"/contacts/{contact}/requests", **fields) for _ in range(2))
    assert first.url == again.url
    assert again.text.count('<th scope="row" class="receipt">') == 1


def test_what_lacks_is_named_and_what_was_typed_stays(desk: httpx.Client, contact: str) -> None:
    refused = send(
        desk, f"/contacts/{contact}/requests", once="c" * 32, preferred="phone", note=HOSTILE, email="a@b.ru"
    )
    assert (refused.status_code, code_on(refused)) == (422, "request-incomplete")
    assert "выберите меру или услугу" in refused.text
    assert "прочитайте его вслух" in refused.text
    assert "<img src=x" not in refused.text
    assert HOSTILE in unescape(refused.text)
    assert 'value="a@b.ru"' in refused.text
    wrong = send(desk, f"/contacts/{contact}/requests", **filled(phone="по старому", once="d" * 32))
    assert (code_on(wrong), 'value="по старому"' in wrong.text) == ("phone-invalid", True)
    foreign = send(desk, f"/contacts/{contact}/requests", **filled(email="мария", once="e" * 32))
    assert code_on(foreign) == "email-invalid"


def test_one_that_waits_for_its_signature_is_withdrawn(
    desk: httpx.Client, contact: str, olga: Operator, console: ConsoleInTest
) -> None:
    form = send(desk, f"/contacts/{contact}/requests/new")
    listed = send(desk, f"/contacts/{contact}/requests", **filled(once=once_on(form)))
    assert "Чтобы отозвать, сначала подтвердите, кто говорит." in listed.text
    assert "/withdrawal" not in listed.text
    olga.level(contact, "code_word")
    listed = desk.get(f"/contacts/{contact}/requests")
    (path,) = re.findall(r'action="([^"]+/withdrawal)"', listed.text)
    person = re.findall(r'name="person" value="([^"]+)"', listed.text)[0]
    before = len(asked_of_backend(console))
    gone = send(desk, path, person=person, once=once_on(listed))
    assert (gone.status_code, "отозвано. Подписывать его не нужно." in gone.text) == (200, True)
    assert "/withdrawal" not in gone.text
    asked = [
        each for each in asked_of_backend(console)[before:] if "withdrawal" in each or "requests" in each
    ]
    assert len(asked) == 2  # the withdrawal, and the list after it
    late = send(desk, path, person=person, once="7" * 32)
    assert (late.status_code, code_on(late)) == (409, "request-signed")
    assert 'id="caller"' in late.text


def test_a_service_can_be_applied_for(desk: httpx.Client, contact: str) -> None:
    form = send(desk, f"/contacts/{contact}/requests/new")
    service = re.findall(r'<option value="([^"]+)">услуга<', form.text)[0]
    done = send(
        desk, f"/contacts/{contact}/requests", **{**filled(once="f" * 32), "added": unescape(service)}
    )
    assert done.text.count('class="title-line"') == 2


def test_words_that_fit_several_measures_ask_which_one(desk: httpx.Client, contact: str) -> None:
    sent = {**filled(once="9" * 32), "added": "ПРОЕЗД"}
    asked = send(desk, f"/contacts/{contact}/requests", **sent)
    assert (asked.status_code, code_on(asked)) == (422, "request-incomplete")
    assert "Проезд к месту лечения и обратно" in asked.text
    assert "Единый социальный проездной билет" in asked.text
    assert (
        'name="added" list="choices" maxlength="300" autocomplete="off" spellcheck="false" value=""'
        in asked.text
    )
    done = send(desk, f"/contacts/{contact}/requests", **{**sent, "added": "социальный проездной"})
    assert done.text.count('class="title-line"') == 2
    unknown = send(
        desk, f"/contacts/{contact}/requests", **{**sent, "once": "8" * 32, "added": "полёт на Луну"}
    )
    assert 'value="полёт на Луну"' in unknown.text


def test_the_wizards_answers_and_verdicts_go_along(
    desk: httpx.Client, contact: str, console: ConsoleInTest
) -> None:
    wizard = WizardDesk(desk, contact).begin("measure", measure=MEASURE)
    wizard.answer(answer="decline")
    wizard.send(act="result")
    fields = filled(once="1" * 32, sealed=wizard.sealed)
    assert send(desk, f"/contacts/{contact}/requests", **fields).status_code == 200
    with console.region.database.maintenance() as connection:
        content = connection.execute(
            select(prepared_requests.c.content).where(prepared_requests.c.contact == contact)
        ).scalar_one()
    assert '"verdict":"unknown"' in content
    assert '"value":{"unknown":true}' in content


def test_the_answers_of_whom_the_call_was_for_before_do_not_go_along(
    desk: httpx.Client, contact: str, olga: Operator, console: ConsoleInTest
) -> None:
    wizard = WizardDesk(desk, contact).begin("measure", measure=MEASURE)
    wizard.answer(answer="decline")
    wizard.send(act="result")
    olga.chooses(contact, olga.enter("Петрова"))
    olga.level(contact, "data")
    fields = filled(once="3" * 32, sealed=wizard.sealed)
    assert send(desk, f"/contacts/{contact}/requests", **fields).status_code == 200
    with console.region.database.maintenance() as connection:
        content = connection.execute(
            select(prepared_requests.c.content).where(prepared_requests.c.contact == contact)
        ).scalar_one()
    assert '"answers":[]' in content


def test_nobody_chosen_and_nobody_sure(desk: httpx.Client, olga: Operator) -> None:
    contact = olga.rings("+78152559999")
    assert "Сначала выберите" in desk.get(f"/contacts/{contact}/requests").text
    olga.chooses(contact, olga.enter())
    assert code_on(desk.get(f"/contacts/{contact}/requests")) == "identification-too-low"
    refused = send(desk, f"/contacts/{contact}/requests", **filled(once="2" * 32))
    assert (refused.status_code, code_on(refused)) == (403, "identification-too-low")
    assert f'name="measure:{MEASURE}" value="1" checked' in refused.text


def test_read_back_then_sent_once(desk: httpx.Client, contact: str, console: ConsoleInTest) -> None:
    asked = {
        "matter": f"documents:{MEASURE}",
        "way": "dictated-sms",
        "address": "8(921)5550199",
        "back": "requests",
    }
    shown = send(desk, f"/contacts/{contact}/sending", **asked)
    assert "+7\u00a0921\u00a0555-01-99" in unescape(shown.text)
    assert "Возьмите с собой" in shown.text
    once = once_on(shown)
    done = send(desk, f"/contacts/{contact}/sending/done", **asked, once=once)
    assert "СМС поставлена в очередь" in done.text
    assert f'href="/contacts/{contact}/requests"' in done.text
    assert (
        "СМС поставлена в очередь" in send(desk, f"/contacts/{contact}/sending/done", **asked, once=once).text
    )
    other = send(desk, f"/contacts/{contact}/sending/done", **asked, once="30" * 16)
    assert "Это уже отправляли" in other.text
    with console.region.database.maintenance() as connection:
        sent = (
            connection.execute(select(messages.c.kind).where(messages.c.address == "+79215550199"))
            .scalars()
            .all()
        )
    assert sent == ["desk_documents"]


def test_the_registered_number_is_never_shown(desk: httpx.Client, contact: str) -> None:
    shown = send(desk, f"/contacts/{contact}/sending", matter=f"documents:{MEASURE}", way="registered-sms")
    text = unescape(re.sub(r"<aside.*?</aside>", "", shown.text, flags=re.DOTALL))
    assert re.search(r"\+7 ••• •••-\d\d-\d\d", text)
    assert not re.search(r"815.255", text)


def test_a_wrong_number_is_said_and_stays(desk: httpx.Client, contact: str) -> None:
    refused = send(
        desk,
        f"/contacts/{contact}/sending",
        matter=f"documents:{MEASURE}",
        way="dictated-sms",
        address=HOSTILE[:200],
    )
    assert (refused.status_code, code_on(refused)) == (422, "phone-invalid")
    assert "<img src=x" not in refused.text
    assert 'name="address"' in refused.text


@pytest.mark.parametrize(
    "fields",
    [
        {"matter": "secrets:all", "way": "dictated-sms"},
        {"matter": "documents:../x", "way": "dictated-sms"},
        {"matter": "place:mfc", "way": "pigeon"},
        {"matter": "place:mfc", "way": "dictated-sms", "back": "//elsewhere.example"},
        {"matter": "result:", "way": "dictated-sms", "code": "12345"},
    ],
)
def test_forms_of_ones_own_making(desk: httpx.Client, contact: str, fields: dict[str, str]) -> None:
    assert send(desk, f"/contacts/{contact}/sending", **fields).status_code == 422


def test_on_paper(desk: httpx.Client, contact: str) -> None:
    sheet = desk.get(f"/contacts/{contact}/sending/paper?matter=documents:{MEASURE}")
    assert "Счета за последний месяц" in sheet.text
    assert "data-print" in sheet.text
    assert desk.get(f"/contacts/{contact}/sending/paper?matter=documents:no-such").status_code == 404
    assert desk.get(f"/contacts/{contact}/sending/paper?matter=request:26-000001").status_code == 422


def test_the_signed_paper_is_taken_in_by_a_case_worker(
    desk: httpx.Client, contact: str, console: ConsoleInTest
) -> None:
    done = send(desk, f"/contacts/{contact}/requests", **filled(once="5" * 32))
    found = re.search(r'class="read-out">(26-\d{6})<', done.text)
    assert found
    number = found[1]
    taken = {"number": number, "signed": "1", "once": "6" * 32}
    assert code_on(send(desk, "/signatures", **taken)) == "identification-too-low"  # an operator's
    with console.browser() as browser:
        browser.timeout = PATIENCE
        sign_in(console, browser, console.account("vera", Role.CASE_WORKER))
        assert code_on(send(browser, "/signatures", **{**taken, "number": "26-999999"})) == "request-unknown"
        unsigned = send(browser, "/signatures", number=number, once="7" * 32)
        assert (unsigned.status_code, "подпись" in unsigned.text) == (422, True)
        assert f'value="{number}"' in unsigned.text
        assert (
            code_on(send(browser, "/signatures", **{**taken, "received_on": "31.02.2026"})) == "body-invalid"
        )
        taken_in = send(browser, "/signatures", **{**taken, "received_on": "19.11.2026"})
        assert f"Заявление {number} принято." in taken_in.text
        assert code_on(send(browser, "/signatures", **{**taken, "once": "8" * 32})) == "request-signed"
    assert "Принято" in desk.get(f"/contacts/{contact}/requests").text


def test_two_calls_of_the_api_a_page_and_nothing_private_in_the_logs(
    desk: httpx.Client, contact: str, console: ConsoleInTest
) -> None:
    key = form_key(desk.get("/"))
    asks = {
        f"/contacts/{contact}/requests/new": {},
        f"/contacts/{contact}/requests": filled(once="4" * 32, note="тайна"),
        f"/contacts/{contact}/sending": {
            "matter": f"documents:{MEASURE}",
            "way": "dictated-sms",
            "address": "89215550177",
        },
    }
    for address, fields in asks.items():
        before = len(asked_of_backend(console))
        desk.post(address, data={"form_key": key, **fields}, follow_redirects=False)
        assert 0 < len(asked_of_backend(console)) - before <= 2, address
    told = console.log.getvalue() + console.region.log.getvalue()
    assert "5550177" not in told
    assert "тайна" not in told
