"""A telephone rings, is answered, hangs up: told twice, late or out of turn, it is one contact."""

from __future__ import annotations

import asyncio
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.contacts.service import hearing, looking, sweeping
from backend.contacts.tables import contacts
from backend.contacts.values import LONGEST_RING, LONGEST_TALK, Fresh, NewContact
from tests.backend.app_http import code_of
from tests.backend.contacts.desk import CALLER, E164, Operator, Phone
from tests.backend.region import TEST_VAULT, Region

FRESH = Fresh("00000000-0000-0000-0000-000000000001", bytes(12), bytes(12))


def count(region: Region) -> int:
    with region.database.maintenance() as connection:
        return int(connection.execute(select(func.count()).select_from(contacts)).scalar_one())


def sweep(region: Region) -> int:
    with region.database.maintenance() as connection:
        return sweeping.sweep(connection, region.clock.now)


def test_a_call_from_ring_to_wrap_up(region: Region, phone: Phone, olga: Operator) -> None:
    assert phone.tells("ringing").status_code == 204
    contact = olga.only()
    assert (contact["state"], contact["number"], contact["person"]) == ("ringing", E164, None)
    phone.tells("answered")
    region.clock.forward(seconds=95)
    assert olga.only()["seconds"] == 95
    phone.tells("ended")
    region.clock.forward(seconds=20)
    over = olga.only()
    assert (over["state"], over["seconds"]) == ("wrap_up", 95)
    closed = olga.post(f"contacts/{over['contact']}/wrap-up", topic="card-lost", outcome="answered")
    assert (closed.json()["state"], closed.json()["outcome"]) == ("closed", "answered")
    assert olga.in_hand() == []
    with region.database.maintenance() as connection:
        told = [what for what, _ in looking.history(connection, over["contact"])]
    assert told == ["rang", "answered", "ended", "closed"]


def test_only_whose_telephone_rings_sees_the_call(phone: Phone, olga: Operator, pavel: Operator) -> None:
    phone.tells("ringing")
    contact = olga.only()["contact"]
    assert pavel.in_hand() == []
    assert code_of(pavel.get(f"contacts/{contact}")) == "contact-not-yours"
    assert code_of(pavel.post(f"contacts/{contact}/steps", step="answer")) == "contact-not-yours"
    boss = Operator(olga.region, "boss", "supervisor")
    assert boss.get(f"contacts/{contact}").status_code == 200
    assert code_of(boss.put(f"contacts/{contact}/notes", notes="x", version=0)) == "contact-not-yours"


@pytest.mark.parametrize("order", list(permutations(("ringing", "answered", "ended"))))
def test_any_order_and_every_event_twice(
    region: Region, phone: Phone, olga: Operator, order: tuple[str, ...]
) -> None:
    for event in order:
        for _ in range(2):
            assert phone.tells(event).status_code == 204
    assert olga.only()["state"] == "wrap_up"
    assert count(region) == 1


def test_nobody_answered(phone: Phone, olga: Operator) -> None:
    for event in ("ringing", "ended", "ringing"):
        phone.tells(event)
    assert olga.in_hand() == []


def test_a_second_call_holds_the_first(phone: Phone, olga: Operator) -> None:
    for call in ("a", "b"):
        phone.tells("ringing", call)
        phone.tells("answered", call)
    assert sorted(each["state"] for each in olga.in_hand()) == ["held", "talking"]
    phone.tells("ended", "b")
    held = next(each for each in olga.in_hand() if each["state"] == "held")
    resumed = olga.post(f"contacts/{held['contact']}/steps", step="resume")
    assert resumed.json()["state"] == "talking"


def test_a_lost_hang_up_is_swept_and_its_length_unknown(region: Region, phone: Phone, olga: Operator) -> None:
    phone.tells("ringing")
    phone.tells("answered")
    region.clock.now += LONGEST_TALK
    assert sweep(region) == 0
    region.clock.forward(seconds=1)
    assert sweep(region) == 1
    swept = olga.only()
    assert (swept["state"], swept["hang_up_lost"], swept["seconds"]) == ("wrap_up", True, None)
    phone.tells("ended")  # it comes at last
    assert olga.only() == swept


def test_a_ring_that_never_ends_is_lost(region: Region, phone: Phone, olga: Operator) -> None:
    phone.tells("ringing")
    region.clock.now += LONGEST_RING
    region.clock.forward(seconds=1)
    assert sweep(region) == 1
    assert olga.in_hand() == []


def test_the_operator_closes_what_hung_up_unheard(phone: Phone, olga: Operator) -> None:
    phone.tells("ringing")
    phone.tells("answered")
    contact = olga.only()["contact"]
    closed = olga.post(f"contacts/{contact}/wrap-up", topic="other", outcome="answered").json()
    assert closed["state"] == "closed"
    assert closed["seconds"] == 0


def test_a_withheld_number_and_one_that_is_none(phone: Phone, olga: Operator) -> None:
    phone.tells("ringing", "a", "sip:anonymous@anonymous.invalid")
    phone.tells("ringing", "b", "<script>alert(1)</script>\u202e")
    assert {each["number"] for each in olga.in_hand()} == {""}


def test_what_rings_at_an_empty_desk_is_of_who_sits_down(phone: Phone, pavel: Operator) -> None:
    phone.tells("ringing", "a")
    phone.tells("answered", "a")
    assert pavel.in_hand() == []
    assert pavel.sit("desk-1").json() == {"line": "desk-1"}
    assert pavel.only()["state"] == "talking"


def test_two_at_one_line(olga: Operator, pavel: Operator) -> None:
    assert code_of(pavel.sit("desk-1")) == "line-taken"
    assert pavel.get("line").json() == {"line": "desk-2"}
    assert olga.region.http.delete("/v1/desk/line", headers=olga.headers).json() == {"line": ""}
    assert pavel.sit("desk-1").status_code == 200
    assert code_of(pavel.sit("desk-9")) == "line-unknown"


def test_only_the_lines_own_seal_is_taken(
    region: Region, phone: Phone, second_phone: Phone, olga: Operator
) -> None:
    forged = Phone(region, "desk-1", second_phone.key)
    assert code_of(forged.tells("ringing")) == "line-seal-wrong"
    assert code_of(Phone(region, "desk-77").tells("ringing")) == "line-seal-wrong"
    assert code_of(Phone(region, "desk-1", "").tells("ringing")) == "line-seal-wrong"
    assert code_of(phone.send(b'{"line": "desk-1"}', "")) == "body-invalid"
    assert olga.in_hand() == []


def test_an_overheard_event_is_soon_worth_nothing(region: Region, phone: Phone, olga: Operator) -> None:
    sent: list[tuple[bytes, str]] = []
    real = phone.send

    def overheard(content: bytes, header: str) -> Any:
        sent.append((content, header))
        return real(content, header)

    phone.send = overheard  # type: ignore[method-assign]
    phone.tells("ringing")
    assert real(*sent[0]).status_code == 204  # at once: the same call
    assert len(olga.in_hand()) == 1
    region.clock.forward(minutes=6)
    assert code_of(real(*sent[0])) == "line-seal-wrong"


def test_the_same_event_at_the_same_time_opens_one_contact(region: Region, phone: Phone) -> None:
    def work(call: str, number: int) -> Any:
        new = NewContact("line:desk-1", call, "phone", "in", E164, "olga", "desk-1")
        fresh = Fresh(f"00000000-0000-0000-0000-{number:012}", bytes(12), bytes(12))
        return lambda connection: hearing.hear(
            connection, TEST_VAULT, new, "answered", fresh, region.clock.now
        )

    async def storm() -> list[Any]:
        return await asyncio.gather(*(region.database.write(work(f"call-{n % 4}", n)) for n in range(24)))

    opened = asyncio.run(storm())
    assert len(set(opened)) == count(region) == 4
    with region.database.maintenance() as connection:
        talking = select(func.count()).select_from(contacts).where(contacts.c.state == "talking")
        assert connection.execute(talking).scalar_one() == 1


def test_the_pop_waits_for_the_ring(region: Region, phone: Phone, olga: Operator) -> None:
    turn = olga.get("call").json()["turn"]

    async def wait_and_ring() -> tuple[dict[str, Any], dict[str, Any]]:
        async with region.http.open() as client:
            waiting = asyncio.create_task(
                client.get(f"/v1/desk/call?seen={turn}&wait=25", headers=olga.headers)
            )
            await asyncio.sleep(0.1)
            assert not waiting.done()
            await asyncio.to_thread(phone.tells, "ringing")
            popped = (await waiting).json()
            same = await client.get(f"/v1/desk/call?seen={popped['turn']}&wait=1", headers=olga.headers)
            return popped, same.json()

    popped, same = asyncio.run(wait_and_ring())
    assert [each["number"] for each in popped["contacts"]] == [E164]
    assert same == popped


def test_nothing_of_the_number_lies_open_in_the_database(
    region: Region, phone: Phone, olga: Operator
) -> None:
    phone.tells("ringing", call=f"{E164}-1@pbx")
    with region.database.maintenance() as connection:
        row = connection.execute(select(contacts)).mappings().one()
    assert "9211234567" not in repr(dict(row))
    assert CALLER not in region.log.getvalue()
    assert olga.only()["number"] == E164
