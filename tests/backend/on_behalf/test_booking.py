"""An operator books for whoever calls: the same seats, the same rules, and both identities in the journal."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.bookings.rules import ResourceRules
from backend.bookings.service import ending
from backend.bookings.values import ByDesk
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.identification.call import Call, enter
from tests.backend.region import Region

LATER = TOMORROW + timedelta(days=1)
WISH = {"speciality": "therapist", "place": "clinic-1"}


def hold(call: Call, slot: str, **more: Any) -> dict[str, Any]:
    held = call.send("POST", "/v1/desk/holds", {"slot": slot, **more})
    assert held.status_code == 201, held.text
    return dict(held.json())


def confirm(call: Call, held: dict[str, Any]) -> httpx.Response:
    """Without the hold's token: a page that was loaded anew does not have it."""
    return call.send("POST", f"/v1/desk/holds/{held['hold']}/confirm")


def book(call: Call, slot: str, **more: Any) -> dict[str, Any]:
    (ticket,) = confirm(call, hold(call, slot, **more)).json()["tickets"]
    return dict(ticket)


def openings(call: Call, **asked: str) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in {"speciality": "therapist", **asked}.items())
    found = call.send("GET", f"/v1/desk/openings?{query}")
    assert found.status_code == 200, found.text
    return dict(found.json())


def kept(call: Call) -> dict[str, Any]:
    found = call.send("GET", "/v1/desk/kept")
    assert found.status_code == 200, found.text
    return dict(found.json())


def spoken_for(region: Region, person: str) -> set[tuple[str, str | None]]:
    """What the journal has about a person, and who stood beside."""
    with region.database.maintenance() as connection:
        events = audit_events.c
        rows = connection.execute(select(events.action, events.holder).where(events.person == person))
        return {(row.action, row.holder) for row in rows}


def test_from_the_speciality_to_the_number(house: House, call: Call) -> None:
    house.slot(starts_at=LATER)
    first = house.slot(starts_at=TOMORROW)
    (line,) = call.send("GET", "/v1/desk/bookable?kind=doctor").json()["bookable"]
    assert (line["speciality"], line["first_place"]) == ("therapist", "clinic-1")
    found = openings(call)
    assert [day["free"] for day in found["days"]] == [1, 1]
    assert [slot["slot"] for slot in found["slots"]] == [first]
    held = hold(call, first)
    looked = call.send("GET", f"/v1/desk/holds/{held['hold']}").json()
    assert (looked["state"], looked["hold"]["token"], looked["beneficiary_name"]) == ("held", "", "Анна С.")
    assert looked["hold"]["expires_at"] > looked["hold"]["server_time"]
    (ticket,) = confirm(call, held).json()["tickets"]
    again = call.send("GET", f"/v1/desk/holds/{held['hold']}").json()
    assert (again["state"], again["tickets"]["tickets"][0]["number"]) == ("confirmed", ticket["number"])
    (booking,) = kept(call)["bookings"]
    assert booking["booking"]["number"] == ticket["number"]


def test_another_day_another_doctor(house: House, call: Call) -> None:
    house.slot(starts_at=TOMORROW)
    house.resource("therapist-2", person_name="Белова А. Н.")
    there = house.slot("therapist-2", starts_at=LATER)
    found = openings(call, day=LATER.date().isoformat())
    assert [slot["slot"] for slot in found["slots"]] == [there]
    alone = openings(call, resource="therapist-2")
    assert [slot["slot"] for slot in alone["slots"]] == [there]
    assert [one["resource"] for one in alone["resources"]] == ["therapist-1", "therapist-2"]


def test_confirmed_twice_is_once(house: House, call: Call) -> None:
    held = hold(call, house.slot())
    assert confirm(call, held).json() == confirm(call, held).json()
    assert house.states() == {"confirmed": 1}


def test_a_colleagues_hold_reads_like_none(region: Region, house: House, anna: str, call: Call) -> None:
    held = hold(call, house.slot())
    colleague = Call(region, anna, "data", operator="op-2")
    path = f"/v1/desk/holds/{held['hold']}"
    assert code_of(colleague.send("GET", path)) == "booking-unknown"
    assert code_of(confirm(colleague, held)) == "booking-unknown"
    assert code_of(colleague.send("DELETE", path)) == "booking-unknown"
    assert call.send("DELETE", path).status_code == 204
    assert call.send("GET", path).json()["state"] == "over"


def test_somebody_else_is_not_booked_for(region: Region, house: House, call: Call) -> None:
    other, slot = enter(region, "Белых"), house.slot()
    refused = call.send("POST", "/v1/desk/holds", {"slot": slot, "person": other})
    assert code_of(refused) == "identification-other-person"
    assert code_of(call.send("GET", f"/v1/desk/kept?for={other}")) == "identification-other-person"
    assert house.states() == {}


def test_a_hold_is_given_back_in_a_contact_about_its_person_alone(
    region: Region, house: House, anna: str, call: Call
) -> None:
    held = hold(call, house.slot())
    path, by_token = f"/v1/desk/holds/{held['hold']}", {"Okno-Hold": held["token"]}
    other = Call(region, enter(region, "Белых"), "call_back", state="wrap_up")  # the same operator's next
    for headers in (other.headers, {**other.headers, **by_token}):
        assert code_of(region.http.delete(path, headers=headers)) == "identification-other-person"
    assert house.states() == {"held": 1}
    assert ("booking.release", None) not in spoken_for(region, anna)
    for _ in range(2):
        assert call.send("DELETE", path).status_code == 204
    with region.database.maintenance() as connection:
        lines = connection.execute(
            select(audit_events.c.person).where(audit_events.c.action == "booking.release")
        )
        assert lines.scalars().all() == [anna], "once, with what was given back"


def test_a_child_is_booked_for_by_whom_is_sure_enough(
    region: Region, house: House, anna: str, child: str
) -> None:
    slot = house.slot()
    unsure = Call(region, anna, "data", operator="op-2")
    refused = unsure.send("POST", "/v1/desk/holds", {"slot": slot, "person": child})
    assert code_of(refused) == "identification-other-person"
    assert kept(unsure)["represented"] == []
    sure = Call(region, anna, "code_word")
    ticket = book(sure, slot, person=child)
    assert "representative_passport" in ticket["bring"]
    found = kept(sure)
    assert [each["person"] for each in found["represented"]] == [child]
    assert [each["booking"]["beneficiary_name"] for each in found["bookings"]] == ["Пётр С."]
    assert ("booking.confirm", anna) in spoken_for(region, child)


def test_who_speaks_for_somebody_stands_in_the_journal(
    region: Region, house: House, anna: str, child: str
) -> None:
    book(Call(region, child, "code_word", speaker=anna), house.slot())
    assert ("booking.confirm", anna) in spoken_for(region, child)


def test_just_taken_names_the_nearest(house: House, region: Region, anna: str, call: Call) -> None:
    slot, free = house.slot(), house.slot(starts_at=TOMORROW + timedelta(minutes=20))
    house.book(slot)
    refused = call.send("POST", "/v1/desk/holds", {"slot": slot})
    assert code_of(refused) == "slot-taken"
    assert [each["slot"] for each in refused.json()["alternatives"]] == [free]


def test_rules_are_set_aside_with_a_reason_alone(house: House, call: Call) -> None:
    house.resource("child-1", speciality="paediatrician", rules=ResourceRules(most_age=17))
    slot = house.slot("child-1")
    assert openings(call, speciality="paediatrician")["slots"] == []
    shown = openings(call, speciality="paediatrician", all="true")
    assert [each["slot"] for each in shown["slots"]] == [slot]
    assert code_of(call.send("POST", "/v1/desk/holds", {"slot": slot})) == "age-wrong"
    hold(call, slot, reason="Сирота, ведёт прежний врач")


def test_the_same_key_places_one_hold(house: House, call: Call) -> None:
    slot, key = house.slot(seats=2), uuid4().hex
    headers = {**call.headers, "Idempotency-Key": key}
    first, second = (
        call.region.http.request("POST", "/v1/desk/holds", json={"slot": slot}, headers=headers)
        for _ in range(2)
    )
    assert first.json() == second.json()
    assert house.states() == {"held": 1}


def test_waited_for_offered_and_taken(house: House, call: Call) -> None:
    taken = house.book(house.slot(starts_at=TOMORROW + timedelta(hours=6)))
    entry = call.send("POST", "/v1/desk/waiting", WISH)
    assert entry.status_code == 201, entry.text
    assert call.send("POST", "/v1/desk/waiting", WISH).json()["entry"] == entry.json()["entry"]
    (waits,) = kept(call)["waiting"]
    assert waits["offer"] is None
    cancel(house, taken.booking)
    (offered,) = kept(call)["waiting"]
    assert offered["offer"]["slot"] == taken.slot.slot
    (ticket,) = call.send("POST", f"/v1/desk/waiting/{offered['entry']}/take").json()["tickets"]
    assert ticket["starts_at"] == offered["offer"]["starts_at"]
    assert kept(call)["waiting"] == []


def test_the_line_is_left(house: House, region: Region, call: Call) -> None:
    house.book(house.slot())
    entry = call.send("POST", "/v1/desk/waiting", WISH).json()["entry"]
    stranger = Call(region, enter(region, "Белых"), "data", operator="op-3")
    assert code_of(stranger.send("DELETE", f"/v1/desk/waiting/{entry}")) == "booking-unknown"
    assert call.send("DELETE", f"/v1/desk/waiting/{entry}").status_code == 204
    assert kept(call)["waiting"] == []


@pytest.mark.parametrize("path", ["/v1/desk/kept", "/v1/desk/bookable?kind=doctor"])
def test_a_contact_for_nobody_shows_nobody(region: Region, path: str) -> None:
    assert code_of(Call(region, None, "none").send("GET", path)) == "identification-too-low"


def test_a_case_worker_names_whom(region: Region, house: House, anna: str) -> None:
    token = region.services.tokens.issue("cw-1", ("case_worker",), region.clock.now).access_token
    headers = {"Authorization": f"Bearer {token}"}
    assert code_of(region.http.get("/v1/desk/kept", headers=headers)) == "person-unknown"
    found = region.http.get(f"/v1/desk/kept?for={anna}", headers=headers)
    assert (found.status_code, found.json()["person"]) == (200, anna)


def cancel(house: House, booking: str) -> None:
    house.run(partial(ending.cancel, asking=house.asking(), booking=booking, proof=ByDesk()))
