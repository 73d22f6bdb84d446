"""Card, PIN, file, away: the walk of an honest kiosk."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from backend.audit import service as audit
from tests.backend.app_http import code_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


@pytest.fixture
def maria(region: Region) -> str:
    person = region.person()
    region.award(person, ["monthly-cash-payment", "free-medicines"])
    return person


def test_a_card_says_first_name_initial_and_counts_only(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    answer = kiosk.tap(region.card_of(maria))

    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["first_name"], shown["initial"], shown["level"]) == ("Мария", "И.", 1)
    assert shown["counts"] == {"payments": 1, "transport": 0, "medicines": 1, "services": 0}
    assert len(shown["nonces"]["nonces"]) == 2
    for secret in ("Иванова", "Петровна", "Полярная", maria, "monthly-cash-payment"):
        assert secret not in answer.text


def test_card_and_pin_show_the_file_in_the_same_answer(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]

    answer = kiosk.enter_pin(session, card)

    assert answer.status_code == 201
    assert answer.json()["level"] == 2
    file = answer.json()["file"]
    assert (file["last_name"], file["person"]) == ("Иванова", maria)
    assert {entry["measure"] for entry in file["entitlements"]} == {"monthly-cash-payment", "free-medicines"}


def test_the_nonces_of_an_answer_serve_the_next_step(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    first = kiosk.tap(card).json()
    nonce = first["nonces"]["nonces"][0]["value"]

    answer = kiosk.send_holder_proof(first["session"], card.proof(kiosk.id, nonce, "9A"))

    assert answer.status_code == 201


def test_a_parent_sees_the_childs_file_and_no_neighbours(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    child = region.person("Иванов", "Пётр", date(2018, 5, 5))
    neighbour = region.person("Соседова", "Анна")
    region.represents(maria, child)
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    acts_for = kiosk.enter_pin(session, card).json()["acts_for"]

    assert [relation["person"] for relation in acts_for] == [child]
    assert kiosk.file_of(session, child).json()["first_name"] == "Пётр"
    refused = kiosk.file_of(session, neighbour)
    assert code_of(refused) == "person-not-yours"
    assert "Соседова" not in refused.text


def test_each_child_whose_name_is_shown_has_a_line_in_the_journal(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    children = [region.person("Иванов", name, date(2018, 5, 5)) for name in ("Пётр", "Павел")]
    for child in children:
        region.represents(maria, child)
    card = region.card_of(maria)
    shown = kiosk.enter_pin(kiosk.tap(card).json()["session"], card).json()["acts_for"]

    assert len(shown) == len(children)
    with region.database.maintenance() as connection:
        lines = [audit.of_person(connection, child) for child in children]
    expected = [("relation.view", f"kiosk:{kiosk.id}", maria, card.card)]
    for of_child in lines:
        assert [(line.action, line.actor, line.holder, line.card) for line in of_child] == expected


def test_level_one_sees_no_file(region: Region, kiosk: KioskInTest, maria: str) -> None:
    session = kiosk.tap(region.card_of(maria)).json()["session"]
    assert code_of(kiosk.file_of(session, maria)) == "session-level"


def test_an_ended_session_shows_nothing(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    kiosk.enter_pin(session, card)

    assert kiosk.end(session).status_code == 204
    assert kiosk.end(session).status_code == 204
    assert code_of(kiosk.file_of(session, maria)) == "session-expired"
    assert code_of(kiosk.enter_pin(session, card)) == "session-expired"


def test_a_session_runs_out_after_five_quiet_minutes(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    kiosk.enter_pin(session, card)

    region.clock.forward(minutes=4)
    assert kiosk.file_of(session, maria).status_code == 200
    region.clock.forward(minutes=4)
    assert kiosk.file_of(session, maria).status_code == 200  # each look gives five more
    region.clock.forward(minutes=1)
    kiosk.sign_in()
    region.clock.forward(minutes=4, seconds=1)
    assert code_of(kiosk.file_of(session, maria)) == "session-expired"


def test_no_session_outlives_half_an_hour(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    kiosk.enter_pin(session, card)
    looks = []
    for _ in range(10):
        region.clock.forward(minutes=4)
        kiosk.sign_in()
        looks.append(kiosk.file_of(session, maria).status_code)
    assert looks == [200] * 7 + [401] * 3


def test_each_look_is_in_the_journal(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    kiosk.enter_pin(session, card)
    region.clock.forward(seconds=1)
    kiosk.file_of(session, maria)

    with region.database.maintenance() as connection:
        events = audit.of_person(connection, maria)
    assert sorted((event.action, event.actor, event.outcome) for event in events) == [
        ("card_session.open", f"kiosk:{kiosk.id}", "done"),
        ("personal_file.view", f"kiosk:{kiosk.id}", "done"),
        ("personal_file.view", f"kiosk:{kiosk.id}", "done"),
    ]


def test_no_journal_no_data(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    assert kiosk.enter_pin(session, card).status_code == 201  # the control: with a journal there is data
    nonce = kiosk.nonce()
    with region.database.maintenance() as connection:
        connection.execute(text("ALTER TABLE audit_events RENAME TO audit_events_lost"))

    for answer in (
        kiosk.file_of(session, maria),
        kiosk.send_holder_proof(session, card.proof(kiosk.id, nonce, "9A")),
        kiosk.tap(card),
    ):
        assert answer.status_code == 500
        assert "Мария" not in answer.text
        assert "Иванова" not in answer.text


def test_logs_hold_nothing_about_people(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card).json()["session"]
    kiosk.enter_pin(session, card)
    kiosk.file_of(session, maria)
    with region.database.maintenance() as connection:
        connection.execute(text("ALTER TABLE audit_events RENAME TO audit_events_lost"))
    kiosk.file_of(session, maria)  # a fault, whose error text carries the row that failed

    written = region.log.getvalue()
    assert "/v1/people/{person}/file" in written
    assert '"level": "error"' in written
    canaries = (
        maria,
        session,
        card.card,
        card.identity.serial,
        card.identity.guid,
        "Мария",
        "Иванова",
        kiosk.token,
    )
    for canary in canaries:
        assert canary not in written
