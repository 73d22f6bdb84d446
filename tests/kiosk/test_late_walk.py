"""The window is there before the walk: no touch is lost, and the first view is the one of the walk."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from kiosk.flow import events
from kiosk.flow.events import Event
from kiosk.flow.first_view import first_view
from kiosk.flow.pages import Home, OutOfServicePage
from kiosk.flow.render import render
from kiosk.flow.step import step
from kiosk.flow.walk import Walk
from kiosk.late.walk import LateWalk
from kiosk.wiring import walk_at
from tests.kiosk.worlds import world

MOMENT = events.Ticked(5.0, "09:30", "2026-11-20")


@dataclass
class Walking:
    """A walk that notes what becomes of it."""

    told: list[Event | str] = field(default_factory=list)
    well: bool = True

    def post(self, event: Event) -> None:
        self.told.append(event)

    def start(self) -> None:
        self.told.append("started")

    def is_well(self) -> bool:
        return self.well

    def stop(self) -> None:
        self.told.append("stopped")


def test_what_is_touched_before_the_walk_is_there_comes_first() -> None:
    late, walking = LateWalk(), Walking()
    first, second, third = events.LanguageSwitched(), events.LargeSwitched(), events.WentHome()
    late.post(first)
    late.post(second)
    late.become(walking)
    late.post(third)
    late.stop()
    assert walking.told == [first, second, "started", third, "stopped"]


def test_a_walk_that_has_not_begun_is_well_and_ends_without_a_word() -> None:
    late = LateWalk()
    assert late.is_well()
    late.stop()
    late.become(Walking(well=False))
    assert not late.is_well()


@pytest.mark.parametrize("out_of_service", ["", "pack-damaged"])
def test_the_first_view_is_what_the_walk_shows_of_the_same_moment(out_of_service: str) -> None:
    """Otherwise the first page would be drawn twice, and jump."""
    walk = walk_at(MOMENT, out_of_service)
    assert isinstance(walk.page, OutOfServicePage if out_of_service else Home)
    assert first_view(walk, world()) == render(step(walk, MOMENT, world()), world())
    assert first_view(walk, world()).header.clock == "09:30"
    assert first_view(Walk(), world()) != first_view(walk, world())
