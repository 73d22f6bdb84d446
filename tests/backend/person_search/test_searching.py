"""Who may be calling: by number, name, birth date, address, with slips; masked, and journalled."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.people.snils import with_check_digits
from backend.person_search.near_dates import near
from tests.backend.app_http import code_of
from tests.backend.identification.call import bearer, enter
from tests.backend.region import Region

SNILS = with_check_digits(112233445)


def search(region: Region, **told: object) -> dict[str, Any]:
    body = {"purpose": "general", **told}
    answer = region.http.post("/v1/desk/people/search", json=body, headers=bearer(region, "op-1", "operator"))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def found(region: Region, **told: object) -> list[str]:
    return [each["person"] for each in search(region, **told)["candidates"]]


def test_all_who_share_a_number_are_candidates_and_nobody_is_chosen(region: Region) -> None:
    both = {enter(region), enter(region, "Соколов", first_name="Пётр", sex="m")}
    enter(region, "Орлова", phone="+78152550199")
    answer = search(region, phone="8 (815) 255-01-42")
    assert {each["person"] for each in answer["candidates"]} == both
    assert all(each["matched"] == ["phone"] for each in answer["candidates"])


def test_a_candidate_is_masked_and_a_line_of_the_journal(region: Region) -> None:
    person = enter(region, snils=SNILS)
    (candidate,) = search(region, snils="112-233-445 95")["candidates"]
    assert candidate == {
        "person": person,
        "short_name": candidate["short_name"],
        "birth_year": 1951,
        "town": "Мурманск",
        "snils_masked": "•••-•••-•45 95",
        "matched": ["snils"],
    }
    assert "Анна" not in candidate["short_name"]
    with region.database.maintenance() as connection:
        events = audit_events.c
        row = connection.execute(select(events.person, events.action, events.actor, events.purpose)).one()
    assert tuple(row) == (person, "person.candidate", "operator:op-1", "general")


@pytest.mark.parametrize(
    "told",
    [
        {"name": "Соколова Анна"},
        {"name": "соколова анна викторовна"},
        {"name": "Анна Викторовна Соколова"},
        {"name": "Соклова Анна"},  # one left out
        {"name": "Соколлова Ана"},  # one put in, one left out
        {"name": "Сакалова", "birth_date": "1951-04-07"},  # as it is heard
        {"name": "Сокоолва А В"},  # two exchanged, initials
        {"name": "Cjrjkjdf Fyyf"},  # the layout was left Latin
        {"name": "Соколова", "birth_date": "1951-07-04"},  # day and month exchanged
        {"name": "Соколова", "birth_date": "1952-04-07"},  # a year misheard
        {"birth_date": "1951-04-07"},
        {"address": "Полярная 12"},
        {"address": "ул. Палярная, дом 12"},
    ],
)
def test_slips_are_forgiven(region: Region, told: dict[str, object]) -> None:
    person = enter(region)
    enter(
        region,
        "Орлова",
        first_name="Нина",
        birth_date=date(1960, 1, 30),
        address="г. Апатиты, ул. Мира, д. 3",
    )
    assert found(region, **told) == [person]


def test_two_neighbours_of_a_snils_may_be_exchanged(region: Region) -> None:
    person = enter(region, snils=SNILS)
    assert found(region, snils=SNILS[:3] + SNILS[4] + SNILS[3] + SNILS[5:]) == [person]


def test_by_the_cards_number(region: Region) -> None:
    person = enter(region)
    card = region.card_of(person)
    assert found(region, card=card.identity.serial) == [person]


def test_many_namesakes_are_cut_off_and_said_to_be_more(region: Region) -> None:
    for number in range(12):
        enter(region, phone=f"+781525501{number:02}")
    answer = search(region, name="Соколова Анна")
    assert (len(answer["candidates"]), answer["more"]) == (10, True)


def test_nothing_told_and_what_is_no_number(region: Region) -> None:
    for told, code in (
        ({}, "search-empty"),
        ({"name": " - "}, "search-empty"),
        ({"phone": "112"}, "phone-invalid"),
        ({"name": "х" * 201}, "body-invalid"),
    ):
        refused = region.http.post(
            "/v1/desk/people/search",
            json={"purpose": "general", **told},
            headers=bearer(region, "op-1", "operator"),
        )
        assert code_of(refused) == code


def test_without_a_purpose_nobody_is_looked_for(region: Region) -> None:
    refused = region.http.post(
        "/v1/desk/people/search", json={"name": "Соколова"}, headers=bearer(region, "op-1", "operator")
    )
    assert code_of(refused) == "body-invalid"


def test_near_dates_are_days_that_there_are() -> None:
    days = near(date(1952, 2, 29))
    assert date(1952, 2, 29) not in days
    assert date(1952, 3, 29) in days
    assert date(1952, 2, 28) in days
    assert len(days) < 80
