"""The wizard of the day: the rules of the pack, compiled once a day, asked by one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import TypeVar

from content.i18n import Words
from content.pack import Pack
from content.wizard.wizard import Wizard

Answer = TypeVar("Answer")


class RulesOfDay:
    """What the wizard works out it keeps for the next caller: so no two threads may ask at once."""

    def __init__(self, pack: Pack, words: Mapping[str, Words]) -> None:
        """`words` are the pack's own, those that kiosks show."""
        self.pack = pack
        self.words = words
        self.ruled = frozenset(rule.measure for rule in pack.rules)
        self._lock = Lock()
        self._made: tuple[date, Wizard] | None = None

    def asked(self, day: date, work: Callable[[Wizard], Answer]) -> Answer:
        """What the wizard of that day says; blocks, so not on the event loop."""
        with self._at(day) as wizard:
            return work(wizard)

    @contextmanager
    def _at(self, day: date) -> Iterator[Wizard]:
        """The wizard, for this thread alone; raises RulesInvalidError."""
        with self._lock:
            if self._made is None or self._made[0] != day:
                wizard = Wizard.of(self.pack, day)
                wizard.prepare()
                self._made = (day, wizard)
            yield self._made[1]
