"""What a person does at the kiosk, from the card to the entitlement, by touching the glass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from unittest.mock import patch

from content.catalogues import words
from kiosk.flow.events import Opened
from kiosk.flow.pages import EntitlementPage
from kiosk.screens import hand as hands
from kiosk.screens import touching
from kiosk.screens.hand import Hand, WaitedInVain
from kiosk.screens.screen import Screen

PIN = "1234"
MOST_PAGES = 8


class Person:
    """Somebody in a hurry: touches what the catalogue calls by these keys."""

    def __init__(self, screen: Screen) -> None:
        self.hand = Hand(screen)
        self._screen = screen
        self._words = words("ru")

    def touch(self, key: str) -> None:
        self.hand.touch(self._words(key))

    def enter_pin(self, way_to_done: float = 0) -> None:
        """Up to, and with, «Готово»; `way_to_done` is how many seconds the finger takes to it."""
        self.touch("welcome.pin")
        self.hand.arrive("pin")
        for digit in PIN:
            self.hand.touch(digit)
        sleep(way_to_done)
        self.touch("pin.confirm")

    def open_an_entitlement(self) -> None:
        """The first of the list, on whichever page of it."""
        for _ in range(MOST_PAGES):
            title = self.hand.on_gui(self._first_entitlement)
            if title:
                self.hand.touch(title)
                self.hand.arrive("entitlement")
                return
            self.hand.on_gui(lambda: self._screen.turn(1))
        raise WaitedInVain("no entitlement on any page")

    def _first_entitlement(self) -> str:
        titles = (
            node.name
            for node in self._screen.drawing.active
            if isinstance(node.press, Opened) and isinstance(node.press.page, EntitlementPage)
        )
        return next(titles, "")


@contextmanager
def no_pause_between_touches() -> Iterator[None]:
    """The glass takes each touch at once; else it waits half a second, for a double strike is one."""
    with (
        patch.object(touching, "DEBOUNCE_SECONDS", 0.0),
        patch.object(touching, "KEY_DEBOUNCE_SECONDS", 0.0),
        patch.object(hands, "DEBOUNCE_SECONDS", 0.0),
        patch.object(hands, "KEY_DEBOUNCE_SECONDS", 0.0),
    ):
        yield
