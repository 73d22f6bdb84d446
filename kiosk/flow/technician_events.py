"""What a technician does at the kiosk, and what the tests answer."""

from __future__ import annotations

from kiosk.flow.events import Answered, Touched
from kiosk.flow.technician_pages import CheckLine


class ClockHeld(Touched):
    """A long press of the clock: the technician's hidden door."""


class DeviceTestAsked(Touched):
    pass


class NetworkTestAsked(Touched):
    pass


class FieldTouched(Touched):
    """A field of the technician's touch test, numbered row by row from 0."""

    field: int


class ServiceCodeChecked(Answered):
    right: bool


class CheckFinished(Answered):
    """The lines of a device or network test."""

    results: tuple[CheckLine, ...]
