"""Without a card: a policy or SNILS and a birth date. No answer says whether there is such a person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import Engine, event, select, text

from backend.bookings.rules import ResourceRules
from backend.bookings.tables import booking_tries
from backend.reception.even_pace import EVEN_SECONDS
from backend.reception.holds import ASKED_FOR_WITHIN_HOUR, WITHOUT_CARD_WITHIN_HOUR
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import BIRTH, POLICY, SNILS, Citizen, known, set_person
from tests.backend.region import Region

STRANGERS = "5100000000000025"  # a policy nobody has


@pytest.fixture
def walk_in(kiosk: KioskInTest) -> Citizen:
    return Citizen(kiosk)


@pytest.fixture
def open_house(house: House) -> House:
    """Without a card one may book here."""
    house.resource(rules=ResourceRules(level=0))
    return house


@pytest.fixture
def maria_exists(region: Region, maria: Citizen) -> Citizen:
    set_person(region, maria.person, policy=POLICY, snils=SNILS)
    return maria


def shape(answer: httpx.Response) -> Any:
    """What an answer looks like, without values that are random or the slot's own."""

    def of(value: object) -> object:
        if isinstance(value, dict):
            return {name: of(part) for name, part in value.items()}
        if isinstance(value, list):
            return [of(part) for part in value]
        return len(value) if isinstance(value, str) else type(value).__name__

    return answer.status_code, sorted(answer.headers), of(answer.json())


def test_the_answers_look_alike(open_house: House, walk_in: Citizen, maria_exists: Citizen) -> None:
    """Byte for byte but for what is drawn or follows from it."""
    slot = open_house.slot(seats=2)
    real, nobody = (walk_in.hold(slot, without_card=known(policy)) for policy in (POLICY, STRANGERS))
    assert shape(real) == shape(nobody)
    for_real, for_nobody = walk_in.confirm(real), walk_in.confirm(nobody)
    tickets = [answer.json()["tickets"][0] for answer in (for_real, for_nobody)]
    for ticket in tickets:
        assert (ticket["name_short"], ticket["desk_first"]) == ("", True)
    drawn = {"number", "code", "qr", "seat"}
    told = [{name: value for name, value in ticket.items() if name not in drawn} for ticket in tickets]
    assert told[0] == told[1]


def test_what_the_person_has_or_may_changes_nothing(
    open_house: House, walk_in: Citizen, maria_exists: Citizen, region: Region
) -> None:
    """Neither a booking of theirs at that time, nor another clinic, nor the age is to be learnt here."""
    maria_exists.book(open_house.slot())
    set_person(region, maria_exists.person, clinic="clinic-2")
    open_house.resource(rules=ResourceRules(level=0, attached_only=True, most_age=17))
    again = open_house.slot(starts_at=TOMORROW + timedelta(minutes=10), seats=2)
    for policy in (POLICY, STRANGERS):
        assert walk_in.hold(again, without_card=known(policy)).status_code == 201


def test_the_same_work_is_done_for_nobody(open_house: House, walk_in: Citizen, maria_exists: Citizen) -> None:
    """Statement by statement, so that no clock tells a person from nobody."""
    slot = open_house.slot(seats=4)
    ran: dict[str, list[str]] = {}
    for policy in (POLICY, STRANGERS, POLICY, STRANGERS):  # the first of each also fills caches
        with statements() as ran[policy]:
            walk_in.confirm(walk_in.hold(slot, without_card=known(policy)))
    assert len(ran[POLICY]) > 10
    assert ran[POLICY] == ran[STRANGERS]


def test_what_is_done_for_a_person_shows_in_no_clock(
    open_house: House, walk_in: Citizen, maria_exists: Citizen
) -> None:
    """Whoever exists is also sent a message: the answer waits for that long in any case."""
    slot = open_house.slot(seats=2)
    for policy in (POLICY, STRANGERS):
        began = monotonic()
        held = walk_in.hold(slot, without_card=known(policy))
        assert monotonic() - began >= EVEN_SECONDS
        began = monotonic()
        walk_in.confirm(held)
        assert monotonic() - began >= EVEN_SECONDS
    began = monotonic()
    assert code_of(walk_in.hold("no-such-slot", without_card=known())) == "slot-unknown"
    assert monotonic() - began >= EVEN_SECONDS, "a refusal too"


def test_the_person_finds_it_among_their_own(
    open_house: House, walk_in: Citizen, maria_exists: Citizen
) -> None:
    walk_in.book(open_house.slot(), without_card={"snils": SNILS, "birth_date": BIRTH.isoformat()})
    maria_exists.enter_pin()
    (own,) = maria_exists.get("/v1/bookings").json()["bookings"]
    assert own["ticket"]["desk_first"] is True


def test_another_birth_date_is_nobody(open_house: House, walk_in: Citizen, maria_exists: Citizen) -> None:
    walk_in.book(open_house.slot(), without_card={"policy": POLICY, "birth_date": "1948-03-09"})
    maria_exists.enter_pin()
    assert maria_exists.get("/v1/bookings").json()["bookings"] == []


def test_one_person_is_asked_for_a_few_times_from_all_kiosks(
    open_house: House, walk_in: Citizen, region: Region
) -> None:
    """Also for somebody who does not exist: the limit itself tells nothing."""
    slot = open_house.slot(seats=30)
    elsewhere = Citizen(region.kiosk())
    for turn in range(ASKED_FOR_WITHIN_HOUR):
        asker = elsewhere if turn % 2 else walk_in
        assert asker.hold(slot, without_card=known(STRANGERS)).status_code == 201
    for asker in (elsewhere, walk_in):
        refused = asker.hold(slot, without_card=known(STRANGERS))
        assert code_of(refused) == "too-many-attempts"
        assert refused.headers["retry-after"] == "3600"
    assert walk_in.hold(slot, without_card=known(POLICY)).status_code == 201
    region.clock.forward(hours=1, minutes=1)
    walk_in.kiosk.sign_in()
    assert walk_in.hold(slot, without_card=known(STRANGERS)).status_code == 201


def test_what_was_refused_counts_as_well(open_house: House, walk_in: Citizen) -> None:
    for _ in range(ASKED_FOR_WITHIN_HOUR):
        assert code_of(walk_in.hold("no-such-slot", without_card=known())) == "slot-unknown"
    assert code_of(walk_in.hold(open_house.slot(), without_card=known())) == "too-many-attempts"


def test_one_kiosk_asks_for_so_many(open_house: House, walk_in: Citizen, region: Region) -> None:
    with region.database.maintenance() as connection:
        row = {"client": f"without-card:{walk_in.kiosk.id}", "count": WITHOUT_CARD_WITHIN_HOUR}
        connection.execute(booking_tries.insert(), {**row, "since": region.clock.now})
    slot = open_house.slot(seats=2)
    assert code_of(walk_in.hold(slot, without_card=known())) == "too-many-attempts"
    assert Citizen(region.kiosk()).hold(slot, without_card=known()).status_code == 201


def test_numbers_that_were_typed_lie_nowhere(open_house: House, walk_in: Citizen, region: Region) -> None:
    walk_in.book(open_house.slot(), without_card=known(STRANGERS))
    with region.database.maintenance() as connection:
        names = connection.execute(text(TABLE_NAMES[region.database.dialect])).scalars().all()
        for name in names:
            rows = connection.execute(text(f'SELECT * FROM "{name}"')).all()
            assert STRANGERS not in str(rows), name
        assert connection.execute(select(booking_tries.c.client)).all()
    assert STRANGERS not in region.log.getvalue()


def test_a_resource_that_needs_a_card(house: House, walk_in: Citizen) -> None:
    assert code_of(walk_in.hold(house.slot(), without_card=known())) == "booking-level"


@pytest.mark.parametrize(
    "who",
    [
        {},
        {"policy": POLICY},
        {"birth_date": "1948-03-08"},
        {"policy": POLICY, "snils": SNILS, "birth_date": "1948-03-08"},
        {"policy": "51", "birth_date": "1948-03-08"},
        {"policy": POLICY, "birth_date": -1},
        {"policy": POLICY, "birth_date": "1948-02-30"},
        {"policy": int(POLICY), "birth_date": "1948-03-08"},
        {"policy": POLICY, "birth_date": "1948-03-08", "name": "Мария"},
    ],
)
def test_what_is_no_person(open_house: House, walk_in: Citizen, who: dict[str, Any]) -> None:
    assert code_of(walk_in.hold(open_house.slot(), without_card=who)) == "body-invalid"


def test_card_and_no_card_at_once(open_house: House, maria: Citizen) -> None:
    assert code_of(maria.hold(open_house.slot(), without_card=known())) == "body-invalid"


def test_the_key_sent_twice_gives_one_hold(open_house: House, walk_in: Citizen) -> None:
    slot, key = open_house.slot(seats=3), uuid4().hex
    first = walk_in.hold(slot, key, without_card=known())
    assert walk_in.hold(slot, key, without_card=known()).json() == first.json()
    assert code_of(walk_in.hold(slot, key, without_card=known(STRANGERS))) == "idempotency-key-reused"
    assert open_house.states() == {"held": 1}


TABLE_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that is run within the block."""
    seen: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", keep)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", keep)


def test_a_doctor_comes_home_only_to_whom_a_card_has_shown(
    open_house: House, walk_in: Citizen, maria: Citizen
) -> None:
    """Whoever is only asked for may be nobody, and an address is known of who is in the register alone."""
    at_home = open_house.slot(home_visit=True)
    at_the_clinic = open_house.slot(starts_at=TOMORROW + timedelta(hours=1))
    free = walk_in.get("/v1/slots?speciality=therapist&near=clinic-1").json()["slots"]
    levels = {each["slot"]: (each["home_visit"], each["level"]) for each in free}
    assert levels == {at_home: (True, 1), at_the_clinic: (False, 0)}
    for policy in (POLICY, STRANGERS):
        assert code_of(walk_in.hold(at_home, without_card=known(policy))) == "booking-level"
    assert walk_in.hold(at_the_clinic, without_card=known()).status_code == 201
    ticket = maria.book(at_home)
    assert (ticket["home_visit"], ticket["desk_first"]) == (True, False)
