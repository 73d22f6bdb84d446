"""The PIN buffer keeps digits to itself and overwrites them."""

from __future__ import annotations

import pytest

from kiosk.pin import LONGEST, PinBuffer


def test_digits_are_counted_erased_and_taken_once() -> None:
    pin = PinBuffer()
    assert [pin.press(digit) for digit in (1, 2, 3)] == [1, 2, 3]
    assert pin.erase() == 2
    assert pin.take() == bytearray(b"12")
    assert pin.take() == bytearray()


def test_no_more_than_eight() -> None:
    pin = PinBuffer()
    for _ in range(LONGEST + 3):
        count = pin.press(7)
    assert count == LONGEST


def test_nothing_of_it_stands_in_its_repr() -> None:
    pin = PinBuffer()
    for digit in (9, 8, 7, 6):
        pin.press(digit)
    assert repr(pin) == "PinBuffer()"


def test_clearing_overwrites_the_very_bytes() -> None:
    pin = PinBuffer()
    pin.press(5)
    held = pin._digits
    pin.clear()
    assert held == bytearray(1)
    assert pin.erase() == 0


def test_only_digits() -> None:
    with pytest.raises(ValueError, match="digit"):
        PinBuffer().press(10)
