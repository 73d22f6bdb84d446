"""Refused deliveries as an office sees them: whose they say they are, who looked, and when they are wiped."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select, text

from backend.audit import service as audit
from backend.audit.tables import audit_events
from backend.contract.sealing import seal
from backend.housekeeping import purge_all
from backend.outbox.service import refused
from backend.outbox.tables import refused_deliveries
from backend.sealing_key import SealingKey
from tests.backend.app_http import code_of
from tests.backend.filing import RECEIPT, Parcel, filing_of, public_key_of, refusal_of
from tests.backend.identification.call import Call, enter
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

DAY = timedelta(days=1)


def office(region: Region, role: str = "operator") -> dict[str, str]:
    token = region.services.tokens.issue("op-1", (role,), region.clock.now).access_token
    return {"Authorization": f"Bearer {token}"}


def address(kiosk: KioskInTest, what: str = "", receipt: str = RECEIPT) -> str:
    return f"/v1/outbox/refused/{receipt}{what}?kiosk={kiosk.id}"


def without_proof(kiosk: KioskInTest, person: str, **changed: object) -> Parcel:
    """A filing that nobody vouches for, brought in and refused."""
    parcel = Parcel(kiosk, filing_of(kiosk, person, **changed))  # type: ignore[arg-type]
    assert refusal_of(parcel.send()) == "filing-unproven"
    return parcel


def sealed_of(region: Region) -> list[bytes]:
    with region.database.maintenance() as connection:
        return list(connection.execute(select(refused_deliveries.c.sealed)).scalars())


def test_the_list_names_the_kiosk_and_nobody_else(region: Region, kiosk: KioskInTest, maria: str) -> None:
    without_proof(kiosk, maria)
    answer = region.http.get("/v1/outbox/refused", headers=office(region))
    (listed,) = answer.json()["deliveries"]
    assert listed["kiosk_title"] == "Мурманск, ул. Полярная, 1"
    assert not answer.json()["more"]
    assert maria not in answer.text
    assert "Иванова" not in answer.text


def test_a_look_says_whose_it_is_and_stands_in_the_journal(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    without_proof(kiosk, maria)
    told = region.http.get(address(kiosk), headers=office(region, "case_worker")).json()
    assert (told["closed"], told["applicant_name"]) == (False, "Иванова Мария Петровна")
    assert told["contact"]["phone"] == "+78152000000"
    assert told["measures"] == ["monthly-cash-payment", "free-medicines"]
    assert (told["unreadable"], told["delivery"]["code"]) == ("", "filing-unproven")
    with region.database.maintenance() as connection:
        (look,) = audit.of_person(connection, maria)
    assert (look.action, look.actor) == ("delivery.view", "operator:op-1")


@pytest.mark.parametrize("role", ["operator", "supervisor"])
def test_who_knows_nobody_learns_whom_to_call_and_nothing_of_what_they_wish(
    region: Region, kiosk: KioskInTest, maria: str, role: str
) -> None:
    without_proof(kiosk, maria)
    told = region.http.get(address(kiosk), headers=office(region, role)).json()
    assert (told["closed"], told["applicant_name"]) == (True, "Иванова\u00a0М.\u00a0П.")
    assert (told["contact"]["phone"], told["contact"]["email"]) == ("+78152000000", "")
    assert (told["measures"], told["number"]) == ([], "")


@pytest.mark.parametrize(("level", "closed"), [("none", True), ("data", False)])
def test_in_a_call_with_the_applicant_the_level_decides(
    region: Region, kiosk: KioskInTest, maria: str, level: str, closed: bool
) -> None:
    without_proof(kiosk, maria)
    other = Call(region, enter(region), "call_back", operator="op-2")
    assert other.send("GET", address(kiosk)).json()["closed"], "a call with somebody else"
    told = Call(region, maria, level).send("GET", address(kiosk)).json()
    assert told["closed"] is closed
    assert bool(told["measures"]) is not closed


def test_somebody_the_register_does_not_know_has_no_name(region: Region, kiosk: KioskInTest) -> None:
    without_proof(kiosk, "nobody-at-all")
    told = region.http.get(address(kiosk), headers=office(region)).json()
    assert (told["applicant_name"], told["unreadable"]) == ("", "")


def test_what_cannot_be_read_says_why(region: Region, kiosk: KioskInTest, maria: str) -> None:
    parcel = Parcel(kiosk, filing_of(kiosk, maria))
    assert refusal_of(parcel.send(parcel.sealed(context="AAAA-BBBB-CCCC"))) == "seal-broken"
    told = region.http.get(address(kiosk), headers=office(region)).json()
    assert (told["unreadable"], told["applicant_name"], told["measures"]) == ("seal-broken", "", [])
    with region.database.maintenance() as connection:
        looks = connection.execute(
            select(audit_events.c.outcome).where(audit_events.c.action == "delivery.view")
        )
        assert looks.scalars().all() == ["seal-broken"]


def test_after_a_change_of_keys_it_says_which_is_missing(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    without_proof(kiosk, maria)
    other = SealingKey(X25519PrivateKey.generate())
    with region.database.maintenance() as connection:
        looking = refused.Looking("tests", region.clock.now)
        told = refused.look(connection, RECEIPT, kiosk.id, other, looking)
    assert getattr(told, "unreadable", "") == "sealing-key-unknown"


def test_only_an_office_looks_and_only_at_what_is_open(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    without_proof(kiosk, maria)
    for headers in (kiosk.headers, office(region, "technician"), office(region, "auditor")):
        assert code_of(region.http.get(address(kiosk), headers=headers)) == "role-missing"
    elsewhere = address(region.kiosk())
    assert code_of(region.http.get(elsewhere, headers=office(region))) == "delivery-unknown"
    assert region.http.post(address(kiosk, "/settlement"), headers=office(region)).status_code == 204
    assert code_of(region.http.get(address(kiosk), headers=office(region))) == "delivery-unknown"


def test_settled_by_mistake_it_is_put_back_while_its_content_is_there(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    without_proof(kiosk, maria)
    settlement = address(kiosk, "/settlement")
    undo = partial(region.http.delete, settlement)
    assert code_of(undo(headers=office(region))) == "delivery-unknown"  # it is open
    region.http.post(settlement, headers=office(region))
    assert code_of(undo(headers=office(region, "technician"))) == "role-missing"
    assert undo(headers=office(region)).status_code == 204
    (listed,) = region.http.get("/v1/outbox/refused", headers=office(region)).json()["deliveries"]
    assert listed["settled_at"] is None

    region.http.post(settlement, headers=office(region))
    region.clock.forward(days=31)
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
    assert code_of(undo(headers=office(region))) == "delivery-unknown"


def test_a_long_list_says_that_there_are_more(
    region: Region, kiosk: KioskInTest, maria: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refused, "LISTED", 2)
    for number in range(3):
        parcel = Parcel(kiosk, filing_of(kiosk, maria), receipt_code=f"AAAA-BBBB-{number:04}")
        parcel.send()
        region.clock.forward(minutes=1)
    told = region.http.get("/v1/outbox/refused", headers=office(region)).json()
    assert [one["receipt_code"] for one in told["deliveries"]] == ["AAAA-BBBB-0000", "AAAA-BBBB-0001"]
    assert told["more"]


def test_what_was_sealed_is_wiped_a_month_after_it_was_settled(
    region: Region, kiosk: KioskInTest, maria: str
) -> None:
    parcel = without_proof(kiosk, maria)
    region.clock.forward(days=60)
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
    assert sealed_of(region) == [parcel.once_sealed()]  # nobody has looked after it yet

    region.http.post(address(kiosk, "/settlement"), headers=office(region))
    for days, left in ((29, parcel.once_sealed()), (2, b"")):
        region.clock.forward(days=days)
        with region.database.maintenance() as connection:
            purge_all(connection, region.clock)
        assert sealed_of(region) == [left]


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_nothing_of_it_stays_in_the_file(region: Region, kiosk: KioskInTest, maria: str) -> None:
    content = seal(public_key_of(kiosk), b"x" * 6000, b"")  # over several pages of the file
    parcel = Parcel(kiosk, filing_of(kiosk, maria))
    assert refusal_of(parcel.send(content)) == "seal-broken"
    pieces = [content[at : at + 32] for at in range(100, 6000, 500)]
    assert all(piece in file_of(region) for piece in pieces)

    region.http.post(address(kiosk, "/settlement"), headers=office(region))
    region.clock.forward(days=31)
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
    assert not any(piece in file_of(region) for piece in pieces)


def file_of(region: Region) -> bytes:
    """The whole database as it lies on the disk."""
    with region.database.maintenance() as connection:
        path = Path(str(connection.execute(text("PRAGMA database_list")).one()[2]))
    with closing(sqlite3.connect(path)) as beside:
        beside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()
