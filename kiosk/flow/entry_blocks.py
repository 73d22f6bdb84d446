"""Blocks with which a figure, a date or a word is entered, and how far the questions have come."""

from __future__ import annotations

from enum import StrEnum
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


class Layout(StrEnum):
    RUSSIAN = "russian"
    ENGLISH = "english"
    DIGITS = "digits"
    EMAIL = "email"  # Latin letters with the signs of an address


class Keyboard(Value):
    """Our own on-screen keyboard: ЙЦУКЕН, QWERTY or digits, with the text being written above it.

    Keys post TextTyped, TextErased, LayoutChosen and TextDone.
    """

    text: str
    placeholder: str
    layout: Layout
    spoken: str = ""
    icon: str = "search"
    address: bool = False  # of e-mail: Latin letters, digits, @, no space


class Settled(Value):
    """How much is settled of all that is to be found out: a bar, with words."""

    text: str
    done: int
    total: int
    spoken: str = ""
