"""The recipient hears of the act: its number and a day, nothing of the matter."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from backend.messages.act_news import ActNews
from backend.messages.announcing import PostOffice
from backend.messages.tables import messages
from content.catalogues import words
from tests.backend.app_http import AppHttp
from tests.backend.identification.call import PHONE, Call
from tests.backend.region import PLACES, Region
from tests.backend.urgent.desk import TODAY, Worker, form, named, refusal

ACT = {"given": ["hot-food"], "provided_on": TODAY}
TEXT = "Документ А-26-000001 готов и ждёт вашей подписи до 27 ноября. Возьмите с собой паспорт, если он есть."


@pytest.fixture
def region(region: Region) -> Region:
    """With a post office."""
    all_words = {language: words(language) for language in ("ru", "en")}
    post = PostOffice(frozenset({"sms"}), PLACES, all_words, region.clock, ZoneInfo("Europe/Moscow"))
    region.services = replace(region.services, tell_of_act=ActNews(post).tell)
    region.http = AppHttp(region.services)
    return region


def test_by_sms_to_who_is_in_the_register(call: Call, worker: Worker) -> None:
    provided = worker.step(form(call, person=call.person), "act", act=ACT, provider="Центр")
    told = worker.must(f"urgent/{provided['number']}/notice", {"channel": "sms"})
    assert (told["number"], told["text"], told["sent"]) == ("А-26-000001", TEXT, 1)
    with call.region.database.maintenance() as connection:
        queued = connection.execute(select(messages)).mappings().all()
    assert [(row["kind"], row["address"], row["body"]) for row in queued] == [("act_to_sign", PHONE, TEXT)]


def test_who_is_not_in_the_register_has_it_read_out(call: Call, worker: Worker) -> None:
    provided = worker.step(form(call, text=named()), "act", act=ACT, provider="Центр")
    told = worker.must(f"urgent/{provided['number']}/notice", {"channel": "sms"})
    assert (told["text"], told["sent"]) == (TEXT, 0)


def test_before_there_is_an_act_there_is_nothing_to_tell(call: Call, worker: Worker) -> None:
    number = form(call, person=call.person)["number"]
    assert refusal(worker.send(f"urgent/{number}/notice", {"channel": "sms"})).code == "urgent-state"
