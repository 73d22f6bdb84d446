"""The look as numbers: every colour can be read on its ground, in both themes."""

from __future__ import annotations

import pytest

from kiosk.flow.blocks import Tone
from kiosk.flow.views import Comfort
from kiosk.screens.icons import GLYPHS, TONE_ICON
from kiosk.screens.theme import BODY, CONTRAST, CONTROL, LIGHT, Colour, Palette, theme_for
from tests.kiosk.screens.audit import contrast

TEXT, LARGE_TEXT, SHAPE = 4.5, 7.0, 3.0


def pairs_of_text(palette: Palette) -> list[tuple[str, Colour, Colour]]:
    grounds = {"ground": palette.ground, "surface": palette.surface}
    inks = {"ink": palette.ink, "secondary": palette.secondary, "accent": palette.accent}
    pairs = [(f"{i} on {g}", ink, ground) for i, ink in inks.items() for g, ground in grounds.items()]
    pairs += [(f"{tone} sign", tint.sign, tint.ground) for tone, tint in palette.tones.items()]
    pairs += [(f"ink on {tone}", palette.ink, tint.ground) for tone, tint in palette.tones.items()]
    return [
        *pairs,
        ("on accent", palette.on_accent, palette.accent),
        ("on tint", palette.on_tint, palette.tint),
        ("on hero", palette.on_hero, palette.hero),
        ("hero on its button", palette.hero, palette.on_hero),
        ("paper", palette.on_paper, palette.paper),
    ]


@pytest.mark.parametrize(("palette", "least"), [(LIGHT, TEXT), (CONTRAST, LARGE_TEXT)])
def test_every_text_can_be_read_on_every_ground_it_meets(palette: Palette, least: float) -> None:
    poor = [
        f"{name} {contrast(*pair):.1f}" for name, *pair in pairs_of_text(palette) if contrast(*pair) < least
    ]
    assert poor == []


@pytest.mark.parametrize("palette", [LIGHT, CONTRAST])
def test_borders_of_targets_and_the_focus_ring_stand_out(palette: Palette) -> None:
    for ground in (palette.ground, palette.surface):
        assert contrast(palette.border, ground) >= SHAPE
        assert contrast(palette.focus, ground) >= SHAPE


def test_the_arithmetic_of_contrast_is_that_of_the_standard() -> None:
    black, white, grey = (0.0, 0.0, 0.0, 1.0), (1.0, 1.0, 1.0, 1.0), (118 / 255,) * 3
    assert contrast(black, white) == pytest.approx(21)
    assert contrast((*grey, 1.0), white) == pytest.approx(4.54, abs=0.01)  # the known edge, #767676


def test_larger_text_is_twice_as_large_except_in_the_header() -> None:
    plain, large = theme_for(Comfort()), theme_for(Comfort(large=True))
    assert large.size(BODY) == 2 * plain.size(BODY)
    assert large.size(CONTROL) == plain.size(CONTROL)


@pytest.mark.parametrize("comfort", [Comfort(large=True), Comfort(contrast=True), Comfort(low_reach=True)])
def test_nothing_moves_for_those_who_asked_for_comfort(comfort: Comfort) -> None:
    assert not theme_for(comfort).moving
    assert theme_for(Comfort()).moving


def test_every_tone_has_a_sign_of_its_own() -> None:
    signs = {GLYPHS[TONE_ICON[tone]] for tone in Tone if tone is not Tone.NEUTRAL}
    assert len(signs) == len(Tone) - 1
