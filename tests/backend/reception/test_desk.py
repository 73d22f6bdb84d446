"""An operator's desk: the same seats, the same rules, and a reason where the rules are set aside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit import service as audit
from backend.bookings.rules import ResourceRules
from backend.bookings.tables import booking_events, bookings
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, Operator, known
from tests.backend.region import Region


def test_a_call_ends_with_a_booking_the_citizen_sees(
    house: House, maria: Citizen, operator: Operator
) -> None:
    ticket = operator.book(house.slot(), maria.person)
    assert (ticket["name_short"], ticket["desk_first"]) == ("Иванова М. П.", False)
    maria.enter_pin()
    (own,) = maria.get("/v1/bookings").json()["bookings"]
    assert own["ticket"] == ticket


def test_looked_up_by_number_and_by_person(house: House, maria: Citizen, operator: Operator) -> None:
    ticket = maria.book(house.slot())
    (by_number,) = operator.get(f"/v1/desk/bookings?number={ticket['number']}").json()["bookings"]
    (by_person,) = operator.get(f"/v1/desk/bookings?person={maria.person}").json()["bookings"]
    assert by_number == by_person
    assert (by_number["person"], by_number["channel"], by_number["unproven"]) == (
        maria.person,
        "kiosk",
        False,
    )
    with operator.region.database.maintenance() as connection:
        looks = [(event.action, event.actor) for event in audit.of_person(connection, maria.person)]
    assert looks.count(("booking.view", "operator:op-1")) == 2
    assert operator.get("/v1/desk/bookings?number=00000000").json()["bookings"] == []
    assert code_of(operator.get("/v1/desk/bookings")) == "parameter-invalid"


def test_what_came_without_a_card_is_marked(house: House, kiosk: KioskInTest, operator: Operator) -> None:
    house.resource(rules=ResourceRules(level=0))
    ticket = Citizen(kiosk).book(house.slot(), without_card=known())
    (found,) = operator.get(f"/v1/desk/bookings?number={ticket['number']}").json()["bookings"]
    assert (found["person"], found["unproven"]) == ("", True)


def test_rules_hold_for_operators_unless_there_is_a_reason(
    house: House, maria: Citizen, operator: Operator
) -> None:
    house.resource(rules=ResourceRules(referral_needed=True))
    slot = house.slot()
    refused = operator.post("/v1/desk/holds", {"slot": slot, "person": maria.person})
    assert code_of(refused) == "referral-needed"
    assert operator.book(slot, maria.person, "Направление принесёт завтра")
    with operator.region.database.maintenance() as connection:
        reasons = connection.execute(select(booking_events.c.reason)).scalars().all()
        done = [event.action for event in audit.of_person(connection, maria.person)]
    assert "Направление принесёт завтра" in reasons
    assert "booking.override" in done


def test_no_reason_takes_a_seat_somebody_has(house: House, maria: Citizen, operator: Operator) -> None:
    slot = house.slot()
    maria.book(slot)
    other = operator.region.person("Соседова")
    refused = operator.post("/v1/desk/holds", {"slot": slot, "person": other, "reason": "Очень просит"})
    assert code_of(refused) == "slot-taken"


def test_an_operator_moves_cancels_and_says_who_came(
    house: House, maria: Citizen, operator: Operator
) -> None:
    first, later = house.slot(), house.slot(starts_at=TOMORROW + timedelta(days=1))
    ticket = maria.book(first)
    (moved,) = operator.act(ticket["number"], "move", slot=later).json()["tickets"]
    assert moved["number"] == ticket["number"]
    assert code_of(operator.act(ticket["number"], "no-show")) == "booking-too-early"
    assert operator.act(ticket["number"], "arrive").json()["state"] == "arrived"
    other = maria_again(operator, house)
    assert operator.act(other["number"], "cancel").json()["state"] == "cancelled"
    assert code_of(operator.act("00000000", "cancel")) == "booking-unknown"


def test_who_did_not_come(house: House, maria: Citizen, operator: Operator) -> None:
    ticket = maria.book(house.slot())
    operator.region.clock.now = TOMORROW + timedelta(minutes=30)
    assert operator.act(ticket["number"], "no-show").json()["state"] == "no_show"


def test_a_change_names_its_reason(house: House, maria: Citizen, operator: Operator) -> None:
    ticket = maria.book(house.slot())
    path = f"/v1/desk/bookings/{ticket['number']}/cancel"
    assert code_of(operator.post(path, {"reason": ""})) == "body-invalid"
    assert code_of(operator.post(path, {})) == "body-invalid"


def test_a_hold_given_back(house: House, maria: Citizen, operator: Operator) -> None:
    slot = house.slot()
    held = operator.post("/v1/desk/holds", {"slot": slot, "person": maria.person}).json()
    headers = {**operator.headers, "Okno-Hold": held["token"]}
    assert operator.region.http.delete(f"/v1/desk/holds/{held['hold']}", headers=headers).status_code == 204
    with operator.region.database.maintenance() as connection:
        assert connection.execute(select(bookings.c.state)).scalars().all() == ["cancelled"]
    assert maria.hold(slot).status_code == 201


def test_nobody_in_the_register(house: House, operator: Operator) -> None:
    wish = {"slot": house.slot(), "person": "nobody"}
    assert code_of(operator.post("/v1/desk/holds", wish)) == "person-unknown"


@pytest.mark.parametrize("role", ["technician", "auditor", "kiosk"])
def test_only_operators_have_a_desk(house: House, region: Region, role: str) -> None:
    other = Operator(region, role)
    assert code_of(other.get("/v1/desk/bookings?number=00000000")) == "role-missing"
    assert code_of(other.act("00000000", "cancel")) == "role-missing"
    assert code_of(other.post("/v1/desk/holds", {"slot": "s", "person": "p"})) == "role-missing"


def maria_again(operator: Operator, house: House) -> dict[str, Any]:
    slot = house.slot(starts_at=TOMORROW + timedelta(days=5))
    return operator.book(slot, operator.region.person("Соседова"))
