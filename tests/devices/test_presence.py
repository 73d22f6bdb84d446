"""What the owner thread makes of pcscd's looks, with its counter of arrivals and removals."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from devices.ports import CardAbsent, CardPresent, ReaderBack, ReaderLost
from devices.presence import COUNTER_RANGE, Presence, Sighting, lost, sighted

READER = "A reader 00 00"
ATR = b"\x3b\x80"


def empty(counter: int = 0) -> Sighting:
    return Sighting(READER, False, counter)


def card(counter: int) -> Sighting:
    return Sighting(READER, True, counter, ATR)


def seen(*sightings: Sighting) -> tuple[Presence, list[object]]:
    presence, told = Presence(), list[object]()
    for sighting in sightings:
        presence, events = sighted(presence, sighting)
        told += events
    return presence, told


def test_in_and_out() -> None:
    _, told = seen(empty(), card(1), empty(2))
    assert told == [ReaderBack(READER), CardPresent(READER, 1, ATR), CardAbsent(READER, 1)]


def test_a_card_that_lies_there_at_the_start_has_arrived() -> None:
    assert seen(card(7))[1] == [ReaderBack(READER), CardPresent(READER, 1, ATR)]


def test_looking_again_says_nothing() -> None:
    presence, _ = seen(empty(), card(1))
    assert sighted(presence, card(1)) == (presence, ())


def test_a_fast_out_and_in_is_two_visits() -> None:
    _, told = seen(empty(), card(1), card(3))
    assert told[2:] == [CardAbsent(READER, 1), CardPresent(READER, 2, ATR)]


def test_two_fast_out_and_in_count_twice() -> None:
    presence, _ = seen(empty(), card(1), card(5))
    assert presence.sequence == 3


def test_a_touch_between_two_looks_is_told() -> None:
    _, told = seen(empty(), empty(2))
    assert told[1:] == [CardPresent(READER, 1, b""), CardAbsent(READER, 1)]


def test_the_counter_may_run_over() -> None:
    _, told = seen(empty(COUNTER_RANGE - 1), card(0), card(2))
    assert [type(event) for event in told[1:]] == [CardPresent, CardAbsent, CardPresent]


def test_a_lost_reader_takes_its_card_along_and_is_told_once() -> None:
    presence, _ = seen(card(1))
    presence, events = lost(presence, "pcscd-lost")
    assert events == (CardAbsent(READER, 1), ReaderLost("pcscd-lost"))
    assert lost(presence, "pcscd-lost") == (presence, ())
    _, events = sighted(presence, card(1))
    assert events == (ReaderBack(READER), CardPresent(READER, 2, ATR))


def test_another_reader_takes_over() -> None:
    presence, _ = seen(card(1))
    _, events = sighted(presence, Sighting("B", False, 9))
    assert events == (CardAbsent(READER, 1), ReaderBack("B"))


def test_a_thousand_fast_out_and_ins_are_a_thousand_visits_in_little_time() -> None:
    begun = time.perf_counter()
    presence, told = seen(empty(), *(card(1 + 2 * visit) for visit in range(1000)))
    assert presence.sequence == 1000
    assert [event.sequence for event in told if isinstance(event, CardPresent)] == list(range(1, 1001))
    assert time.perf_counter() - begun < 0.5


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=60))
def test_arrivals_and_removals_alternate_and_numbers_only_grow(looks: list[tuple[int, bool]]) -> None:
    counter, presence, told = 0, Presence(), list[object]()
    for step, there in looks:
        counter = (counter + step) % COUNTER_RANGE
        presence, events = sighted(presence, card(counter) if there else empty(counter))
        told += events
    visits = [event for event in told if isinstance(event, CardPresent | CardAbsent)]
    assert [type(event) for event in visits] == [(CardPresent, CardAbsent)[i % 2] for i in range(len(visits))]
    arrivals = [event.sequence for event in visits if isinstance(event, CardPresent)]
    assert arrivals == sorted(set(arrivals))
    assert [event.sequence for event in visits[1::2]] == arrivals[: len(visits) // 2]
