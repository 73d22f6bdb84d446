"""Speech for the kiosk, in a process of its own that is watched and started again when it dies or hangs.

Nothing here blocks the caller and nothing raises: without sound the state is "lost", and the kiosk
works on without speech.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from devices.ports import VoiceState

VOLUMES = (0.1, 0.25, 0.5, 0.75, 1.0)  # steps the citizen can choose
DEFAULT_VOLUME = 2  # each session begins with it

PING_SECONDS = 1.0
HANG_SECONDS = 3.0  # no sign of life: killed and started again
SILENCE_SECONDS = 0.12  # an unanswered "stop": killed, and its children die with it
RESTART_SECONDS = 0.2

Order = dict[str, Any]


@dataclass(slots=True)
class _Watch:
    """When the worker last gave a sign of life, and which "stop" it still owes."""

    heard_at: float
    pinged_at: float
    stop_number: int = 0
    stop_until: float | None = None


class SupervisedVoice:
    """`devices.ports.Voice`; `headset` tells whether the plug is in."""

    def __init__(
        self,
        headset: Callable[[], bool] = lambda: False,
        *,
        command: tuple[str, ...] = (sys.executable, "-m", "devices.voice_worker"),
        environment: dict[str, str] | None = None,
    ) -> None:
        self._headset = headset
        self._command = command
        self._environment = environment if environment is not None else dict(os.environ)
        self._changed = threading.Condition()
        self._orders: deque[Order] = deque()
        self._unheard: Order | None = None  # said, but not begun: said again to the next worker
        self._number = 0
        self._volume = DEFAULT_VOLUME
        self._state = VoiceState.READY
        self._ended = False
        self._worker: subprocess.Popen[bytes] | None = None
        self._watch = _Watch(0.0, 0.0)
        self._speech_group: int | None = None
        self._thread = threading.Thread(target=self._supervise, name="voice", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout=HANG_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def say(self, text: str, language: str) -> None:
        if not text.strip():
            self.stop()
            return
        with self._changed:
            self._number += 1
            volume = VOLUMES[self._volume]
            order = {"say": self._number, "text": text, "language": language, "volume": volume}
            self._unheard = order
            self._replace_orders(order)

    def stop(self) -> None:
        with self._changed:
            self._number += 1
            self._unheard = None
            self._replace_orders({"stop": self._number})

    def headset(self) -> bool:
        return self._headset()

    def state(self) -> VoiceState:
        with self._changed:
            return self._state

    @property
    def volume(self) -> int:
        """The step, 0 to 4."""
        with self._changed:
            return self._volume

    def set_volume(self, step: int) -> None:
        """Takes effect with the next utterance; a step beyond the ends is the end."""
        with self._changed:
            self._volume = max(0, min(step, len(VOLUMES) - 1))

    def reset_volume(self) -> None:
        """What one person chose does not meet the next."""
        self.set_volume(DEFAULT_VOLUME)

    @property
    def worker_pid(self) -> int | None:
        """The worker's process id; for the service menu and tests."""
        with self._changed:
            return self._worker.pid if self._worker is not None else None

    @property
    def speech_group(self) -> int | None:
        """The process group of the speech under way; for tests that measure silence."""
        with self._changed:
            return self._speech_group

    def wait_for(self, state: VoiceState, seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._state is state, timeout=seconds)

    def _replace_orders(self, order: Order) -> None:
        """The newest wish wins: what waited before it is never begun."""
        self._orders.clear()
        self._orders.append(order)
        self._changed.notify_all()

    # The supervisor's thread

    def _supervise(self) -> None:
        while not self._ended:
            worker = self._spawn()
            if worker is not None:
                self._attend(worker)
                _end(worker)
            with self._changed:
                self._worker = self._speech_group = None
                if self._unheard is not None and not self._orders:
                    self._orders.append(self._unheard)
                if self._state is VoiceState.SPEAKING:
                    self._set_state(VoiceState.READY)
                self._changed.wait_for(lambda: self._ended, timeout=RESTART_SECONDS)

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        try:
            worker = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
            )
        except OSError:
            self._set_state(VoiceState.LOST)
            return None
        if worker.stdin is not None:
            os.set_blocking(worker.stdin.fileno(), False)
        now = time.monotonic()
        with self._changed:
            self._worker, self._watch = worker, _Watch(now, now)
        threading.Thread(target=self._listen, args=(worker,), name="voice-ear", daemon=True).start()
        return worker

    def _attend(self, worker: subprocess.Popen[bytes]) -> None:
        """Pass orders on until the worker dies, hangs, or is no longer wanted."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ended or bool(self._orders), timeout=self._patience())
                if self._ended or worker.poll() is not None or self._has_hung():
                    return
                orders = list(self._orders)
                self._orders.clear()
                now = time.monotonic()
                for order in orders:
                    if "stop" in order:
                        self._watch.stop_number, self._watch.stop_until = order["stop"], now + SILENCE_SECONDS
                if now - self._watch.pinged_at >= PING_SECONDS:
                    self._watch.pinged_at = now
                    orders.append({"ping": self._number})
            if not _send(worker, orders):
                return

    def _patience(self) -> float:
        until = self._watch.stop_until
        return PING_SECONDS if until is None else max(0.0, min(PING_SECONDS, until - time.monotonic()))

    def _has_hung(self) -> bool:
        now = time.monotonic()
        owes_silence = (
            self._watch.stop_until is not None
            and now >= self._watch.stop_until
            and self._speech_group is not None
        )
        if self._watch.stop_until is not None and now >= self._watch.stop_until:
            self._watch.stop_until = None
        return owes_silence or now - self._watch.heard_at > HANG_SECONDS

    def _listen(self, worker: subprocess.Popen[bytes]) -> None:
        if worker.stdout is None:
            return
        for line in worker.stdout:
            with self._changed:
                if worker is not self._worker:
                    return
                self._watch.heard_at = time.monotonic()
                self._take(json.loads(line))
        with self._changed:
            self._changed.notify_all()

    def _take(self, message: Order) -> None:
        match message:
            case {"started": number, "group": group}:
                self._speech_group = group
                if self._unheard is not None and self._unheard["say"] == number:
                    self._unheard = None
                self._set_state(VoiceState.SPEAKING)
            case {"ended": _, "failed": True}:
                self._speech_group = self._unheard = None
                self._set_state(VoiceState.LOST)
            case {"ended": _}:
                self._speech_group = None
                self._set_state(VoiceState.READY)
            case {"stopped": number}:
                if number == self._watch.stop_number:
                    self._watch.stop_until = None

    def _set_state(self, state: VoiceState) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()


def _send(worker: subprocess.Popen[bytes], orders: list[Order]) -> bool:
    """Write without waiting: a worker whose pipe is full does not read, and is as good as dead."""
    if worker.stdin is None:
        return False
    data = "".join(json.dumps(order) + "\n" for order in orders).encode()
    try:
        return not data or os.write(worker.stdin.fileno(), data) == len(data)
    except OSError:
        return False


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    worker.wait()
    for stream in (worker.stdin, worker.stdout):
        if stream is not None:
            stream.close()
