"""Machines that disagree about the time share one database: its clock says when a hold is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from backend.bookings.rules import ResourceRules
from backend.bookings.tables import bookings
from backend.bookings.values import Held
from backend.clock import utc_now
from backend.database.opening import open_database
from backend.errors import Refused
from tests.backend.bookings.house import House
from tests.backend.conftest import UNHURRIED, PostgresServer

Machine = Callable[[timedelta], House]
AHEAD, BEHIND, RIGHT = timedelta(hours=5), timedelta(hours=-5), timedelta()
HOLD = timedelta(seconds=300)
TOLERANCE = timedelta(minutes=2)  # a busy machine


@pytest.fixture(params=["asked for its clock", "not asked"])
def machines(request: pytest.FixtureRequest, postgres: PostgresServer) -> Iterator[Machine]:
    """Makes API machines over one PostgreSQL database, their clocks wrong by so much."""
    url, opened = postgres.with_tables(), []

    def machine(wrong_by: timedelta) -> House:
        opened.append(open_database(url, UNHURRIED, own_clock=request.param == "asked for its clock"))
        return House(opened[-1], utc_now() + wrong_by)

    yield machine
    for database in opened:
        database.close()
    postgres.drop(url)


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> bool:
    """Whether the database is asked: where it is not, the same tests must come out otherwise."""
    return bool(request.node.callspec.params["machines"] == "asked for its clock")


def held_at(house: House) -> Held:
    house.resource(rules=ResourceRules(hold_seconds=int(HOLD.total_seconds())))
    # Far enough ahead for every machine's clock.
    return house.hold(house.slot(starts_at=utc_now().replace(microsecond=0) + timedelta(days=2)))


@pytest.mark.slow
@pytest.mark.parametrize("wrong_by", [AHEAD, BEHIND])
def test_a_hold_lasts_as_long_wherever_it_was_placed(
    machines: Machine, asked: bool, wrong_by: timedelta
) -> None:
    held = held_at(machines(wrong_by))
    assert held.expires_at - held.placed_at == HOLD
    assert (abs(held.expires_at - HOLD - utc_now()) < TOLERANCE) == asked


@pytest.mark.slow
def test_a_clock_that_is_ahead_ends_nobodys_hold(machines: Machine, asked: bool) -> None:
    held = held_at(machines(RIGHT))
    assert machines(AHEAD).expire() == (0 if asked else 1)
    if asked:
        assert machines(RIGHT).confirm(held)[0].state == "confirmed"


@pytest.mark.slow
def test_a_clock_that_is_ahead_still_confirms(machines: Machine, asked: bool) -> None:
    held, other = held_at(machines(RIGHT)), machines(AHEAD)
    if asked:
        assert other.confirm(held)[0].state == "confirmed"
    else:
        with pytest.raises(Refused, match="hold-expired"):
            other.confirm(held)


@pytest.mark.slow
def test_a_clock_that_is_behind_confirms_nothing_that_is_over(machines: Machine, asked: bool) -> None:
    house = machines(RIGHT)
    held = held_at(house)
    run_out(house, utc_now() - timedelta(seconds=1))
    other = machines(BEHIND)
    if asked:
        with pytest.raises(Refused, match="hold-expired"):
            other.confirm(held)
    else:
        assert other.confirm(held)[0].state == "confirmed"


@pytest.mark.slow
def test_a_seat_whose_hold_is_over_is_had_through_a_clock_that_is_behind(
    machines: Machine, asked: bool
) -> None:
    house = machines(RIGHT)
    held = held_at(house)
    run_out(house, utc_now() - timedelta(seconds=1))
    other = machines(BEHIND)
    if asked:
        assert other.hold(held.slot.slot).seats[0].seat == held.seats[0].seat
    else:
        with pytest.raises(Refused, match="slot-taken"):
            other.hold(held.slot.slot)


def run_out(house: House, when: datetime) -> None:
    """As if the time had passed: nobody waits five minutes for a test."""
    house.run(lambda connection: connection.execute(update(bookings).values(expires_at=when)))


def test_one_process_alone_with_its_file_takes_the_time_it_is_told(house: House) -> None:
    """On SQLite the one writer's clock is the only one there is."""
    held = house.hold(house.slot())
    assert (held.placed_at, held.expires_at) == (house.now, house.now + HOLD)
    house.forward(seconds=301)
    with pytest.raises(Refused, match="hold-expired"):
        house.confirm(held)
