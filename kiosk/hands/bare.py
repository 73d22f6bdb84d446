"""The hands of a kiosk whose parts could not be built: the technician's code still opens the menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.flow import effects, technician_events
from kiosk.flow.effects import Effect
from kiosk.flow.events import Event
from kiosk.pin import PinBuffer, wipe
from kiosk.runner import broken_answer
from kiosk.service_code import code_is_right


class BareHands:
    """kiosk.runner.Hands without a device: whatever needs one is answered as broken, at once."""

    def __init__(self, service_code: str, pin: PinBuffer) -> None:
        self._service_code = service_code
        self._pin = pin

    def order(self, effect: Effect) -> None:
        """Only the digits can be forgotten here."""
        if isinstance(effect, effects.ClearPin | effects.Wipe):
            self._pin.clear()

    def job(self, effect: Effect) -> Callable[[], Event | None]:
        """The check of the code; for anything else the answer that it is broken."""
        if isinstance(effect, effects.CheckServiceCode):
            return partial(self._check, effect.id, self._pin.take())
        return partial(broken_answer, effect)

    def _check(self, number: int, code: bytearray) -> Event:
        try:
            return technician_events.ServiceCodeChecked(number, code_is_right(self._service_code, code))
        finally:
            wipe(code)
