"""A thread that speaks with the card and may be left behind: PC/SC knows no time-out for a transmit."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

from devices.pcsc import PcscContext, PcscError

T = TypeVar("T")

MOST_LEFT_BEHIND = 4
"""Threads that wait for a silent card end when it leaves; when even that many do not, pcscd hangs."""

CLOSE_SECONDS = 1.0


class TookTooLong(Exception):
    """The card did not answer within the limit."""


class CardWorker:
    """Runs one job at a time on a thread with its own PC/SC context, kept warm between jobs."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._thread: _WorkerThread | None = None
        self._left_behind: list[_WorkerThread] = []

    def run(self, job: Callable[[PcscContext], T], seconds: float) -> T:
        """The job's result or its exception; raises TookTooLong and leaves the thread to itself."""
        with self._turn:
            thread = self._ready_thread()
            future = thread.ask(job)
            if not wait([future], seconds).done:
                self._leave_behind(thread)
                raise TookTooLong
            return future.result()

    def close(self) -> None:
        with self._turn:
            if self._thread is not None:
                self._thread.end()
                self._thread.join(CLOSE_SECONDS)
                self._thread = None

    def _ready_thread(self) -> _WorkerThread:
        self._left_behind = [thread for thread in self._left_behind if thread.is_alive()]
        if len(self._left_behind) >= MOST_LEFT_BEHIND:
            raise TookTooLong
        if self._thread is None:
            self._thread = _WorkerThread()
            self._thread.start()
        return self._thread

    def _leave_behind(self, thread: _WorkerThread) -> None:
        thread.end()
        self._left_behind.append(thread)
        self._thread = None


class _WorkerThread(Thread):
    """Makes its context at the first job, and anew after every failure of PC/SC."""

    def __init__(self) -> None:
        super().__init__(name="card-conversation", daemon=True)
        self._errands: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._context: PcscContext | None = None

    def ask(self, job: Callable[[PcscContext], T]) -> Future[T]:
        future: Future[T] = Future()

        def errand() -> None:
            try:
                future.set_result(job(self._open()))
            except PcscError as error:
                self._release()
                future.set_exception(error)
            except Exception as error:
                future.set_exception(error)

        self._errands.put(errand)
        return future

    def end(self) -> None:
        """End after what is under way; does not wait."""
        self._errands.put(None)

    def run(self) -> None:
        while (errand := self._errands.get()) is not None:
            errand()
            del errand  # it holds the answer, a card's certificate, until the next person's card comes
        self._release()

    def _open(self) -> PcscContext:
        if self._context is None:
            self._context = PcscContext()
        return self._context

    def _release(self) -> None:
        if self._context is not None:
            self._context.release()
            self._context = None
