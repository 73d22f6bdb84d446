"""A real PulseAudio of the test's own with a null sink: it plays in real time and nobody hears it."""

from __future__ import annotations

import array
import os
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 10.0
RATE = 16000
LOUD = 500  # of 32767: anything but silence


class PrivatePulse:
    """`environment` is for those who shall play into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "pulse.sock"
        base = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "LANG": "C.UTF-8",
        }
        self.environment = {**base, "PULSE_SERVER": f"unix:{self._socket}"}
        self.without_sound = {**base, "PULSE_SERVER": f"unix:{folder / 'nobody'}"}
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        modules = [
            "module-null-sink sink_name=okno",
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
        ]
        options = [part for module in modules for part in ("-L", module)]
        self._server = subprocess.Popen(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", *options],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < until, "pulseaudio does not start"
            time.sleep(0.05)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(timeout=10)

    def listen(self) -> Ear:
        return Ear(self.environment)

    def _answers(self) -> bool:
        asked = subprocess.run(["pactl", "info"], env=self.environment, capture_output=True, check=False)
        return asked.returncode == 0


class Ear:
    """Records what the sink plays and tells when it was loud."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._recorder = subprocess.Popen(
            [
                "parec",
                "--device=okno.monitor",
                "--raw",
                "--channels=1",
                f"--rate={RATE}",
                "--latency-msec=10",
            ],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._recorder.stdout is not None
        self._stream = self._recorder.stdout.fileno()
        os.read(self._stream, 2)  # it runs

    def seconds_until_sound(self, limit: float) -> float | None:
        """Wait for the first loud sample; None when it stays silent."""
        started = time.monotonic()
        while time.monotonic() - started < limit:
            if self._is_loud(os.read(self._stream, 4096)):
                return time.monotonic() - started
        return None

    def loudness(self, seconds: float) -> float:
        """The mean absolute sample over so many seconds."""
        samples = array.array("h")
        while len(samples) < RATE * seconds:
            samples.extend(_samples(os.read(self._stream, 4096)))
        return sum(abs(sample) for sample in samples) / len(samples)

    def close(self) -> None:
        self._recorder.terminate()
        self._recorder.wait(timeout=5)
        if self._recorder.stdout is not None:
            self._recorder.stdout.close()

    @staticmethod
    def _is_loud(data: bytes) -> bool:
        return any(abs(sample) > LOUD for sample in _samples(data))


def _samples(data: bytes) -> array.array[int]:
    samples = array.array("h")
    samples.frombytes(data[: len(data) // 2 * 2])
    return samples


def missing_programs() -> list[str]:
    needed = ("pulseaudio", "pactl", "parec", "paplay", "espeak-ng", "setpriv")
    return [name for name in needed if shutil.which(name) is None]


def group_is_gone(group: int) -> bool:
    """No process of the group runs any more; dead ones that wait for their parent's farewell do not count."""
    return not any(_runs_in(stat, group) for stat in Path("/proc").glob("[0-9]*/stat"))


def _runs_in(stat: Path, group: int) -> bool:
    try:
        state, _, member_of = stat.read_text().rpartition(")")[2].split()[:3]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return int(member_of) == group and state != "Z"
