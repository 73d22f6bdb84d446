"""The thread on which the outbox is sent: round after round, woken when somebody files."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Flag
from threading import Thread
from typing import Final

from config.faults import where_raised
from kiosk.journal import Journal
from kiosk.outbox.failures import OutboxError
from kiosk.outbox.sender import Sender

AFTER_FAULT_SECONDS: Final = 30.0
STOP_SECONDS: Final = 2.0
SHORTEST_SECONDS: Final = 0.05


class SendingThread:
    """Runs a sender's rounds until `stop`; what is cut off by the end is sent again at the next start."""

    def __init__(self, sender: Sender, journal: Journal, on_round: Callable[[], None]) -> None:
        """`on_round` is called after each round, on this thread."""
        self._sender = sender
        self._journal = journal
        self._on_round = on_round
        self._wake = Flag()
        self._stopping = False
        self._thread = Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something was filed, or the line is back; from any thread."""
        self._sender.hurry()
        self._wake.set()

    def stop(self) -> None:
        """More than once is the same."""
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            self._wake.wait(max(self._one_round(), SHORTEST_SECONDS))

    def _one_round(self) -> float:
        wait = AFTER_FAULT_SECONDS
        try:
            wait = self._sender.round()
            self._on_round()
        except OutboxError as error:
            self._journal.note("outbox-failed", code=error.code)
        except Exception as error:  # a fault of ours must not end the sending for good
            self._journal.note("outbox-failed", where=where_raised(error))
        return wait
