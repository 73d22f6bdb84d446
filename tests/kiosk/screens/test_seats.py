"""Seats as they are drawn: shapes that tell them apart, to the pixel, and targets a finger hits."""

from __future__ import annotations

import pytest
from PIL import Image

from kiosk.flow.playbill import events as wishes
from kiosk.flow.views import View
from kiosk.screens.drawing import Drawing, Glyph, Node, Plate, Role
from kiosk.screens.panel import PORTRAIT
from kiosk.screens.studio import Studio
from kiosk.screens.theme import LIGHT, TARGET, Colour
from tests.kiosk.worlds import WORDS
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.playgoing import in_hall, with_card

CHOSEN = 303


def part() -> View:
    """The left side of the stalls: one seat is chosen."""
    kiosk: KioskWalk = in_hall(with_card()).happens(wishes.PartChosen(0))
    return kiosk.happens(wishes.SeatSwitched(CHOSEN)).view


@pytest.fixture(scope="module")
def drawn() -> tuple[Drawing, Image.Image]:
    return next(iter(Studio(PORTRAIT, WORDS).pictures(part())))


def seat(drawing: Drawing, words: str) -> Node:
    return next(node for node in drawing.nodes if node.role is Role.SEAT and words in node.name)


def shade(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = picture.getpixel((round(x), round(y)))
    assert isinstance(found, tuple)
    return found


def near(shown: tuple[int, ...], wanted: Colour) -> bool:
    return all(abs(part - round(255 * other)) <= 6 for part, other in zip(shown, wanted[:3], strict=True))


@pytest.mark.parametrize("words", ["Ряд 2, место 1,", "Ряд 3, место 3,"])
def test_a_seats_back_is_rounder_than_its_front(drawn: tuple[Drawing, Image.Image], words: str) -> None:
    """Fill and outline alike: what lies outside of the round back is the page's ground."""
    drawing, picture = drawn
    box = seat(drawing, words).box
    assert near(shade(picture, box.x + 4, box.bottom - 5), LIGHT.ground)
    assert near(shade(picture, box.right - 5, box.bottom - 5), LIGHT.ground)
    assert not near(shade(picture, box.x + 5, box.y + 5), LIGHT.ground), "the front is nearly square"


def test_free_taken_and_chosen_differ_by_more_than_colour(drawn: tuple[Drawing, Image.Image]) -> None:
    drawing, _ = drawn
    free, chosen = seat(drawing, "Ряд 2, место 1,"), seat(drawing, "Ряд 3, место 3,")
    taken = next(n for n in drawing.nodes if n.role is Role.SEAT and "занято" in n.name)
    signs = [{mark.icon for mark in node.marks if isinstance(mark, Glyph)} for node in (free, taken, chosen)]
    assert signs == [set(), {"taken"}, {"done"}]
    assert chosen.states == ("selected",)
    assert taken.press is None
    assert next(m for m in taken.marks if isinstance(m, Plate)).box.width < free.box.width


def test_room_for_a_wheelchair_and_who_comes_along_have_signs(drawn: tuple[Drawing, Image.Image]) -> None:
    drawing, _ = drawn
    place = seat(drawing, "для коляски")
    assert {mark.icon for mark in place.marks if isinstance(mark, Glyph)} == {"wheelchair"}
    assert seat(drawing, "для сопровождающего").press is None, "not without the place beside it"


def test_every_seat_is_a_target_of_full_size(drawn: tuple[Drawing, Image.Image]) -> None:
    drawing, _ = drawn
    seats = [node for node in drawing.nodes if node.role is Role.SEAT and node.press is not None]
    assert len(seats) > 30
    assert all(node.box.width >= TARGET and node.box.height >= TARGET for node in seats)
