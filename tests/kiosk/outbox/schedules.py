"""One kiosk through one schedule of faults: kills, a line that loses, repeats and reorders, jumping clocks.

A schedule is a seed. The store is the real one on a real disk; line, clocks and backend are played. At
the end everything heals, and the backend's ledger is compared with the receipts that were promised.
"""

from __future__ import annotations

import gc
from collections import Counter as Counting
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kiosk.flow.events import Event, RequestAccepted, RequestRefused
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.pace import Pace
from kiosk.outbox.sender import Sender
from kiosk.outbox.values import Entry, NotNow, Outcome
from tests.kiosk.outbox.killing import Killed, killed_at_line
from tests.kiosk.outbox.ledger import Ledger
from tests.kiosk.outbox.samples import desk, file_one

STEPS = 9
DAY = 86_400.0
LONGEST_LIFE = 160  # lines of the outbox's code until a kill; a filing takes about ninety
LINE_DOWN = NotNow("backend-unreachable", line=True)
BUSY = NotNow("internal", line=False)
FATES = (
    "arrives",
    "arrives",
    "request-lost",
    "reply-lost",
    "twice",
    "copy-comes-later",
    "busy",
    "late-and-lost",
)


@dataclass
class Verdict:
    """What a schedule came to."""

    promised: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    disagreed: set[str] = field(default_factory=set)  # told the person something else than the ledger says
    kills: int = 0
    deliveries: int = 0

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.disagreed)


class Schedule:
    """Plays one seed."""

    def __init__(self, folder: Path, seed: int, ledger: Ledger) -> None:
        self._folder = folder
        self._random = Random(seed)
        self._ledger = ledger
        self._steady = 0.0
        self._unix = 1_790_000_000
        self._line_is_up = True
        self._pocket: list[Entry] = []  # copies that the network still holds
        self._told: list[Event] = []
        self._kiosk = 0
        self._verdict = Verdict()
        self._start()

    def play(self) -> Verdict:
        """All steps, then healing, then the comparison."""
        actions = (self._file, self._file, self._send, self._send, self._network, self._clocks, self._restart)
        self._file()
        for _ in range(STEPS):
            self._random.choice(actions)()
        self._heal()
        return self._judged()

    def _start(self) -> None:
        """As a process starts: nothing but the disk is left of the one before."""
        self._outbox = Outbox(self._folder, lambda _code: None)
        self._desk = desk(self._outbox, self._random, f"kiosk-{self._kiosk}")
        self._sender = Sender(
            self._outbox,
            self._deliver,
            self._told.append,
            Pace(self._random.random),
            lambda: self._steady,
            lambda: self._unix,
        )

    def _die(self) -> None:
        """Nothing of the process is left: with the last name of the old outbox its files are closed."""
        self._verdict.kills += 1
        del self._outbox, self._desk, self._sender
        gc.collect()
        self._start()

    def _file(self) -> None:
        filed: list[str] = []
        if self._survives(lambda: filed.append(file_one(self._desk, self._random.randrange(9)))):
            self._verdict.promised.update(filed)

    def _send(self) -> None:
        self._steady += self._random.choice((0.0, 1.0, 30.0, 400.0))
        self._survives(lambda: self._sender.round())  # noqa: PLW0108  the method itself would outlive the kill

    def _survives(self, act: Callable[[], object]) -> bool:
        """Whether the process lives to the end of `act`; where it does not, another one has been started."""
        try:
            with killed_at_line(self._life()):
                act()
        except Killed:
            pass  # and leave the handler: while it runs, its traceback holds the dead process's files
        else:
            return True
        self._die()
        return False

    def _life(self) -> int:
        return self._random.randrange(1, LONGEST_LIFE) if self._random.random() < 0.6 else 0

    def _network(self) -> None:
        """The line goes or comes back, or what it held back arrives, in any order."""
        if self._random.random() < 0.5:
            self._line_is_up = not self._line_is_up
        self._random.shuffle(self._pocket)
        while self._pocket and self._random.random() < 0.7:
            self._ledger.take(self._pocket.pop())

    def _clocks(self) -> None:
        """The time of day jumps anywhere; the steady clock goes on, perhaps three days."""
        self._unix += self._random.choice((-3600, 3600, -10 * 365 * 86_400, 10 * 365 * 86_400, 3 * 86_400))
        self._steady += self._random.choice((0.0, 3 * DAY))

    def _restart(self) -> None:
        """Switched off and on, perhaps enrolled anew."""
        self._outbox.close()
        self._kiosk += self._random.randrange(2)
        self._steady = self._random.choice((0.0, 50_000.0))
        self._start()

    def _deliver(self, entry: Entry) -> Outcome:
        self._verdict.deliveries += 1
        if not self._line_is_up:
            return LINE_DOWN
        match self._random.choice(FATES):
            case "request-lost":
                return LINE_DOWN
            case "busy":
                return BUSY
            case "reply-lost":
                self._ledger.take(entry)
                return LINE_DOWN
            case "twice":
                self._ledger.take(entry)
                return self._ledger.take(entry)
            case "copy-comes-later":
                self._pocket.append(entry)
                return self._ledger.take(entry)
            case "late-and-lost":
                self._pocket.append(entry)
                return LINE_DOWN
            case _:
                return self._ledger.take(entry)

    def _heal(self) -> None:
        """The line stays, nobody is killed, and whatever is still on its way comes three days later."""
        self._line_is_up = True
        for _ in range(40):
            self._steady += 600.0
            self._sender.round()
        self._steady += 3 * DAY
        while self._pocket:
            self._ledger.take(self._pocket.pop())
        for _ in range(200):
            if not self._outbox.unsettled():
                break
            self._steady += 600.0
            self._sender.round()

    def _judged(self) -> Verdict:
        verdict = self._verdict
        done = Counting(receipt for receipt, _ in self._ledger.effects)
        verdict.lost = {receipt for receipt in verdict.promised if not done[receipt]} - self._ledger.refuses
        verdict.doubled = {receipt for receipt, times in done.items() if times > 1}
        for event in self._told:
            match event:
                case RequestAccepted(receipt) if not done[receipt]:
                    verdict.disagreed.add(receipt)
                case RequestRefused(receipt) if receipt not in self._ledger.refuses:
                    verdict.disagreed.add(receipt)
        verdict.lost |= {str(number) for number in self._outbox.unsettled()}
        self._outbox.close()
        return verdict
