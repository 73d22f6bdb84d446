"""What the wizard asks of the world."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.application import ContactDetails, GivenAnswer, Wish
from kiosk.flow.effects import Asking


class LeaveHandoff(Asking):
    """Leave the answers at the backend under a code, sealed, for an operator to go on with."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "goals", "on")
    goals: str
    answers: tuple[GivenAnswer, ...]
    pack_hash: str
    on: str


class FindAnswers(Asking):
    """Open the answers that an operator has left behind a code."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id",)
    digits: str


class LeaveSlip(Asking):
    """Leave a prepared application under a code, for an office to print."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "on")
    wishes: tuple[Wish, ...]
    answers: tuple[GivenAnswer, ...]
    contact: ContactDetails
    pack_hash: str
    on: str
