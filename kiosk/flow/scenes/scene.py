"""What a page's scene is written from and made of, before the frame is put around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from content.formats import date_in_words, money
from content.i18n import Words
from content.model import Text
from devices.values import Value
from kiosk.flow.blocks import Block, Row, Rows
from kiosk.flow.views import Button
from kiosk.flow.walk import Walk
from kiosk.flow.world import Catalogue, World

Thing = TypeVar("Thing")


class Scene(Value):
    """The middle of a view: blocks, the page's own buttons, whether it shows something of a person."""

    name: str
    blocks: tuple[Block, ...]
    actions: tuple[Button, ...] = ()
    personal: bool = False


class Desk(Value):
    """What a scene is written from: the walk, the world, and the language of the screen."""

    walk: Walk
    world: World

    @property
    def language(self) -> str:
        return self.walk.comfort.language

    @property
    def words(self) -> Words:
        return self.world.words[self.language]

    @property
    def catalogue(self) -> Catalogue:
        return self.world.catalogue

    @property
    def today(self) -> date | None:
        """Today's date, unknown before the first tick."""
        return date.fromisoformat(self.walk.today) if self.walk.today else None

    def text(self, text: Text) -> str:
        """A wording of the pack in the language of the screen."""
        return text.in_language(self.language)

    def money(self, kopecks: int) -> str:
        return money(kopecks, self.language)

    def day(self, day: date) -> str:
        return date_in_words(day, self.language)

    def reader_words(self, key: str) -> str:
        """The wording that fits how this kiosk takes a card: «Вставьте», «Положите», «Приложите»."""
        return self.words(f"{key}.{self.world.profile.reader.value}")


def rows_of(things: tuple[Thing, ...], row: Callable[[Thing], Row], empty: str, icon: str) -> Rows:
    """A list of things, with the sentence and the sign that stand there when it is empty."""
    return Rows(tuple(row(thing) for thing in things), empty, icon)
