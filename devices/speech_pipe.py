"""One utterance: espeak-ng piped into a player, both in a process group that can be ended at once.

The text goes through a pipe, never through arguments, which everybody on the machine could read.
Both processes die with the one that started them (`setpriv --pdeathsig`, util-linux).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

SYNTHESISER = "espeak-ng"
PULSE_LATENCY = "--latency-msec=60"
_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL", "--")
_REAP_SECONDS = 1.0
_SILENCE_TEXT = b"\n"


class NoPlayerError(Exception):
    """There is no espeak-ng, or neither paplay nor aplay."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak: espeak-ng's voice id, words a minute, amplitude 0 to 200."""

    voice: str
    rate: int
    amplitude: int


def player_command(environment: Mapping[str, str]) -> list[str]:
    """Return the player: PulseAudio's (or PipeWire's) where such a server is at hand, else ALSA's."""
    pulse_socket = Path(environment.get("XDG_RUNTIME_DIR", "/nonexistent")) / "pulse" / "native"
    has_server = "PULSE_SERVER" in environment or pulse_socket.exists()
    choices = (["paplay", PULSE_LATENCY, "/dev/stdin"], ["aplay", "--quiet", "-"])
    for command in choices if has_server else reversed(choices):
        if path := shutil.which(command[0], path=environment.get("PATH")):
            return [path, *command[1:]]
    raise NoPlayerError


class SpeechPipe:
    """At most one utterance at a time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._synthesiser: subprocess.Popen[bytes] | None = None
        self._player: subprocess.Popen[bytes] | None = None

    def start(self, text: str, manner: Manner) -> None:
        """Begin to speak; raises NoPlayerError when the programs are not installed."""
        self.stop()
        player = player_command(self._environment)
        synthesiser = shutil.which(SYNTHESISER, path=self._environment.get("PATH"))
        if synthesiser is None:
            raise NoPlayerError
        speak = [synthesiser, "--stdin", "--stdout", "-b", "1", "-v", manner.voice]
        speak += ["-s", str(manner.rate), "-a", str(manner.amplitude)]
        self._synthesiser = self._spawn(speak, subprocess.PIPE, subprocess.PIPE, group=0)
        self._player = self._spawn(
            player, self._synthesiser.stdout, subprocess.DEVNULL, group=self._synthesiser.pid
        )
        if self._synthesiser.stdout is not None:
            self._synthesiser.stdout.close()  # now the player's alone
        if self._synthesiser.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._synthesiser.stdin.write(text.encode() or _SILENCE_TEXT)
                self._synthesiser.stdin.close()

    @property
    def speaking(self) -> bool:
        return self._player is not None and self._player.poll() is None

    @property
    def group(self) -> int | None:
        """The process group of the utterance under way."""
        return self._synthesiser.pid if self._synthesiser is not None and self.speaking else None

    def finish(self) -> bool:
        """Reap an utterance that has ended by itself; return whether it was heard to its end."""
        heard = self._player is not None and self._player.wait() == 0
        self._end()
        return heard

    def stop(self) -> None:
        """Silence now: the whole group is killed and reaped."""
        self._end()

    def _end(self) -> None:
        if self._synthesiser is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._synthesiser.pid, signal.SIGKILL)
            for process in (self._synthesiser, self._player):
                if process is not None:
                    process.wait(timeout=_REAP_SECONDS)
        self._synthesiser = self._player = None

    def _spawn(
        self, command: list[str], source: int | IO[bytes] | None, sink: int, group: int
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - the programs are found by us, the text is not among the arguments
            [*_WITH_PARENT, *command],
            stdin=source,
            stdout=sink,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            process_group=group,
        )
