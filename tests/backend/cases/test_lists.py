"""Whole lists of cases: filtered, sorted, page by page; nobody is named in them."""

from __future__ import annotations

import pytest

from backend.cases.service import looking
from backend.operators import service as operators
from backend.operators.accounts import make_account
from backend.operators.values import Role
from tests.backend.cases.conftest import Desk
from tests.backend.region import TEST_VAULT, Region


def numbers(desk: Desk, query: str = "") -> list[str]:
    listed = desk.get(f"cases?{query}")
    assert listed.status_code == 200, listed.text
    return [line["number"] for line in listed.json()["cases"]]


def test_by_kind_state_hand_and_town(region: Region, desk: Desk, maria: str) -> None:
    petition = desk.open(author=maria)
    enquiry = desk.open("enquiry")
    complaint = desk.open("complaint", author=region.person("Орлова"))
    taken = desk.must(desk.register(petition), "responsible", responsible="me")
    assert taken["responsible"] == "operator:op-1"
    assert numbers(desk, "kind=complaint") == [complaint["number"]]
    assert numbers(desk, "state=registered") == sorted([enquiry["number"], petition["number"]])
    assert numbers(desk, "whose=me") == [petition["number"]]
    assert numbers(desk, "whose=nobody") == sorted([complaint["number"], enquiry["number"]])
    assert numbers(Desk(region, "op-2"), "whose=me") == []
    town = desk.get("cases?kind=complaint").json()["cases"][0]["town"]
    assert set(numbers(desk, f"town={town}")) == {petition["number"], complaint["number"]}
    assert numbers(desk, "town=Нигде") == []


def test_the_newest_first_and_the_nearest_term_first(region: Region, desk: Desk, maria: str) -> None:
    first = desk.register(desk.open(author=maria))
    region.clock.forward(days=3)
    second = desk.open("enquiry")
    region.clock.forward(hours=1)
    third = desk.open(author=maria)
    assert numbers(desk, "order=newest") == [third["number"], second["number"], first["number"]]
    assert numbers(desk, "order=due") == [second["number"], first["number"]]


@pytest.mark.parametrize("order", ["number", "newest", "due"])
def test_page_by_page_each_comes_once(
    region: Region, desk: Desk, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "PAGE", 3)
    for _ in range(7):
        desk.open("enquiry")
        region.clock.forward(seconds=1)
    found: list[str] = []
    after = ""
    for _ in range(4):
        page = desk.get(f"cases?order={order}&after={after}").json()
        found += [line["number"] for line in page["cases"]]
        after = page["after"]
        if not after:
            break
    assert len(found) == 7
    assert len(set(found)) == 7
    assert found == numbers_sorted(found, order)


def numbers_sorted(found: list[str], order: str) -> list[str]:
    return sorted(found, reverse=order == "newest")


def test_a_case_is_given_to_somebody_with_a_name(region: Region, desk: Desk) -> None:
    account, _ = make_account("anna", "Анна", frozenset({Role.CASE_WORKER}), region.clock.now, TEST_VAULT)
    technician, _ = make_account("petr", "Пётр", frozenset({Role.TECHNICIAN}), region.clock.now, TEST_VAULT)
    with region.database.maintenance() as connection:
        operators.add(connection, account)
        operators.add(connection, technician)
    (worker,) = desk.get("case-workers").json()["workers"]
    assert worker["name"] == "Анна"
    case = desk.must(desk.open("enquiry"), "responsible", responsible=worker["operator"])
    assert (case["responsible_name"], case["history"][-1]["note"]) == ("Анна", "Анна")
    (line,) = desk.get("cases").json()["cases"]
    assert line["responsible_name"] == "Анна"


def test_the_skipped_days_are_told_with_the_term(region: Region, desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    assert [each["on"] for each in case["due"]["skipped"]] == ["2026-12-19", "2026-12-20"]
    assert {each["kind"] for each in case["due"]["skipped"]} == {"weekend"}
    (line,) = desk.get("cases").json()["cases"]
    assert line["due"]["skipped"] == []


def test_a_petition_on_migration_to_the_head_of_the_region_has_twenty_days(desk: Desk, maria: str) -> None:
    case = desk.register(desk.open("application", author=maria, ground="migration"))
    assert (case["due"]["on"], case["due"]["rule"]) == ("2026-12-10", "petition-migration")
    assert case["due"]["article"] == "ст. 12, ч. 1.1"
    other = desk.step(desk.open("complaint", author=maria), "text", text={}, ground="migration", author=maria)
    assert other.json()["type"].endswith("case-ground-unknown")
