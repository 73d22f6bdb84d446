"""Urgent help and signals in the console: formed in a call, led at a desk, two people on one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from backend.operators.accounts import Handover
from backend.operators.values import Role
from tests.backend.served import Served
from tests.backend.urgent.desk import TODAY, Worker
from tests.callcenter.callers import Operator
from tests.callcenter.case_desk import send, text_of, version_on
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, sign_in
from tests.callcenter.urgent_desk import (
    HOSTILE,
    SIGNAL_NUMBER,
    URGENT_NUMBER,
    applied,
    in_a_call,
    provided,
    region_with_kinds,
    signalled,
)

TYPED = {
    "kind-hot-food": "1",
    "for": "other",
    "identity": "said",
    "recipient_name": "Пётр Беспаспортный",
    "trouble": "Нечего есть.",
    "needed_on": TODAY,
}
SIGNAL = {"danger": "no", "kind": "lonely-elder", "source": "neighbour", "what": "Не открывает дверь."}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with region_with_kinds(tmp_path) as running:
        yield running


@pytest.fixture
def olga(console: ConsoleInTest) -> Operator:
    return Operator(console)


@pytest.fixture
def call(console: ConsoleInTest, olga: Operator, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, olga.account)
    return browser


@pytest.fixture
def desk(console: ConsoleInTest, browser: httpx.Client) -> httpx.Client:
    sign_in(console, browser, console.account("irina", Role.CASE_WORKER))
    return browser


def test_formed_in_a_call_for_the_person_of_the_register(
    console: ConsoleInTest, olga: Operator, call: httpx.Client
) -> None:
    contact = in_a_call(olga)
    empty = call.get(f"/contacts/{contact}/urgent")
    assert "Заявлений пока нет." in empty.text
    form = call.get(f"/contacts/{contact}/urgent/new")
    assert "Соколова А. В., из регистра" in text_of(form).replace("\xa0", " ")
    assert form.text.count('name="kind-') == 11
    person = form.text.split('name="person" value="')[1].split('"')[0]
    one = send(call, f"/contacts/{contact}/urgent/new", form, **{**TYPED, "for": "person", "person": person})
    number = URGENT_NUMBER.search(unquote(str(one.url)))
    assert one.status_code == 200 and number, one.text
    assert "Ждёт помощи" in one.text and "По данным регистра" in one.text
    assert "Соколова Анна Викторовна" in one.text
    listed = call.get(f"/contacts/{contact}/urgent")
    assert number[0] in listed.text


def test_no_page_asks_the_backend_more_than_twice(
    console: ConsoleInTest, olga: Operator, call: httpx.Client
) -> None:
    contact = in_a_call(olga)
    form = call.get(f"/contacts/{contact}/urgent/new")
    one = send(call, f"/contacts/{contact}/urgent/new", form, **TYPED)
    for address in (
        "urgent",
        "urgent/new",
        "signal?danger=no",
        str(one.url.raw_path.decode()).split("/", 3)[3],
    ):
        before = len(asked_of_backend(console))
        assert call.get(f"/contacts/{contact}/{address}").status_code == 200, address
        assert len(asked_of_backend(console)) - before <= 2, address
    before = len(asked_of_backend(console))
    refused = send(call, f"{one.url.path}/provider", one, version="1", provider="")
    assert code_on(refused) == "body-invalid"
    assert len(asked_of_backend(console)) - before <= 2


def test_a_refused_form_loses_nothing(olga: Operator, call: httpx.Client) -> None:
    contact = in_a_call(olga)
    form = call.get(f"/contacts/{contact}/urgent/new")
    told = {name: value for name, value in TYPED.items() if not name.startswith("kind-")}
    again = send(call, f"/contacts/{contact}/urgent/new", form, **told)
    assert code_on(again) == "urgent-kinds-missing"
    assert "Пётр Беспаспортный" in again.text and "Нечего есть." in again.text
    nameless = send(call, f"/contacts/{contact}/urgent/new", form, **{**TYPED, "recipient_name": ""})
    assert (nameless.status_code, code_on(nameless)) == (422, "urgent-name-missing")
    assert "Нечего есть." in nameless.text and 'name="kind-hot-food" value="1" checked' in nameless.text


def test_a_level_too_low_says_how_to_go_on(olga: Operator, call: httpx.Client) -> None:
    contact = in_a_call(olga, "none")
    page = call.get(f"/contacts/{contact}/urgent")
    assert "подтвердите, кто говорит" in page.text and f"/contacts/{contact}/caller" in page.text
    form = call.get(f"/contacts/{contact}/urgent/new")
    assert "из регистра" not in form.text.split("<form")[-1].split("hint")[0]
    assert send(call, f"/contacts/{contact}/urgent/new", form, **TYPED).status_code == 200


def test_hostile_writing_is_harmless(olga: Operator, call: httpx.Client) -> None:
    contact = in_a_call(olga)
    form = call.get(f"/contacts/{contact}/urgent/new")
    told = {**TYPED, "recipient_name": HOSTILE[:200], "trouble": HOSTILE}
    one = send(call, f"/contacts/{contact}/urgent/new", form, **told)
    assert one.status_code == 200
    assert "<script>alert" not in one.text and "<img src=x" not in one.text
    assert HOSTILE[:60] in text_of(one)


def test_at_a_desk_from_what_waits_to_the_signature(console: ConsoleInTest, desk: httpx.Client) -> None:
    waits = applied(console)
    listed = desk.get("/acts")
    assert waits["number"] in listed.text and "Пётр" not in listed.text
    one = desk.get(f"/acts/{waits['number']}")
    act = {"kind-hot-food": "1", "provided_on": TODAY, "provider": "Центр помощи", "given_by": "Ольга"}
    one = send(desk, f"/acts/{waits['number']}/act", one, version=version_on(one), **act)
    assert "А-26-000001" in one.text and "№ 442-ФЗ, ст. 21, ч. 3" in one.text
    assert "Получатель: подпись, дата" in one.text and "Центр помощи" in one.text
    assert "до 27.11.2026" in one.text
    told = send(desk, f"/acts/{waits['number']}/notice", one, channel="voice")
    assert "А-26-000001" in told.text
    one = send(
        desk,
        f"/acts/{waits['number']}/signature",
        one,
        version="2",
        signed_on=TODAY,
        papers_seen="1",
    )
    assert "Акт подписан" in one.text and "По документам" in one.text
    assert "А-26-000001" not in desk.get("/acts").text


def test_two_people_see_both_versions(console: ConsoleInTest, desk: httpx.Client) -> None:
    waits = applied(console)
    one = desk.get(f"/acts/{waits['number']}")
    Worker(console.region, "colleague").step(waits, "provider", provider="Первый центр")
    late = send(
        desk, f"/acts/{waits['number']}/provider", one, version=version_on(one), provider="Второй центр"
    )
    assert (late.status_code, code_on(late)) == (409, "urgent-changed")
    assert "Первый центр" in late.text and "Второй центр" in late.text and "colleague" in late.text
    assert version_on(late) == "2"
    settled = send(desk, f"/acts/{waits['number']}/provider", late, version="2", provider="Второй центр")
    assert "Второй центр" in settled.text and settled.status_code == 200


def test_112_stands_before_anything_is_written(olga: Operator, call: httpx.Client) -> None:
    contact = in_a_call(olga, "none")
    first = call.get(f"/contacts/{contact}/signal")
    assert "112" in first.text and 'name="what"' not in first.text
    danger = call.get(f"/contacts/{contact}/signal?danger=yes")
    assert danger.text.index("наберите 112") < danger.text.index('name="what"')
    told = {**SIGNAL, "danger": "yes"}
    refused = send(call, f"/contacts/{contact}/signal", danger, **told)
    assert code_on(refused) == "signal-emergency-missing"
    assert "Не открывает дверь." in refused.text
    taken = send(call, f"/contacts/{contact}/signal", refused, **told, emergency="by_us")
    assert taken.status_code == 200 and SIGNAL_NUMBER.search(text_of(taken))
    assert "Не открывает дверь" not in taken.text


def test_signals_are_for_case_workers_alone(console: ConsoleInTest, call: httpx.Client) -> None:
    number = signalled(console)
    for address in ("/signals", f"/signals/{number}"):
        refused = call.get(address)
        assert refused.status_code == 403, address
        assert "Третий день" not in refused.text


def test_a_case_worker_follows_a_signal_to_its_end(console: ConsoleInTest, desk: httpx.Client) -> None:
    number = signalled(console)
    listed = desk.get("/signals")
    assert number in listed.text and "угроза жизни" in listed.text and "Третий день" not in listed.text
    one = desk.get(f"/signals/{number}")
    assert "Третий день без еды." in one.text
    steps = (
        ("passing-on", {"body": "guardianship", "how": "phone", "note": "Дежурная Петрова"}, "Передан"),
        ("notes", {"note": "Никто не открыл."}, "Никто не открыл."),
        ("check", {"checked_on": TODAY, "outcome": "confirmed", "note": "Ребёнок один."}, "Подтвердилось"),
        ("closing", {"consequence": "guardianship"}, "Занялась опека"),
    )
    for step, told, seen in steps:
        one = send(desk, f"/signals/{number}/{step}", one, version=version_on(one), **told)
        assert one.status_code == 200 and seen in one.text, (step, one.text)
    assert "Орган опеки и попечительства, По телефону" in one.text
    assert number in desk.get("/signals?closed=yes").text
    assert number not in desk.get("/signals").text


def test_two_case_workers_on_one_signal(console: ConsoleInTest, desk: httpx.Client) -> None:
    number = signalled(console)
    one = desk.get(f"/signals/{number}")
    Worker(console.region, "colleague").must(
        f"signals/{number}/notes", {"version": 1, "note": "Звонила школа."}
    )
    late = send(desk, f"/signals/{number}/notes", one, version="1", note="Была дома.")
    assert (late.status_code, code_on(late)) == (409, "signal-changed")
    assert "Звонила школа." in late.text and "Была дома." in late.text


@pytest.mark.parametrize("address", ["/acts/1", "/acts/У-26-1", "/signals/x", "/acts/У-26-000001/nothing"])
def test_what_is_no_address_is_no_page(desk: httpx.Client, address: str) -> None:
    assert desk.get(address).status_code in {404, 405}


def test_what_was_typed_survives_the_end_of_a_session(
    console: ConsoleInTest, olga: Operator, call: httpx.Client
) -> None:
    contact = in_a_call(olga)
    form = call.get(f"/contacts/{contact}/urgent/new")
    console.region.clock.forward(minutes=31)
    over = send(call, f"/contacts/{contact}/urgent/new", form, **TYPED)
    assert over.status_code == 401 and 'name="kept"' in over.text


def test_lists_sort_by_a_chosen_column(console: ConsoleInTest, desk: httpx.Client) -> None:
    numbers = [applied(console)["number"] for _ in range(2)]
    there, back = desk.get("/acts?sort=number"), desk.get("/acts?sort=number&order=desc")
    assert there.text.index(numbers[0]) < there.text.index(numbers[1])
    assert back.text.index(numbers[1]) < back.text.index(numbers[0])
    assert 'aria-sort="descending"' in back.text
    child, alone = signalled(console), signalled(console, kind="lonely-elder")
    listed = desk.get("/signals?sort=kind").text
    assert listed.index(alone) < listed.index(child)
    assert desk.get("/acts?sort=name").status_code == 422


def test_supervisors_see_what_waits_and_no_more(console: ConsoleInTest, browser: httpx.Client) -> None:
    account: Handover = console.account("vera", Role.SUPERVISOR)
    standing = provided(console)
    sign_in(console, browser, account)
    assert standing["act_number"] in browser.get("/acts").text
    assert browser.get(f"/acts/{standing['number']}").status_code == 403
