"""The outbox: stores a request before anybody is promised anything, and hands it out until it is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from kiosk.outbox.failures import DAMAGED, OutboxError, unusable
from kiosk.outbox.opening import last_damaged, open_store, put_aside
from kiosk.outbox.store import MOST_PAGES, Store
from kiosk.outbox.values import Depth, Entry, NewEntry

R = TypeVar("R")
Noted = Callable[[str], None]


class Outbox:
    """Calls may come from any thread. Damage found on the way is put aside, and the call made once more."""

    def __init__(self, folder: Path, on_damage: Noted, most_pages: int = MOST_PAGES) -> None:
        """`on_damage` is told the code of a damage when one is met."""
        self._folder = folder
        self._on_damage = on_damage
        self._most_pages = most_pages
        self._lock = Lock()
        self._store: Store | None = None
        self._refusing = ""  # why the last request could not be stored

    def add(self, entry: NewEntry) -> int:
        """Its number, once it survives a power cut; raises OutboxError, and then nothing was stored."""
        try:
            sequence = self._with_store(lambda store: store.add(entry))
        except OutboxError as error:
            self._refusing = error.code
            raise
        self._refusing = ""
        return sequence

    def unsettled(self) -> tuple[int, ...]:
        """What has not been answered, oldest first; raises OutboxError."""
        return self._with_store(lambda store: store.unsettled())

    def sending(self, sequence: int) -> Entry | None:
        """Note that it is about to be sent; raises OutboxError."""
        return self._with_store(lambda store: store.sending(sequence))

    def accept(self, key: str, number: str, now: int) -> bool:
        """The backend has it; whether that is news; raises OutboxError."""
        return self._with_store(lambda store: store.accept(key, number, now))

    def refuse(self, key: str, code: str, now: int) -> bool:
        """The backend never takes it; whether that is news; raises OutboxError."""
        return self._with_store(lambda store: store.refuse(key, code, now))

    def depth(self) -> Depth:
        """How much waits; raises OutboxError."""
        return self._with_store(lambda store: store.depth())

    def forget(self, now: int) -> int:
        """Delete what was settled long ago; raises OutboxError."""
        return self._with_store(lambda store: store.forget(now))

    def trouble(self) -> str:
        """Why nothing can be stored now; `outbox-damaged` while one put aside waits for a technician."""
        return self._refusing or (DAMAGED if last_damaged(self._folder) else "")

    def close(self) -> None:
        """More than once is the same; the next call opens it again."""
        with self._lock:
            self._drop()

    def _with_store(self, call: Callable[[Store], R]) -> R:
        with self._lock:
            try:
                return call(self._opened())
            except OutboxError as error:
                self._drop()  # the next call looks at the disk afresh
                if error.code != DAMAGED:
                    raise
            self._set_aside()
            return call(self._opened())

    def _opened(self) -> Store:
        if self._store is None:
            before = last_damaged(self._folder)
            self._store = open_store(self._folder, self._most_pages)
            if last_damaged(self._folder) > before:
                self._on_damage(DAMAGED)
        return self._store

    def _set_aside(self) -> None:
        self._on_damage(DAMAGED)
        try:
            put_aside(self._folder)
        except OSError as error:
            raise unusable(error) from None

    def _drop(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()
