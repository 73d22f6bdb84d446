"""What a holder's session tells the wizard, and what it tells of others in the household: by policy."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, insert

from backend.people.tables import family_ties, person_categories
from backend.registry.tables import registry_records
from tests.backend.filing import level_two
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import DISCLOSURE, HandClock, Region

INCOME_OF_HUSBAND = "91234.00"


def hold(connection: Connection, person: str, category: str) -> None:
    row = {"person": person, "category": category, "since": date(2020, 1, 1), "evidence": "№ 1"}
    connection.execute(insert(person_categories), row)


def record(connection: Connection, person: str, value: str) -> None:
    row = {"person": person, "key": "income-per-person", "value": json.dumps(value)}
    connection.execute(
        insert(registry_records), {**row, "source": "Сведения ФНС", "as_of": date(2026, 11, 1)}
    )


@pytest.fixture
def maria(region: Region) -> str:
    """She has a husband and a child; both are disabled."""
    maria = region.person()
    husband = region.person("Иванов", "Пётр", date(1947, 2, 2))
    child = region.person("Иванов", "Павел", date(2018, 5, 5))
    region.represents(maria, child)
    ties = ((maria, husband, "spouse"), (husband, maria, "spouse"), (child, maria, "mother"))
    with region.database.maintenance() as connection:
        for person, relative, tie in ties:
            connection.execute(insert(family_ties), {"person": person, "relative": relative, "tie": tie})
        hold(connection, maria, "pensioner")
        hold(connection, husband, "disabled-group-1")
        hold(connection, child, "disabled-child")
        record(connection, maria, "18500.00")
        record(connection, husband, INCOME_OF_HUSBAND)
    return maria


def test_the_holder_the_household_and_the_records(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    answer = kiosk.file_of(level_two(kiosk, card), maria)
    told = answer.json()["registry"]
    assert (told["sex"], told["birth_date"], told["town"]) == ("f", "1948-03-08", "Мурманск")
    assert [(one["relation"], one["birth_date"], one["categories"]) for one in told["household"]] == [
        ("self", "1948-03-08", ["pensioner"]),
        ("spouse", "1947-02-02", []),  # his health is not hers to see
        ("child", "2018-05-05", ["disabled-child"]),  # she acts for the child
    ]
    (income,) = told["records"]
    assert (income["key"], income["value"], income["source"]) == (
        "income-per-person",
        "18500.00",
        "Сведения ФНС",
    )
    assert INCOME_OF_HUSBAND not in answer.text


def test_the_same_comes_with_the_pin(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = kiosk.tap(card)
    assert "18500" not in session.text  # level 1 tells nothing of it
    told = kiosk.enter_pin(session.json()["session"], card).json()["file"]["registry"]
    assert len(told["household"]) == 3


def test_a_childs_file_tells_no_registry(region: Region, kiosk: KioskInTest, maria: str) -> None:
    card = region.card_of(maria)
    session = str(kiosk.tap(card).json()["session"])
    (child,) = kiosk.enter_pin(session, card).json()["acts_for"]
    file = kiosk.file_of(session, child["person"]).json()
    assert (file["registry"], file["requests"], file["possible"]) == (None, [], [])


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_pack_that_withholds_categories_withholds_the_registry(region: Region, maria: str) -> None:
    withheld = DISCLOSURE.shown[2] - {"categories"}
    strict = replace(DISCLOSURE, shown={**DISCLOSURE.shown, 2: withheld})
    other = Region(region.database, HandClock(), disclosure=strict)
    kiosk = other.kiosk()
    card = other.card_of(maria)
    assert kiosk.file_of(level_two(kiosk, card), maria).json()["registry"] is None
