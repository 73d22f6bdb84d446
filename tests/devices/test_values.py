"""Values: frozen, told apart by what they hold and by their kind, and silent about what is personal."""

from __future__ import annotations

from typing import ClassVar

import pytest
from msgspec.structs import replace

from devices.values import Value


class Step(Value):
    metres: int
    word: str = ""


class Leap(Step):
    pass


class Caller(Value):
    repr_fields: ClassVar[tuple[str, ...]] = ("number",)

    number: int
    name: str


class Diary(Value):
    repr_fields: ClassVar[tuple[str, ...]] = ()

    page: str


def test_a_value_cannot_be_changed_but_copied_with_a_change() -> None:
    step = Step(1, "on")
    with pytest.raises(AttributeError):
        step.metres = 2  # type: ignore[misc]
    assert (replace(step, metres=2), step) == (Step(2, "on"), Step(1, "on"))


def test_values_are_equal_by_content_and_kind() -> None:
    assert Step(1) == Step(1) and hash(Step(1)) == hash(Step(1))
    assert Step(1) != Step(2)
    assert Step(1) != Leap(1)


def test_a_value_can_be_matched_by_position() -> None:
    match Leap(3, "over"):
        case Step(metres, word):
            assert (metres, word) == (3, "over")


def test_an_ordinary_value_tells_everything() -> None:
    assert repr(Leap(1, "over")) == "Leap(metres=1, word='over')"


def test_a_personal_value_tells_what_it_lists_and_nothing_else() -> None:
    caller = Caller(7, "Мария")
    assert repr(caller) == str(caller) == f"{caller}" == "Caller(number=7, …)"
    assert repr(Diary("Мария")) == "Diary(…)"
    assert "Мария" not in repr((Leap(1), caller, {"who": caller}))
