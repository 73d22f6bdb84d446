"""Blocks with which a figure or a date is entered, and the line that says how far the questions have come."""

from __future__ import annotations

from typing import ClassVar

from devices.values import Value
from kiosk.flow.events import Event


class Field(Value):
    """A place for figures: what it is for, what stands in it, and the unit after it («₽», «лет»)."""

    repr_fields: ClassVar[tuple[str, ...]] = ("label", "active")
    label: str
    text: str
    unit: str = ""
    active: bool = True  # the next key goes here
    press: Event | None = None  # makes it the active one, where there are several


class NumberPad(Value):
    """A pad of figures under the fields they go to; keys post TextTyped and TextErased.

    `point` is the decimal sign on its key, "" where only whole numbers are asked for.
    """

    fields: tuple[Field, ...]
    point: str = ""
    spoken: str = ""


class Settled(Value):
    """How much is settled of all that is to be found out: a bar, with words."""

    text: str
    done: int
    total: int
    spoken: str = ""
