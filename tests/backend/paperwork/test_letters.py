"""What a caller asks to be sent: read back, sent once, not at night, nothing private when dictated."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.messages.sending import send_batch
from backend.messages.tables import messages
from backend.paperwork.letters import MOST_IN_CONTACT
from tests.backend.app_http import code_of
from tests.backend.identification.call import PHONE, Call, bearer, enter
from tests.backend.messages.post import Post
from tests.backend.paperwork.conftest import MAIL
from tests.backend.region import START, Region

MEASURE = "utilities-subsidy"
DICTATED = "8 (921) 555-01-42 доб. 3"
NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # half past one in Moscow


def letter(**changed: Any) -> dict[str, Any]:
    told = {"kind": "documents", "about": [MEASURE], "channel": "sms", "to": "dictated", "address": DICTATED}
    return {**told, **changed}


def of_person(call: Call, path: str = "letters", **changed: Any) -> httpx.Response:
    return call.send("POST", f"/v1/desk/people/{call.person}/{path}", letter(**changed))


def of_nobody(call: Call, path: str = "letters", **changed: Any) -> httpx.Response:
    return call.send("POST", f"/v1/desk/{path}", letter(**changed))


def queued(region: Region) -> list[dict[str, Any]]:
    with region.database.maintenance() as connection:
        return [dict(row) for row in connection.execute(select(messages)).mappings()]


def test_the_number_is_read_back_as_it_will_be_dialled(post: Post, call: Call) -> None:
    told = of_nobody(call, "letters/preview").json()
    assert told["address"] == "+7\u00a0921\u00a0555-01-42"
    assert told["text"].startswith("Возьмите с собой: ")
    assert told["subject"] == ""
    assert queued(post.region) == []


def test_an_sms_names_papers_and_never_the_measure(post: Post, call: Call) -> None:
    title = "убсиди"
    assert title not in of_nobody(call, "letters/preview").json()["text"]
    mail = of_nobody(call, "letters/preview", channel="email", address=MAIL).json()
    assert title in mail["text"]  # a mail is opened by whoever asked for it
    assert mail["subject"] == "Какие документы взять"


def test_a_registered_address_is_masked_and_used(post: Post, call: Call) -> None:
    told = of_person(call, "letters/preview", to="registered", address="").json()
    assert told["address"] == "+7 ••• •••-01-42"
    assert of_person(call, to="registered", address="").json()["queued"] is True
    assert of_person(call, channel="email", to="registered", address="").json()["queued"] is True
    assert {row["address"] for row in queued(post.region)} == {PHONE, MAIL}


def test_the_same_goes_once_whatever_is_pressed(post: Post, call: Call) -> None:
    assert [of_nobody(call).json()["queued"] for _ in range(3)] == [True, False, False]
    assert len(queued(post.region)) == 1
    asyncio.run(send_batch(post.services))
    assert [one.to for one in post.sms.letters] == ["+79215550142"]
    assert queued(post.region)[0]["address"] is None  # wiped once it went


def test_the_same_press_twice_is_one_letter(post: Post, call: Call) -> None:
    headers = {**call.headers, "Idempotency-Key": uuid4().hex}
    sent = [post.region.http.post("/v1/desk/letters", json=letter(), headers=headers) for _ in range(2)]
    assert [one.json()["queued"] for one in sent] == [True, True]  # the first answer again
    assert len(queued(post.region)) == 1


def test_nothing_rings_at_night(post: Post, call: Call) -> None:
    post.region.clock.now = NIGHT
    due = datetime.fromisoformat(of_nobody(call).json()["due_at"])
    assert due.astimezone(UTC) == datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    asyncio.run(send_batch(post.services))
    assert post.sms.letters == []


def test_a_place_and_a_code(post: Post, call: Call) -> None:
    places = [one.id for one in post.services.letters.places.values()]  # type: ignore[attr-defined]
    assert "Телефон" in of_nobody(call, "letters/preview", kind="place", about=places[:1]).json()["text"]
    told = of_nobody(call, "letters/preview", kind="result", about=[], code="12345678").json()["text"]
    assert "1234\u00a05678" in told
    assert "27 ноября 2026" in told
    mail = of_nobody(call, "letters/preview", kind="result", code="12345678", channel="email", address=MAIL)
    assert mail.json()["text"].startswith("Расчёт по вашим ответам.")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"about": ["no-such-measure"]}, "letter-unknown"),
        ({"about": []}, "letter-unknown"),
        ({"about": [], "code": "12345678"}, "letter-unknown"),
        ({"kind": "result"}, "letter-unknown"),
        ({"kind": "place", "about": [MEASURE, MEASURE]}, "letter-unknown"),
        ({"kind": "place", "about": ["no-such-place"]}, "letter-unknown"),
        ({"address": "позвоните соседке"}, "phone-invalid"),
        ({"channel": "email", "address": "мария@почта"}, "email-invalid"),
        ({"to": "registered"}, "letter-no-address"),
        ({"kind": "request", "about": ["26-000001"]}, "request-unknown"),
    ],
)
def test_what_cannot_go(post: Post, call: Call, changed: dict[str, Any], code: str) -> None:
    assert code_of(of_nobody(call, **changed)) == code
    assert queued(post.region) == []


def test_a_channel_that_is_off(region: Region, call: Call) -> None:
    """The region of this test has no carriers."""
    assert code_of(of_nobody(call)) == "channel-off"


def test_an_operator_without_a_call_sends_nothing(post: Post) -> None:
    headers = {**bearer(post.region, "op-1", "operator"), "Idempotency-Key": uuid4().hex}
    refused = post.region.http.post("/v1/desk/letters", json=letter(), headers=headers)
    assert code_of(refused) == "contact-unknown"


def test_somebody_elses_call_sends_nothing(post: Post, call: Call) -> None:
    headers = {**call.headers, **bearer(post.region, "op-2", "operator"), "Idempotency-Key": uuid4().hex}
    refused = post.region.http.post("/v1/desk/letters", json=letter(), headers=headers)
    assert code_of(refused) == "contact-not-yours"


def test_too_many_of_one_call(post: Post, call: Call) -> None:
    numbers = [f"+792155501{each:02d}" for each in range(MOST_IN_CONTACT + 1)]
    sent = [of_nobody(call, address=number) for number in numbers]
    assert [one.status_code for one in sent[:-1]] == [200] * MOST_IN_CONTACT
    assert code_of(sent[-1]) == "too-many-attempts"


def test_the_number_that_calls(post: Post, region: Region, anna: str) -> None:
    call = Call(region, anna, "data")
    assert code_of(of_nobody(call, to="caller", address="")) == "letter-no-address"  # its number is withheld


def test_each_letter_stands_in_the_journal_without_its_address(post: Post, call: Call) -> None:
    of_person(call)
    with post.region.database.maintenance() as connection:
        rows = connection.execute(
            select(audit_events.c.action, audit_events.c.person, audit_events.c.at).where(
                audit_events.c.action == "letter.send"
            )
        ).all()
    assert rows == [("letter.send", call.person, START)]
    assert "921" not in post.region.log.getvalue()


def test_a_letter_is_written_in_the_language_of_who_reads_it(post: Post, region: Region) -> None:
    asked = {"channel": "email", "address": MAIL}
    anna = Call(region, enter(region, "Смит", language="en", email=MAIL), "data")
    for read in (of_person(anna, "letters/preview", **asked), of_nobody(anna, "letters/preview", **asked)):
        assert read.json()["subject"] == "Papers to bring"
    own = of_person(anna, "letters/preview", channel="email", to="registered", address="")
    assert own.json()["text"].startswith("Subsidy")
    told = of_nobody(anna, "letters/preview", **asked, language="ru").json()
    assert told["subject"] == "Какие документы взять", "named, it goes before"


def test_where_the_pack_has_no_words_in_it_a_letter_is_russian(post: Post, region: Region) -> None:
    tatar = Call(region, enter(region, "Ахметова", language="tt", email=MAIL), "data")
    told = of_person(tatar, "letters/preview", channel="email", to="registered", address="").json()
    assert told["subject"] == "Какие документы взять"


def test_of_a_child_the_one_who_speaks_reads_it(post: Post, region: Region) -> None:
    child, mother = enter(region, birth_date=date(2020, 5, 4)), enter(region, "Смит", language="en")
    region.represents(mother, child)
    call = Call(region, child, "code_word", speaker=mother)
    told = of_person(call, "letters/preview", channel="email", address=MAIL).json()
    assert told["subject"] == "Papers to bring"


def test_a_letter_about_somebody_the_register_does_not_have(post: Post, region: Region) -> None:
    headers = {**bearer(region, "cw-1", "case_worker"), "Idempotency-Key": uuid4().hex}
    path = "/v1/desk/people/nobody/letters"
    assert code_of(region.http.post(path, json=letter(), headers=headers)) == "person-unknown"
