"""Which seats somebody gets who leaves it to us, or names them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backend.bookings.seat_state import SeatState
from backend.bookings.seating import SeatWish, choose
from tests.backend.events.theatre import hall, seat_of

NOW = datetime(2026, 12, 5, 12, tzinfo=UTC)
RELEASED = NOW + timedelta(hours=3)


def states(*taken: int, released_at: datetime = RELEASED) -> list[SeatState]:
    return [
        SeatState(
            seat=seat.seat,
            label="",
            kind=seat.kind,
            quota="",
            released_at=None if seat.kind == "ordinary" else released_at,
            price_kopecks=0,
            booking="somebody" if seat.seat in taken else None,
            is_expired_hold=False,
            row=seat.row,
            place=seat.place,
            zone=seat.zone,
            line=seat.line,
            column=seat.column,
            beside=seat.beside,
        )
        for seat in hall().seats
    ]


def wish(seats: int = 1, *chosen: int, wheelchair: bool = False, luck: int = 0) -> SeatWish:
    return SeatWish(seats or len(chosen), chosen, (), luck, wheelchair)


def got(all_seats: list[SeatState], wanted: SeatWish, now: datetime = NOW) -> list[str]:
    found = choose(all_seats, wanted, now)
    assert isinstance(found, list), found
    return [f"{seat.zone}{seat.row}/{seat.place}" for seat in found]


def row(number: str, *places: int) -> set[int]:
    return {seat_of(number, str(place)) for place in places}


def test_the_best_are_together_near_the_middle_and_a_third_back() -> None:
    assert got(states(), wish(2)) in (["a2/4", "a2/5"], ["a2/6", "a2/7"])


def test_no_party_sits_across_an_aisle_or_over_somebody() -> None:
    taken = {seat.seat for seat in states() if seat.kind == "ordinary"} - row("2", 5, 6) - row("3", 1, 2)
    assert got(states(*taken), wish(2)) == ["a3/1", "a3/2"]


def test_a_single_seat_is_not_left_over_without_need() -> None:
    """Of the five on the left, 4 and 5 are the best two; with 2 to 5 free, that leaves two and not one."""
    others = {seat.seat for seat in states() if seat.kind == "ordinary"} - row("2", 3, 4, 5)
    for luck in range(8):
        assert got(states(*others), wish(2, luck=luck)) != ["a2/2", "a2/3"]
    five = {seat.seat for seat in states() if seat.kind == "ordinary"} - row("2", 1, 2, 3, 4, 5)
    assert got(states(*five), wish(4)) == ["a2/2", "a2/3", "a2/4", "a2/5"]  # three together would be nearer


def test_rivals_with_other_luck_look_elsewhere_that_is_as_good() -> None:
    tried = {tuple(got(states(), wish(2, luck=luck))) for luck in range(8)}
    assert len(tried) > 1


def test_where_no_neighbours_are_left_they_are_near_each_other() -> None:
    left = row("2", 5) | row("3", 6) | row("1", 1)
    taken = {seat.seat for seat in states() if seat.kind == "ordinary"} - left
    assert set(got(states(*taken), wish(2))) == {"a2/5", "a3/6"}


def test_nobody_is_given_a_wheelchair_place_by_chance_before_its_release() -> None:
    ordinary = {seat.seat for seat in states() if seat.kind == "ordinary"}
    assert choose(states(*ordinary), wish(), NOW) == "quota-reserved"
    assert got(states(*ordinary), wish(), RELEASED) in (["b1/1"], ["b1/2"], ["b1/7"], ["b1/8"])


def test_a_wheelchair_place_comes_with_the_seat_beside_it() -> None:
    assert got(states(), wish(2, wheelchair=True)) == ["b1/1", "b1/2"]
    assert got(states(), wish(2, wheelchair=True, luck=1)) == ["b1/8", "b1/7"]
    assert got(states(), wish(3, wheelchair=True)) == ["b1/1", "b1/2", "b1/3"]
    assert got(states(), wish(wheelchair=True)) == ["b1/1"]


def test_without_its_companions_seat_a_wheelchair_place_is_none_for_two() -> None:
    companions = {seat.seat for seat in states() if seat.kind == "companion"}
    assert choose(states(*companions), wish(2, wheelchair=True), NOW) == "capacity-gone"
    assert len(got(states(*companions), wish(1, wheelchair=True))) == 1


def test_a_companions_seat_is_had_with_its_place_only() -> None:
    place = seat_of("1", "1", "b")
    companion = place + 1
    assert choose(states(), wish(0, companion), NOW) == "companion-alone"
    assert choose(states(), wish(0, companion, seat_of("1", "8", "b")), NOW) == "companion-alone"
    assert got(states(), wish(0, place, companion)) == ["b1/1", "b1/2"]
    assert got(states(), wish(0, companion), RELEASED) == ["b1/2"]


def test_of_chosen_seats_all_or_none() -> None:
    taken = seat_of("2", "5")
    assert choose(states(taken), wish(0, taken, seat_of("2", "6")), NOW) == "slot-taken"
    assert got(states(), wish(0, seat_of("2", "5"), seat_of("2", "6"))) == ["a2/5", "a2/6"]
