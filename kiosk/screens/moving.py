"""The few things that move by themselves: the card meeting the reader, and the ring of a long wait."""

from __future__ import annotations

from typing import Final

from kivy.graphics import (
    Color,
    InstructionGroup,
    PopMatrix,
    PushMatrix,
    Rotate,
    Scale,
    SmoothLine,
    Translate,
)
from kivy.graphics import SmoothRoundedRectangle as Rounded

from kiosk.screens.drawing import ReaderSign, Ring
from kiosk.screens.theme import Colour

_PERIOD: Final = 9.0
"""Seconds from one approach of the card to the next: a quiet sign, and a processor that mostly rests."""
_BEGIN: Final = 2.0
_APPROACH: Final = 1.2
_STAY: Final = 4.0
_LEAVE: Final = 0.8
_ONCE_AFTER: Final = 0.4
_SLOT_RISE: Final = 24
"""How far above the foot of the slot an inserted card ends."""
_LEAST_TRAVEL: Final = 40
_LEAVING_TRAVEL: Final = 64
_CHIP_SHARE: Final = 0.45
RING_AFTER: Final = 1.0
_RING_TURN: Final = 1.4


def approach(seconds: float) -> float:
    """How near the card is to the reader, 0 far and 1 there, at a time since the sign appeared."""
    at = seconds % _PERIOD - _BEGIN
    if at <= 0:
        return 0.0
    if at < _APPROACH:
        return _eased(at / _APPROACH)
    leaving = at - _APPROACH - _STAY
    return 1.0 if leaving <= 0 else 1 - _eased(min(1.0, leaving / _LEAVE))


def once(seconds: float) -> float:
    """From 0 to 1 a moment after the sign appeared, and never back."""
    return _eased(min(1.0, max(0.0, (seconds - _ONCE_AFTER) / _APPROACH)))


def _eased(share: float) -> float:
    return share * share * (3 - 2 * share)


def rounded(x: float, y: float, width: float, height: float, radius: float) -> Rounded:
    return Rounded(pos=(x, y), size=(width, height), radius=[radius], segments=12)


class MovingReader:
    """The sign drawn into `group`; `move(t)` puts the card where it is at second t."""

    def __init__(self, sign: ReaderSign, group: InstructionGroup, left: float, bottom: float) -> None:
        """(left, bottom) is the lower left corner of the sign's box in Kivy's coordinates."""
        self._sign = sign
        self._group = group
        self._waves: list[Color] = []
        self._width, self._height = sign.box.width / sign.scale, sign.box.height / sign.scale
        group.add(PushMatrix())
        group.add(Translate(left, bottom))
        group.add(Scale(sign.scale, sign.scale, 1))
        self._shift = Translate(0, 0)
        self._travel = {"insert": self._insert, "lay": self._lay, "tap": self._tap}[sign.movement]()
        group.add(PopMatrix())

    def move(self, seconds: float | None) -> None:
        """None shows the card half way, for those who asked that nothing moves."""
        if self._sign.leaving:
            near = 0.0 if seconds is None else 1 - once(seconds)
        else:
            near = 0.5 if seconds is None else approach(seconds)
        dx, dy = self._travel
        shift = (round(dx * (1 - near)), round(dy * (1 - near)))
        if (self._shift.x, self._shift.y) != shift:
            self._shift.xy = shift
        for number, wave in enumerate(self._waves):
            alpha = 0.25 + 0.75 * max(0.0, min(1.0, near * 3 - number))
            if wave.a != alpha:
                wave.a = alpha

    def _fill(self, colour: Colour) -> None:
        self._group.add(Color(*colour))

    def _card(self, x: float, y: float, width: float, height: float, *, upright: bool) -> None:
        """The card with its contacts and our window; (x, y) is its lower left."""
        group = self._group
        group.add(PushMatrix())
        group.add(self._shift)
        self._fill((0, 0, 0, 0.14))
        group.add(rounded(x + 2, y - 8, width, height, 20))
        self._fill(self._sign.card)
        group.add(rounded(x, y, width, height, 20))
        self._fill(self._sign.card_ink)
        unit = min(width, height)
        chip = min(64, unit * _CHIP_SHARE)
        tall = chip * 0.78
        chip_x, chip_y = (
            (x + width / 2 - chip / 2, y + height * 0.2) if upright else (x + 30, y + height / 2 - 18)
        )
        group.add(rounded(chip_x, chip_y, chip, tall, 10))
        self._fill(self._sign.card)
        for line in (tall / 3, tall * 2 / 3):
            group.add(rounded(chip_x + 6, chip_y + line - 1, chip - 12, 3, 1))
        group.add(rounded(chip_x + chip / 2 - 2, chip_y + 6, 3, tall - 12, 1))
        pane, gap = unit * 0.13, unit * 0.035
        left = x + width - 2 * pane - gap - 26
        top = y + height - 2 * pane - gap - 26
        for column in (0, 1):
            for row in (0, 1):
                self._fill((*self._sign.card_ink[:3], 0.45 if (column, row) == (1, 1) else 1))
                group.add(rounded(left + column * (pane + gap), top + row * (pane + gap), pane, pane, 5))
        group.add(PopMatrix())

    def _insert(self) -> tuple[float, float]:
        """An upright card goes down into a slot."""
        middle = self._width / 2
        least = _LEAVING_TRAVEL if self._sign.leaving else _LEAST_TRAVEL
        card_height = min(300, self._width, self._height - _SLOT_RISE - least)
        card_width = card_height / 1.5
        travel = min(96, self._height - _SLOT_RISE - card_height)
        low = (self._height - _SLOT_RISE - card_height - travel) / 2
        slot = card_width + 88
        self._fill(self._sign.reader)
        self._group.add(rounded(middle - slot / 2, low, slot, 96, 24))
        self._fill((0, 0, 0, 0.35))
        self._group.add(rounded(middle - card_width / 2 - 14, low + 74, card_width + 28, 14, 7))
        self._card(middle - card_width / 2, low + _SLOT_RISE, card_width, card_height, upright=True)
        self._fill(self._sign.reader)
        self._group.add(rounded(middle - slot / 2, low, slot, 80, 24))
        self._fill((*self._sign.ink[:3], 0.9))
        self._group.add(rounded(middle - 24, low + 32, 48, 10, 5))
        return 0, travel

    def _lay(self) -> tuple[float, float]:
        """A card comes down onto a plate and stays."""
        middle, plate_width = self._width / 2, min(290, self._width * 0.96)
        low = max(0, (self._height - 300) / 2)
        self._fill(self._sign.reader)
        self._group.add(rounded(middle - plate_width / 2, low, plate_width, 210, 28))
        self._fill((*self._sign.ink[:3], 0.35))
        card_width, card_height = plate_width * 0.8, plate_width * 0.8 / 1.586
        self._group.add(
            SmoothLine(
                rounded_rectangle=(
                    middle - card_width / 2 - 8,
                    low + (210 - card_height) / 2 - 8,
                    card_width + 16,
                    card_height + 16,
                    24,
                ),
                width=2,
            )
        )
        self._card(
            middle - card_width / 2, low + (210 - card_height) / 2, card_width, card_height, upright=False
        )
        return 0, min(110, self._height - low - 190)

    def _tap(self) -> tuple[float, float]:
        """A card comes near a reader that answers with waves."""
        middle = self._width / 2
        low = max(0, (self._height - 330) / 2)
        self._fill(self._sign.reader)
        self._group.add(rounded(middle - 120, low + 130, 240, 200, 32))
        for number in range(3):
            wave = Color(*self._sign.ink)
            self._waves.append(wave)
            self._group.add(wave)
            self._group.add(SmoothLine(circle=(middle - 44, low + 245, 32 + number * 30, 45, 135), width=5))
        card_width = min(230, self._width * 0.75)
        self._card(middle - card_width / 2 + 16, low + 36, card_width, card_width / 1.586, upright=False)
        return 0, -min(36, low + 30)


class TurningRing:
    """The ring drawn into `group`: hidden for a second, then turning."""

    def __init__(self, ring: Ring, group: InstructionGroup, left: float, bottom: float) -> None:
        box = ring.box
        self._radius = box.width / 2 - 8
        centre = (left + box.width / 2, bottom + box.height / 2)
        self._track, self._arc = Color(*ring.track), Color(*ring.colour)
        self._colours = ((self._track, ring.track[3]), (self._arc, ring.colour[3]))
        self._turn = Rotate(angle=0, origin=centre)
        group.add(self._track)
        group.add(SmoothLine(circle=(*centre, self._radius), width=6))
        group.add(PushMatrix())
        group.add(self._turn)
        group.add(self._arc)
        group.add(SmoothLine(circle=(*centre, self._radius, 0, 100), width=6, cap="round"))
        group.add(PopMatrix())

    @property
    def shown(self) -> bool:
        return bool(self._arc.a > 0)

    def move(self, seconds: float | None, waited: float) -> None:
        """`seconds` is None where nothing may move; `waited` is how long the person has."""
        shown = waited >= RING_AFTER
        for colour, alpha in self._colours:
            wished = alpha if shown else 0
            if colour.a != wished:
                colour.a = wished
        if seconds is not None and shown:
            self._turn.angle = -360 * (seconds % _RING_TURN) / _RING_TURN
