"""The widget over time: nothing piles up, nothing of a person stays, motion is short and small."""

from __future__ import annotations

import gc
import resource
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.flow.blocks import Hero, Progress, Title
from kiosk.flow.views import Comfort, View
from kiosk.screens.moving import RING_AFTER, approach
from kiosk.screens.theme import SLIDE_SECONDS
from tests.kiosk.screens.conftest import Glass
from tests.kiosk.screens.fingers import frames, pause
from tests.kiosk.screens.sample_views import HEADER, pin_page, rows, view

pytestmark = pytest.mark.slow
CHANGES = 2000
GROWTH_ALLOWED = 1.05
LONGEST_MOTION = 0.2
PAGE_BYTES = resource.getpagesize()


def resident() -> int:
    """Bytes of memory this process holds now."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * PAGE_BYTES


def test_two_thousand_changes_of_view_leave_memory_flat(glass: Glass) -> None:
    """A tenth of the changes fills caches and pools; the rest may not grow by more than a twentieth."""

    def change(number: int) -> None:
        pages = (rows(6), Hero("Вставьте карту", "Покажем", "insert"), Progress("Ждём", float(number)))
        glass.screen.draw(view(Title(f"Страница {number}"), pages[number % 3], name=f"p{number % 7}"))
        if number % 3 == 0:
            frames(1)

    before = 0
    for number in range(CHANGES):
        if number == CHANGES // 10:
            gc.collect()
            before = resident()
        change(number)
    gc.collect()
    assert resident() <= before * GROWTH_ALLOWED


def test_no_words_of_a_screen_outlive_the_next_one(glass: Glass) -> None:
    canary = "Тайная Карелия Петровна"
    glass.screen.draw(view(Title(canary), name="file"))
    frames(2)
    kept = glass.screen.texts_kept()
    assert canary in kept  # the control: it was there
    glass.screen.draw(view(Title("Вставьте карту"), name="home"))
    assert canary not in glass.screen.texts_kept()


def test_an_equal_view_is_not_drawn_again(glass: Glass) -> None:
    glass.screen.draw(view(rows(2)))
    drawing = glass.screen.drawing
    glass.screen.draw(view(rows(2)))
    assert glass.screen.drawing is drawing


def page_at(depth: int, comfort: Comfort) -> View:
    return view(rows(2), name=f"depth{depth}", depth=depth, header=replace(HEADER, comfort=comfort))


def test_going_deeper_slides_for_a_moment_and_not_for_those_who_asked_for_rest(glass: Glass) -> None:
    glass.screen.draw(page_at(0, Comfort()))
    glass.screen.draw(page_at(1, Comfort()))
    assert glass.screen.slide_offset > 0
    assert SLIDE_SECONDS <= LONGEST_MOTION
    pause(SLIDE_SECONDS + 0.6)  # frames are slow where the processor draws
    assert glass.screen.slide_offset == 0
    glass.screen.draw(page_at(0, Comfort()))
    assert glass.screen.slide_offset < 0
    glass.screen.draw(page_at(1, Comfort(large=True)))
    assert glass.screen.slide_offset == 0


def test_the_ring_of_a_wait_comes_after_a_second_and_its_words_at_once(glass: Glass) -> None:
    glass.screen.draw(view(Progress("Читаем карту", 5.0)))
    frames(2)
    assert any(node.name == "Читаем карту" for node in glass.screen.drawing.nodes)
    assert not glass.screen.ring_shown
    pause(RING_AFTER + 0.2)
    assert glass.screen.ring_shown


def test_a_still_screen_costs_no_animation(glass: Glass) -> None:
    glass.screen.draw(pin_page())
    pause(0.3)
    assert not glass.screen.animated


def test_what_moves_rests_until_the_next_drawing(glass: Glass) -> None:
    glass.screen.draw(view(Hero("Вставьте карту", "Покажем", "insert"), name="home"))
    assert glass.screen.animated
    glass.screen.rest()
    assert not glass.screen.animated
    glass.screen.draw(view(Hero("Вставьте карту", "Покажем ещё", "insert"), name="home"))
    assert glass.screen.animated


def test_what_rested_moves_again_when_the_wait_ended_before_it_was_drawn(glass: Glass) -> None:
    home = view(Hero("Вставьте карту", "Покажем", "insert"), name="home")
    glass.screen.draw(home)
    glass.screen.rest()
    glass.screen.draw(home)
    assert glass.screen.animated


def test_a_pad_takes_no_digits_while_a_pin_is_checked(glass: Glass) -> None:
    glass.screen.draw(pin_page())
    glass.finger.press("1")
    glass.screen.rest()
    glass.finger.press("2")
    assert glass.pin.digits == [1]
    glass.screen.draw(pin_page())
    glass.finger.press("2")
    assert glass.pin.digits == [1, 2]


def test_the_card_nears_the_reader_calmly() -> None:
    """Far below three flashes a second, and the same every time round."""
    places = [approach(second / 50) for second in range(50 * 9)]
    assert min(places) == 0 and max(places) == 1
    assert max(abs(b - a) for a, b in pairwise(places)) < 0.05
    assert sum(a > 0.5 > b for a, b in pairwise(places)) <= 3
