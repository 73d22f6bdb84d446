"""Eight digits for an operator: seven days, few tries, nobody else is blocked."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import func, select

from backend.audit.tables import audit_events
from backend.contract.handoffs import shown
from backend.handoffs import service
from backend.handoffs.service import MOST_OPENINGS, WRONG_CODES_ALLOWED
from backend.handoffs.tables import handoff_tries, handoffs
from backend.housekeeping import purge_all
from backend.idempotency.tables import idempotent_answers
from tests.backend.app_http import code_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

CANARY = "18531.77"
HANDOFF: dict[str, Any] = {
    "goals": "all",
    "answers": [
        {"fact": "income-per-person", "value": CANARY, "source": "answer"},
        {"fact": "now", "value": {"unknown": True}, "source": "answer"},
    ],
    "pack_hash": "ab" * 32,
    "on": "2026-11-20",
}
SLIP: dict[str, Any] = {
    "wishes": [{"measure": "monthly-cash-payment", "kind": "desired", "verdict": "unknown"}],
    "answers": HANDOFF["answers"],
    "contact": {"phone": "+78152000000"},
    "pack_hash": "ab" * 32,
    "on": "2026-11-20",
}


def left(kiosk: KioskInTest, path: str = "handoffs", key: str = "", **changed: Any) -> httpx.Response:
    content = {**(SLIP if path == "slips" else HANDOFF), **changed}
    headers = {**kiosk.headers, "Idempotency-Key": key or uuid4().hex}
    return kiosk.region.http.post(f"/v1/{path}", json=content, headers=headers)


def opened(region: Region, code: str, operator: str = "op-1", role: str = "operator") -> httpx.Response:
    token = region.services.tokens.issue(operator, (role,), region.clock.now).access_token
    headers = {"Authorization": f"Bearer {token}"}
    return region.http.post("/v1/handoffs/open", json={"code": code}, headers=headers)


def other_than(code: str, number: int) -> str:
    return f"{(int(code) + number) % 10**8:08d}"


def test_an_operator_goes_on_where_the_citizen_stopped(region: Region, kiosk: KioskInTest) -> None:
    told = left(kiosk)
    assert told.status_code == 201
    code = told.json()["code"]
    assert len(code) == 8 and code.isdigit()
    assert shown(code) == f"{code[:4]}\u00a0{code[4:]}"

    found = opened(region, code).json()
    assert (found["kind"], found["goals"], found["answers"]) == ("handoff", "all", HANDOFF["answers"])


def test_a_slip_brings_the_wishes_and_how_to_reach(region: Region, kiosk: KioskInTest) -> None:
    found = opened(region, left(kiosk, "slips").json()["code"]).json()
    assert (found["kind"], found["wishes"]) == ("slip", SLIP["wishes"])
    assert found["contact"]["phone"] == "+78152000000"


def test_sent_twice_it_is_one_code(region: Region, kiosk: KioskInTest) -> None:
    assert left(kiosk, key="k" * 32).json() == left(kiosk, key="k" * 32).json()
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(handoffs)).scalar_one() == 1


def test_seven_days_and_no_more(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    region.clock.forward(days=6, hours=23)
    assert opened(region, code).status_code == 200
    region.clock.forward(hours=2)
    assert code_of(opened(region, code)) == "handoff-unknown"
    with region.database.maintenance() as connection:
        purge_all(connection, region.clock)
        assert connection.execute(select(func.count()).select_from(handoffs)).scalar_one() == 0


def test_the_journal_says_who_opened_what_was_left_where(region: Region, kiosk: KioskInTest) -> None:
    opened(region, left(kiosk).json()["code"])
    looks = select(audit_events.c.actor, audit_events.c.kiosk).where(audit_events.c.action == "handoff.open")
    with region.database.maintenance() as connection:
        assert connection.execute(looks).one() == ("operator:op-1", kiosk.id)


def test_a_kiosk_opens_nothing(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    refused = region.http.post("/v1/handoffs/open", json={"code": code}, headers=kiosk.headers)
    assert code_of(refused) == "role-missing"
    assert code_of(opened(region, code, role="technician")) == "role-missing"


def test_a_guesser_is_stopped_and_nobody_else(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    for number in range(WRONG_CODES_ALLOWED):
        assert code_of(opened(region, other_than(code, number + 1), "guesser")) == "handoff-unknown"
    stopped = opened(region, code, "guesser")  # even the right one
    assert code_of(stopped) == "too-many-attempts"
    assert int(stopped.headers["retry-after"]) > 0
    assert opened(region, code, "honest").status_code == 200

    region.clock.forward(minutes=16)
    assert opened(region, code, "guesser").status_code == 200


def test_wrong_codes_of_a_long_day_do_not_add_up(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    for number in range(2 * WRONG_CODES_ALLOWED):
        opened(region, other_than(code, number + 1))
        region.clock.forward(minutes=2)
    assert opened(region, code).status_code == 200


def test_a_code_opens_a_few_times(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    statuses = [opened(region, code).status_code for _ in range(MOST_OPENINGS + 1)]
    assert statuses == [200] * MOST_OPENINGS + [403]


def test_the_database_alone_shows_neither_code_nor_answers(region: Region, kiosk: KioskInTest) -> None:
    code = left(kiosk).json()["code"]
    with region.database.maintenance() as connection:
        row = connection.execute(select(handoffs)).mappings().one()
    assert CANARY.encode() not in row["sealed"]
    assert code not in str(dict(row))
    assert row["code_hash"] == service.code_hash(region.services.vault, code)
    assert CANARY not in region.log.getvalue()
    assert code not in region.log.getvalue()


def test_the_database_alone_confirms_no_guess_of_what_was_left(region: Region, kiosk: KioskInTest) -> None:
    """A slip holds little beside a telephone number: a bare hash of it could be guessed through."""
    content = json.dumps(SLIP).encode()
    headers = {**kiosk.headers, "Idempotency-Key": "k" * 32, "Content-Type": "application/json"}
    told = [region.http.post("/v1/slips", content=content, headers=headers).json() for _ in range(2)]
    assert told[0] == told[1]
    guessed = sha256(f"SlipIn\n{kiosk.id}\n".encode() + content).hexdigest()
    with region.database.maintenance() as connection:
        (kept,) = connection.execute(
            select(idempotent_answers.c.request_hash).where(idempotent_answers.c.key == "k" * 32)
        ).scalars()
    assert kept != guessed
    assert kept == region.services.vault.hash_of("idempotency", guessed), "the control: with the key it is"


@pytest.mark.parametrize("code", ["1234567", "123456789", "abcdefgh", "", "1234 567"])
def test_what_is_no_code_counts_for_nothing(region: Region, kiosk: KioskInTest, code: str) -> None:
    assert code_of(opened(region, code)) == "body-invalid"
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(handoff_tries)).scalar_one() == 0
