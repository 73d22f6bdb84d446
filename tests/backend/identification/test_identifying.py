"""A caller shows who they are: by data, by the code word, by being called back; and what that lets."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.cards import service as cards
from backend.cards.values import CardState
from backend.identification.tables import code_words
from tests.backend.app_http import code_of
from tests.backend.identification.call import PHONE, Call, bearer, enter
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

BORN = "1951-04-07"


def set_word(region: Region, person: str, word: str) -> int:
    headers = bearer(region, "cw-1", "case_worker")
    path = f"/v1/desk/people/{person}/code-word"
    return region.http.request("PUT", path, json={"word": word}, headers=headers).status_code


def lines_of(region: Region, person: str) -> list[tuple[str, str, str]]:
    with region.database.maintenance() as connection:
        events = audit_events.c
        rows = connection.execute(
            select(events.action, events.outcome, events.purpose)
            .where(events.person == person)
            .order_by(events.event)
        )
        return [(row.action, row.outcome, row.purpose) for row in rows]


def test_birth_date_and_one_answer_more(region: Region) -> None:
    person = enter(region)
    call = Call(region, person)
    assert code_of(call.look_at(person)) == "identification-too-low"
    assert code_of(call.identify("data", birth_date=BORN)) == "identification-answers-missing"
    assert code_of(call.identify("data", birth_date=BORN, house="Полярная 13")) == "identification-failed"
    reached = call.identify("data", birth_date=BORN, house="улица Палярная 12")
    assert reached.json()["level"] == "data", reached.text
    page = call.look_at(person).json()
    assert (page["last_name"], page["address"], page["categories"]) == ("Соколова", "", [])
    assert lines_of(region, person) == [
        ("identify.data", "identification-failed", "general"),
        ("contact.level.data", "done", ""),
        ("identify.data", "done", "general"),
        ("person.view", "done", "general"),
    ]


def test_a_wrong_birth_date_and_a_wrong_answer_read_the_same(region: Region) -> None:
    first = Call(region, enter(region), state="held").identify(
        "data", birth_date="1951-04-08", house="Полярная 12"
    )
    other = Call(region, enter(region, phone="+78152550143")).identify(
        "data", birth_date=BORN, house="Полярная 99"
    )
    assert first.status_code == other.status_code == 403
    assert first.json() == other.json()


def test_three_wrong_tries_lock_the_person_for_every_operator(region: Region) -> None:
    person = enter(region)
    right = {"birth_date": BORN, "house": "Полярная 12"}
    for number in range(3):
        guess = Call(region, person, operator=f"op-{number}", state="held")
        assert code_of(guess.identify("data", **{**right, "house": "Мира 1"})) == "identification-failed"
    locked = Call(region, person, operator="op-9").identify("data", **right)
    assert code_of(locked) == "too-many-attempts"
    assert int(locked.headers["retry-after"]) > 0
    region.clock.forward(hours=1, minutes=1)
    assert Call(region, person, operator="op-8").identify("data", **right).json()["level"] == "data"


def test_ten_wrong_tries_lock_the_operator_for_every_person(region: Region) -> None:
    for number in range(10):
        person = enter(region, phone=f"+781525501{number:02}")
        call = Call(region, person, state="held")
        assert code_of(call.identify("data", birth_date=BORN, house="Мира 1")) == "identification-failed"
    last = Call(region, enter(region), state="held")
    assert code_of(last.identify("data", birth_date=BORN, house="Полярная 12")) == "too-many-attempts"


def test_the_code_word_is_said_and_kept_as_a_hash_only(region: Region) -> None:
    person = enter(region)
    call = Call(region, person)
    assert code_of(call.identify("code-word", word="северный олень")) == "identification-failed"
    assert set_word(region, person, "Северный олень") == 204
    with region.database.maintenance() as connection:
        assert connection.execute(select(code_words.c.word_hash)).scalar_one().startswith("$argon2id$")
    assert code_of(call.identify("code-word", word="южный олень")) == "identification-failed"
    assert call.identify("code-word", word="северный ОЛЕНЬ!").json()["level"] == "code_word"
    assert call.look_at(person).json()["address"] != ""


@pytest.mark.parametrize("word", ["кот", "Соколова", "анна"])
def test_a_word_that_everybody_knows_is_none(region: Region, word: str) -> None:
    assert set_word(region, enter(region), word) == 422


def test_the_holder_sets_the_word_with_card_and_pin(region: Region, kiosk: KioskInTest) -> None:
    person = enter(region)
    card = region.card_of(person)
    session = kiosk.tap(card).json()["session"]
    headers = {**kiosk.headers, "Okno-Session": session}
    early = region.http.request("PUT", "/v1/code-word", json={"word": "полярная сова"}, headers=headers)
    assert code_of(early) == "session-level"
    kiosk.enter_pin(session, card)
    told = region.http.request("PUT", "/v1/code-word", json={"word": "полярная сова"}, headers=headers)
    assert told.status_code == 204
    assert Call(region, person).identify("code-word", word="полярная сова").json()["level"] == "code_word"


def test_only_our_own_call_to_the_registered_number_counts(region: Region) -> None:
    person = enter(region)
    theirs = Call(region, person, state="held")
    elsewhere = Call(region, person, direction="out", number="+78152999999", state="held")
    for call in (theirs, elsewhere):
        assert code_of(call.identify("call-back")) == "identification-number-other"
    ours = Call(region, person, direction="out", number=PHONE)
    assert ours.identify("call-back").json()["level"] == "call_back"
    assert ours.identify("data", birth_date=BORN, house="Полярная 12").json()["level"] == "call_back"


def test_a_contact_for_one_opens_nobody_else(region: Region) -> None:
    person, other = enter(region), enter(region, "Орлова", phone="+78152550199")
    call = Call(region, person, "call_back")
    assert call.look_at(person).status_code == 200
    assert code_of(call.look_at(other)) == "identification-other-person"
    assert lines_of(region, other) == []


def test_a_colleagues_contact_and_one_that_is_over_open_nothing(region: Region) -> None:
    person = enter(region)
    call = Call(region, person, "call_back")
    call.operator = "op-2"
    assert code_of(call.look_at(person)) == "contact-not-yours"
    closed = Call(region, person, "call_back", state="closed")
    assert code_of(closed.look_at(person)) == "identification-too-low"


def test_who_speaks_for_another_needs_the_register_and_the_code_word(region: Region) -> None:
    mother = enter(region)
    child = enter(region, first_name="Пётр", sex="m", birth_date=date(2016, 5, 1), phone="")
    stranger = Call(region, child, "call_back", speaker=mother, state="held")
    assert code_of(stranger.look_at(child)) == "identification-too-low"
    region.represents(mother, child)
    assert stranger.look_at(child).status_code == 200
    by_data = Call(region, child, "data", speaker=mother, state="held")
    assert code_of(by_data.look_at(child)) == "identification-too-low"


def test_a_lost_card_is_blocked_at_once_and_unblocked_only_when_sure(region: Region) -> None:
    person = enter(region)
    card = region.card_of(person).card
    call = Call(region, person)
    name = {"last_name": "соколова", "first_name": "Анна", "birth_date": BORN, "purpose": "lost-card"}
    wrong = call.send("POST", "/v1/desk/cards/block", {**name, "birth_date": "1951-04-08"})
    assert code_of(wrong) == "identification-failed"
    for _ in range(2):  # told twice it is the same
        assert call.send("POST", "/v1/desk/cards/block", name).json() == {"done": True}
    with region.database.maintenance() as connection:
        assert cards.get(connection, card).state is CardState.BLOCKED
    undo = {"person": person, "purpose": "lost-card"}
    for level in ("none", "data", "code_word"):
        weak = Call(region, person, level, state="held")
        assert code_of(weak.send("POST", "/v1/desk/cards/unblock", undo)) == "identification-too-low"
    sure = Call(region, person, "call_back", state="held")
    assert sure.send("POST", "/v1/desk/cards/unblock", undo).json() == {"done": True}
    assert code_of(sure.send("POST", "/v1/desk/cards/unblock", undo)) == "card-not-blocked"
