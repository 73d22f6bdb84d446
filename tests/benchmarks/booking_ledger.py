"""What clients were told of their bookings, on paper of their own: it outlives whoever wrote it.

A line is CLIENT WORD BOOKING [MORE]. What is about to be asked is written before, what was answered after, so
that whoever takes the place of a killed process asks again, and the books can be held to each promise.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HELD, CONFIRMED, STAYS = "held", "confirmed", "stays"
CONFIRMING, RELEASING, CANCELLING, MOVING = "confirming", "releasing", "cancelling", "moving"
RELEASED, CANCELLED, MOVED, LOST, LEFT = "released", "cancelled", "moved", "lost", "left"
ODD = "odd"  # an answer that nothing explains
FINISHED = "finished"  # all attempts of this client are made
REFUSED, FAILED = "refused", "failed"
_OF_NO_BOOKING: Final = frozenset({REFUSED, FAILED, FINISHED})
ATTEMPTS: Final = frozenset({HELD, REFUSED, FAILED})
IN_DOUBT: Final = frozenset({HELD, CONFIRMING, RELEASING, CANCELLING, MOVING})
IN_HAND: Final = frozenset({CONFIRMED, STAYS})

# After everything that was held has run out. A person's earlier hold gives way to a new one: "cancelled".
_RAN_OUT: Final = frozenset({"expired", "cancelled"})
PROMISED: Final[Mapping[str, frozenset[str]]] = {
    HELD: _RAN_OUT,
    LEFT: _RAN_OUT,
    LOST: _RAN_OUT,
    RELEASED: _RAN_OUT,
    RELEASING: _RAN_OUT,
    CONFIRMING: _RAN_OUT | {"confirmed"},
    CONFIRMED: frozenset({"confirmed"}),
    STAYS: frozenset({"confirmed"}),
    CANCELLING: frozenset({"confirmed", "cancelled"}),
    CANCELLED: frozenset({"cancelled"}),
    MOVING: frozenset({"confirmed", "moved"}),
    MOVED: frozenset({"moved"}),
    ODD: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Told:
    """The last word about one booking; `token` is its hold's, `more` what else the word says."""

    client: int
    word: str
    booking: str
    token: str = ""
    number: str = ""
    more: str = ""


class Ledger:
    """One file of one process, written line by line past all buffers: SIGKILL takes none of it back."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def note(self, client: int, word: str, *more: str) -> None:
        os.write(self._file, f"{client} {word} {' '.join(more)}\n".encode())


@dataclass
class Follower:
    """Reads a ledger while it is being written."""

    paper: Path
    attempts: int = 0
    finished: int = 0  # clients
    read: int = 0  # bytes

    def look(self) -> int:
        """How many attempts came since the last look."""
        if not self.paper.exists():
            return 0
        with self.paper.open("rb") as paper:
            paper.seek(self.read)
            fresh = paper.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self.read += len(whole)
        words = [line.split(" ", 2)[1] for line in whole.decode().splitlines()]
        came = sum(word in ATTEMPTS for word in words)
        self.attempts += came
        self.finished += words.count(FINISHED)
        return came


@dataclass(frozen=True, slots=True)
class Reading:
    """What one or more ledgers say in the end."""

    attempts: int
    told: Mapping[str, Told]  # by booking
    words: Mapping[str, int]  # how often each was said; a refusal with its code

    @classmethod
    def of(cls, paths: Iterable[Path]) -> Reading:
        told: dict[str, Told] = {}
        words: Counter[str] = Counter()
        for path in paths:
            if path.exists():
                for line in path.read_text().splitlines():
                    _read(line.split(), told, words)
        return cls(sum(count for word, count in words.items() if word.split()[0] in ATTEMPTS), told, words)


def _read(line: list[str], told: dict[str, Told], words: Counter[str]) -> None:
    client, word, booking, *more = line
    words[f"{word} {booking}" if word in _OF_NO_BOOKING else word] += 1
    if word in _OF_NO_BOOKING:
        return
    before = told.get(booking, Told(int(client), word, booking))
    said = more[0] if more else ""
    told[booking] = Told(
        int(client),
        word,
        booking,
        said if word == HELD else before.token,
        said if word == CONFIRMED else before.number,
        said,
    )
