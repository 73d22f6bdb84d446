"""Calling back what was promised: one of us, three tries, and never in an exercise."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
from sqlalchemy import func, select

from backend.contacts.service import sweeping
from backend.contacts.tables import contacts
from backend.contacts.values import LONGEST_RING, LONGEST_TAKEN
from tests.backend.app_http import code_of
from tests.backend.contacts.desk import Operator, Phone
from tests.backend.contacts.talk import identify, talking
from tests.backend.region import Region


def test_a_promised_call_is_made_by_one(
    region: Region, phone: Phone, second_phone: Phone, olga: Operator, pavel: Operator
) -> None:
    person = region.person()
    contact = talking(phone, olga)
    olga.put(f"contacts/{contact}/person", person=person)
    identify(region, olga, contact)
    wanted = (region.clock.now + timedelta(hours=2)).isoformat()
    first = olga.post(f"contacts/{contact}/call-back", wanted_at=wanted).json()
    second = olga.post(f"contacts/{contact}/call-back", wanted_at=wanted, number="8 (8152) 45-67-89").json()
    assert first["call_back"] == second["call_back"]
    (waiting,) = pavel.get("call-backs").json()["call_backs"]
    assert "45" not in repr({**waiting, "call_back": "", "contact": "", "wanted_at": ""})
    taken = pavel.post(f"call-backs/{waiting['call_back']}/taking").json()
    assert (taken["number"], taken["person"], taken["level"]) == ("+78152456789", person, "none")
    assert (taken["channel"], taken["direction"], taken["parent"]) == ("call_back", "out", contact)
    assert code_of(olga.post(f"call-backs/{waiting['call_back']}/taking")) == "call-back-taken"
    refused = olga.post(f"call-backs/{waiting['call_back']}/result", reached=True)
    assert code_of(refused) == "call-back-taken"
    second_phone.tells("ringing", "out@pbx", number="+78152456789", direction="out")
    second_phone.tells("answered", "out@pbx", number="+78152456789", direction="out")
    assert (pavel.only()["contact"], pavel.only()["state"]) == (taken["contact"], "talking")
    done = pavel.post(f"call-backs/{waiting['call_back']}/result", reached=True).json()
    assert done["state"] == "reached"
    assert olga.get("call-backs").json() == {"call_backs": []}


def test_a_call_promised_in_an_exercise_is_nobody_elses(
    region: Region, olga: Operator, pavel: Operator
) -> None:
    soon = (region.clock.now + timedelta(hours=1)).isoformat()
    exercise, real = olga.visit("exercise", training=True), olga.visit("real")
    promised = {
        each["contact"]: olga.post(
            f"contacts/{each['contact']}/call-back", wanted_at=soon, number="8 (8152) 45-67-89"
        ).json()
        for each in (exercise, real)
    }
    which = promised[exercise["contact"]]["call_back"]
    seen = {who.id: who.get("call-backs").json()["call_backs"] for who in (olga, pavel)}
    assert [each["contact"] for each in seen[pavel.id]] == [real["contact"]]
    assert {each["contact"]: each["training"] for each in seen[olga.id]} == {
        exercise["contact"]: True,
        real["contact"]: False,
    }
    assert [each["contact"] for each in pavel.get("start").json()["call_backs"]] == [real["contact"]]
    assert code_of(pavel.post(f"call-backs/{which}/taking")) == "call-back-unknown"
    taken = olga.post(f"call-backs/{which}/taking").json()
    assert (taken["training"], taken["parent"]) == (True, exercise["contact"])


def test_both_take_it_at_once_and_one_has_it(
    region: Region, phone: Phone, olga: Operator, pavel: Operator
) -> None:
    contact = talking(phone, olga)
    soon = (region.clock.now + timedelta(hours=1)).isoformat()
    which = olga.post(f"contacts/{contact}/call-back", wanted_at=soon).json()["call_back"]

    async def both() -> list[httpx.Response]:
        async with region.http.open() as client:
            asked = [
                client.post(
                    f"/v1/desk/call-backs/{which}/taking",
                    headers={**by.headers, "Idempotency-Key": by.id * 8},
                )
                for by in (olga, pavel) * 4
            ]
            return await asyncio.gather(*asked)

    answers = asyncio.run(both())
    assert len({each.json()["contact"] for each in answers if each.status_code == 200}) == 1
    with region.database.maintenance() as connection:
        made = select(func.count()).select_from(contacts).where(contacts.c.channel == "call_back")
        assert connection.execute(made).scalar_one() == 1


def test_three_tries_then_nobody_is_called_any_more(region: Region, phone: Phone, olga: Operator) -> None:
    contact = talking(phone, olga)
    soon = (region.clock.now + timedelta(hours=1)).isoformat()
    which = olga.post(f"contacts/{contact}/call-back", wanted_at=soon).json()["call_back"]
    states = []
    for _ in range(3):
        olga.post(f"call-backs/{which}/taking")
        states.append(olga.post(f"call-backs/{which}/result", reached=False).json()["state"])
    assert states == ["waiting", "waiting", "given_up"]
    assert code_of(olga.post(f"call-backs/{which}/taking")) == "call-back-taken"


def test_what_was_taken_and_forgotten_is_anybodys_again(
    region: Region, phone: Phone, olga: Operator, pavel: Operator
) -> None:
    contact = talking(phone, olga)
    soon = (region.clock.now + timedelta(hours=1)).isoformat()
    which = olga.post(f"contacts/{contact}/call-back", wanted_at=soon).json()["call_back"]
    olga.post(f"call-backs/{which}/taking")

    def sweep() -> None:
        with region.database.maintenance() as connection:
            sweeping.sweep(connection, region.clock.now)

    region.clock.now += LONGEST_RING + timedelta(seconds=1)
    sweep()
    assert len(olga.in_hand()) == 2  # still to be dialled
    region.clock.now += LONGEST_TAKEN
    sweep()
    assert pavel.post(f"call-backs/{which}/taking").status_code == 200
