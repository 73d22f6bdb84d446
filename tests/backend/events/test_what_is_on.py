"""The poster as a kiosk shows it, and the hall with its free seats."""

from __future__ import annotations

from functools import partial

import pytest

from backend.events.service import planning
from tests.backend.bookings.house import House
from tests.backend.events.box_office import BoxOffice
from tests.backend.events.theatre import (
    LECTURE,
    POSTER,
    REVIZOR,
    hall,
    poster,
    put_up,
    seat_of,
)
from tests.backend.reception.desk import Citizen


def test_what_is_on_with_dates_prices_and_places(office: BoxOffice) -> None:
    events = {each["event"]: each for each in office.get("/v1/events")["events"]}
    assert set(events) == {"revizor", "lecture", "pool"}
    play = events["revizor"]
    assert (play["title"], play["age_mark"], play["seating"], play["per_person"]) == (
        "«Ревизор»",
        12,
        "plan",
        4,
    )
    assert (play["concessions"], play["pay_within_minutes"]) == (True, 1440)
    first = play["dates"][0]
    assert (first["slot"], first["free"], first["wheelchair_free"]) == (REVIZOR, 34, 2)
    assert (first["from_kopecks"], first["to_kopecks"]) == (500_50, 800_00)
    assert [each["slot"] for each in events["lecture"]["dates"]] == [LECTURE]
    assert (events["lecture"]["seating"], events["lecture"]["dates"][0]["wheelchair_free"]) == ("free", 1)
    assert len(events["pool"]["dates"]) == 8


def test_who_pays_less_is_not_told_to_everybody(office: BoxOffice) -> None:
    told = office.region.http.get("/v1/events", headers=office.kiosk.headers).text
    assert "large-family" not in told
    assert "disabled" not in told


def test_at_one_place_and_in_a_time(office: BoxOffice) -> None:
    here = office.get("/v1/events?place=clinic-1")["events"]
    assert [each["event"] for each in here] == ["revizor"]
    late = office.get("/v1/events?from=2026-12-06T00:00:00Z&to=2026-12-07T00:00:00Z")["events"]
    assert [len(each["dates"]) for each in late] == [1]
    assert [each["event"] for each in office.get("/v1/events?near=clinic-2&limit=1")["events"]] == ["pool"]


@pytest.mark.parametrize(
    "query", ["limit=0", "from=tomorrow", "from=9999-12-31T00:00:00Z", "near=Театр", "what=else"]
)
def test_a_wrong_question_is_refused(office: BoxOffice, query: str) -> None:
    answer = office.region.http.get(f"/v1/events?{query}", headers=office.kiosk.headers)
    assert answer.status_code == 422, answer.text


def test_the_hall_with_prices_by_zone(office: BoxOffice) -> None:
    plan = office.get(f"/v1/events/{REVIZOR}/plan")
    assert [(zone["title"], zone["price_kopecks"]) for zone in plan["zones"]] == [
        ("Партер", 800_00),
        ("Балкон", 500_50),
    ]
    assert [row["line"] for row in plan["rows"]] == [0, 1, 2, 4]
    balcony = plan["rows"][-1]["seats"]
    assert [seat["kind"][0] for seat in balcony] == ["w", "c", "o", "o", "o", "o", "c", "w"]
    assert balcony[1]["beside"] == balcony[0]["seat"]


def test_a_held_seat_is_not_free_until_its_hold_ends(office: BoxOffice, maria: Citizen) -> None:
    seat = seat_of("2", "5")
    held = maria.hold(REVIZOR, chosen=[seat])
    assert seat not in office.free(REVIZOR)
    maria.release(held)
    assert seat in office.free(REVIZOR)
    maria.hold(REVIZOR, chosen=[seat])
    office.forward(minutes=6)
    assert seat in office.free(REVIZOR)


def test_free_seating_has_no_plan(office: BoxOffice) -> None:
    for slot, code in ((LECTURE, "plan-none"), ("nowhere", "slot-unknown")):
        answer = office.region.http.get(f"/v1/events/{slot}/plan", headers=office.kiosk.headers)
        assert answer.json()["type"].endswith(code)


def test_put_up_once_more_changes_nothing_but_what_is_said(house: House) -> None:
    first = put_up(house)
    assert (first.opened, first.standing) == (11, 0)
    again = put_up(house, POSTER.replace("«Ревизор»", "«Ревизор», премьера").replace("a: 800", "a: 900"))
    assert (again.opened, again.standing) == (0, 11)
    seats = house.run(partial(planning.plan_of_slot, slot=REVIZOR))
    assert seats == hall()


def test_a_changed_hall_is_a_new_version_and_old_dates_keep_theirs(house: House) -> None:
    put_up(house)
    smaller = hall().model_copy(update={"seats": hall().seats[:-1]})
    assert house.run(partial(planning.put_plan, plan=smaller, now=house.now)) == 2
    assert house.run(partial(planning.plan_of_slot, slot=REVIZOR)) == hall()
    found = house.run(partial(planning.newest_plan, plan="theatre-main"))
    assert found is not None
    assert found[1] == smaller


def test_a_faulty_poster_is_named_by_its_lines() -> None:
    with pytest.raises(AssertionError, match="no place"):
        poster(POSTER.replace("place: clinic-1", "place: clinic-9"))
    with pytest.raises(AssertionError, match="no plan"):
        poster(POSTER.replace("plan: theatre-main", "plan: theatre-small"))
    with pytest.raises(AssertionError, match="each zone of it: a, b"):
        poster(POSTER.replace(", b: 500.50", ""))
    with pytest.raises(AssertionError, match="either a plan with prices, or seats"):
        poster(POSTER.replace("seats: 12", "summary: Без мест"))
