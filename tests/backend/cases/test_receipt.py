"""The caller's receipt: a number and a day, by SMS, by mail, or read out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from backend.messages.case_news import CaseNews
from tests.backend.app_http import AppHttp
from tests.backend.cases.conftest import RULES, Desk, refusal
from tests.backend.messages.post import PHONE, Post
from tests.backend.region import Region


@pytest.fixture
def post(region: Region) -> Iterator[Post]:
    made = Post(region)
    region.services = replace(made.services, case_rules=RULES, give_receipt=CaseNews(made.office).tell)
    region.http = AppHttp(region.services)
    made.services = region.services
    yield made


def receipt(desk: Desk, number: str, channel: str) -> tuple[str, int]:
    given = desk.send(f"cases/{number}/receipt", {"channel": channel})
    assert given.status_code == 200, given.text
    return given.json()["text"], given.json()["sent"]


def test_a_number_and_a_day_by_sms(post: Post, desk: Desk) -> None:
    case = desk.open(author=post.person())
    text, sent = receipt(desk, case["number"], "sms")
    assert (text, sent) == (
        "Обращение О-26-000001: текст готов. Подпишите его в инфокиоске или в отделении.",
        1,
    )
    case = desk.register(case)
    text, sent = receipt(desk, case["number"], "sms")
    assert (text, sent) == ("Обращение О-26-000001 зарегистрировано. Ответ до 18 декабря.", 1)
    post.send_all()
    assert [(letter.to, letter.text) for letter in post.sms.letters][1] == (PHONE, text)
    assert "свет" not in "".join(post.sms.texts)


def test_asked_for_again_it_goes_once(post: Post, desk: Desk) -> None:
    case = desk.open(author=post.person())
    assert [receipt(desk, case["number"], "sms")[1] for _ in range(2)] == [1, 0]


def test_without_an_address_it_is_read_out(post: Post, desk: Desk) -> None:
    case = desk.open("enquiry")
    assert receipt(desk, case["number"], "sms")[1] == 0
    assert receipt(desk, case["number"], "voice") == (
        "Обращение З-26-000001 зарегистрировано. Ответ до 25 ноября.",
        0,
    )
    answered = desk.must(case, "answer", answer="С девяти до шести")
    late = desk.send(f"cases/{answered['number']}/receipt", {"channel": "voice"})
    assert refusal(late).code == "case-state"
