"""The parts that come after the first frame: a fault in one of them does not keep the kiosk down for good."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from kiosk.flow import events
from kiosk.flow.events import Event
from kiosk.hands.bare import BareHands
from kiosk.journal import Journal
from kiosk.late.parts import LateParts
from kiosk.pin import PinBuffer
from kiosk.runner import BROKEN, Hands
from tests.kiosk.fakes import FakeClock

BARE = BareHands("", PinBuffer())
WHOLE = BareHands("", PinBuffer())


@dataclass
class Place:
    """A kiosk whose machine may fail to be built or to start, and whose index may not be built."""

    builds_that_fail: int = 0
    starts_that_fail: int = 0
    search_fails: bool = False
    hands: Hands = WHOLE
    told: list[Event] = field(default_factory=list)
    equipped: list[Hands] = field(default_factory=list)
    stops: int = 0
    searchable: bool = False
    log: io.StringIO = field(default_factory=io.StringIO)

    def build(self) -> Place:
        if self.builds_that_fail:
            self.builds_that_fail -= 1
            raise OSError("no such printer profile")
        return self

    def start(self) -> None:
        if self.starts_that_fail:
            self.starts_that_fail -= 1
            raise OSError("no sound card")

    def stop(self) -> None:
        self.stops += 1

    def build_search(self) -> None:
        if self.search_fails:
            raise ValueError("damaged word list")
        self.searchable = True

    def post(self, event: Event) -> None:
        self.told.append(event)

    def equip(self, hands: Hands) -> None:
        self.equipped.append(hands)


Begin = Callable[[Place], LateParts]


@pytest.fixture
def begin() -> Iterator[Begin]:
    begun: list[LateParts] = []

    def beginning(place: Place) -> LateParts:
        journal = Journal(place.log, FakeClock())
        late = LateParts(place.build, place.build_search, place, BARE, journal, retry_seconds=0.01)
        begun.append(late)
        late.begin()
        late.begin()
        return late

    yield beginning
    for late in begun:
        late.stop()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_parts_and_search_are_built_once(begin: Begin) -> None:
    place = Place()
    late = begin(place)
    until(lambda: place.searchable)
    assert place.equipped == [WHOLE]
    assert place.told == []
    late.stop()
    late.stop()
    assert place.stops == 1


def test_a_search_that_cannot_be_built_leaves_the_kiosk_in_service(begin: Begin) -> None:
    place = Place(search_fails=True)
    begin(place)
    until(lambda: "search-failed" in place.log.getvalue())
    assert place.told == []
    assert place.equipped == [WHOLE]


@pytest.mark.parametrize("place", [Place(builds_that_fail=3), Place(starts_that_fail=3)])
def test_parts_that_fail_are_tried_again_until_they_stand(begin: Begin, place: Place) -> None:
    begin(place)
    until(lambda: place.searchable)
    assert place.told == [events.Broke(BROKEN), events.Mended(BROKEN)], "told once, not at each try"
    assert place.equipped == [BARE, WHOLE]
    assert place.log.getvalue().count("parts-failed") == 3


def test_a_machine_that_starts_only_in_part_is_stopped(begin: Begin) -> None:
    place = Place(starts_that_fail=1)
    begin(place)
    until(lambda: place.searchable)
    assert place.stops == 1


def test_a_kiosk_that_ends_does_not_go_on_trying(begin: Begin) -> None:
    place = Place(builds_that_fail=1_000_000)
    late = begin(place)
    until(lambda: bool(place.told))
    late.stop()
    time.sleep(0.05)
    tries = place.builds_that_fail
    time.sleep(0.1)
    assert place.builds_that_fail == tries
    assert events.Mended(BROKEN) not in place.told
