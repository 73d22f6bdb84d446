"""Reports of wrong records: told once, listed to those who settle, settled once, sealed, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.housekeeping import purge_all
from backend.wrong_records.service import KEPT
from backend.wrong_records.tables import wrong_records
from tests.backend.contacts.desk import Operator, add_operator
from tests.backend.region import Region

HOSTILE = "<script>alert(1)</script> \u202e ' OR 1=1 -- " + "ё" * 1_900
WRONG: dict[str, Any] = {
    "kind": "places",
    "entry": "apatity-mfc",
    "what": "Телефон не отвечает",
    "pack_hash": "ab" * 32,
}


@pytest.fixture
def olga(region: Region) -> Operator:
    return add_operator(region, "olga")


@pytest.fixture
def vera(region: Region) -> Operator:
    return add_operator(region, "vera", "case_worker")


@pytest.fixture
def irina(region: Region) -> Operator:
    return add_operator(region, "irina", "supervisor")


def listed(who: Operator) -> dict[str, Any]:
    answer = who.get("wrong-records")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_what_an_operator_tells_is_listed_and_settled(olga: Operator, vera: Operator, region: Region) -> None:
    told = olga.post("wrong-records", **WRONG).json()
    (first,) = listed(vera)["open"]
    assert (first["entry"], first["what"], first["state"]) == ("apatity-mfc", WRONG["what"], "open")
    assert first["reported_by"] == "Смирнова О. Н."
    region.clock.forward(hours=1)
    done = vera.post(f"wrong-records/{told['report']}/settlement", outcome="corrected", answer="Новый номер")
    assert done.status_code == 200
    found = listed(vera)
    assert found["open"] == []
    assert [(each["state"], each["answer"]) for each in found["settled"]] == [("corrected", "Новый номер")]


def test_told_twice_with_one_key_is_one_report(olga: Operator, vera: Operator) -> None:
    for _ in range(2):
        assert olga.post("wrong-records", once="0123456789abcdef", **WRONG).status_code == 200
    assert len(listed(vera)["open"]) == 1
    other = olga.post("wrong-records", once="0123456789abcdef", **{**WRONG, "entry": "apatity-clinic"})
    assert other.status_code == 409


def test_a_second_colleague_hears_what_the_first_has_answered(
    olga: Operator, vera: Operator, irina: Operator
) -> None:
    report = olga.post("wrong-records", **WRONG).json()["report"]
    address = f"wrong-records/{report}/settlement"
    assert vera.post(address, outcome="kept", answer="Верно как есть").status_code == 200
    assert vera.post(address, outcome="kept", answer="Верно как есть").status_code == 200  # sent again
    late = irina.post(address, outcome="corrected", answer="Исправила")
    assert late.status_code == 409
    assert late.json()["type"].endswith("/wrong-record-settled")
    assert late.json()["stored"]["answer"] == "Верно как есть"
    assert listed(irina)["settled"][0]["state"] == "kept"


def test_the_roles_are_kept_apart(olga: Operator, region: Region) -> None:
    report = olga.post("wrong-records", **WRONG).json()["report"]
    assert olga.get("wrong-records").status_code == 403
    assert olga.post(f"wrong-records/{report}/settlement", outcome="kept").status_code == 403
    for role in ("technician", "auditor"):
        stranger = add_operator(region, role, role)
        assert stranger.post("wrong-records", **WRONG).status_code == 403
        assert stranger.get("wrong-records").status_code == 403


def test_no_report_is_no_settlement(vera: Operator) -> None:
    answer = vera.post("wrong-records/11111111-1111-4111-8111-111111111111/settlement", outcome="kept")
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (404, "wrong-record-unknown")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "people"},
        {"entry": "../etc"},
        {"what": "я"},
        {"what": "я" * 2_001},
        {"pack_hash": "no"},
        {"person": "x"},
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, Any], olga: Operator) -> None:
    assert olga.post("wrong-records", **{**WRONG, **change}).status_code == 422


def test_hostile_words_come_back_as_they_were_and_lie_sealed(
    olga: Operator, vera: Operator, region: Region
) -> None:
    olga.post("wrong-records", **{**WRONG, "what": HOSTILE})
    assert listed(vera)["open"][0]["what"] == HOSTILE
    with region.database.maintenance() as connection:
        stored = connection.execute(select(wrong_records.c.what_sealed)).scalar_one()
    assert b"script" not in stored
    assert "script" not in region.log.getvalue()


def test_what_was_settled_long_ago_is_forgotten_and_what_is_open_is_not(
    olga: Operator, vera: Operator, region: Region
) -> None:
    report = olga.post("wrong-records", **WRONG).json()["report"]
    olga.post("wrong-records", **{**WRONG, "entry": "apatity-clinic"})
    vera.post(f"wrong-records/{report}/settlement", outcome="kept")
    region.clock.now += KEPT + timedelta(days=1)
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
        left = connection.execute(select(wrong_records.c.entry)).scalars().all()
    assert left == ["apatity-clinic"]
