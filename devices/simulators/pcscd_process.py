"""A real pcscd with the virtual reader driver, run as our own child inside a private namespace."""

from __future__ import annotations

import fcntl
import shutil
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path

from devices.simulators.vpcd import FIRST_PORT

DRIVER = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")
READER_NAME = "Okno virtual reader"
RUN = Path("/run/pcscd")
SOCKET = "pcscd.comm"
READY_SECONDS = 10.0
STOP_SECONDS = 3.0
_PAUSE_SECONDS = 0.01
_PCSCD = "/usr/sbin/pcscd"
_WITHOUT_POLKIT = "--disable-polkit"

_SIOCGIFFLAGS = 0x8913
_SIOCSIFFLAGS = 0x8914
_IFF_UP = 0x1
_IFREQ_FLAGS = "16sh22x"


class PcscdFailed(RuntimeError):
    """pcscd did not come up; the message says what to look at."""


class PcscdProcess:
    """Start, stop and kill one pcscd, with a reader or without."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._configuration = folder / "readers"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None and self.running else None

    def start(self, with_reader: bool = True) -> None:
        """Start and wait until clients can connect; raises PcscdFailed."""
        if self.running:
            return
        if _accepts(RUN / SOCKET):
            raise PcscdFailed(f"another pcscd serves {RUN} here; stop it first")
        self._clean()
        self._configure(with_reader)
        with (self._folder / "pcscd.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - fixed programs, no shell
                ["setpriv", "--pdeathsig", "KILL", *_command(self._configuration)],  # noqa: S607
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
            )
        self._await_socket()

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a crash does: no goodbye to clients, the socket file stays behind."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        if self.running:
            self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def _clean(self) -> None:
        # A pid file left by a crash makes the next pcscd believe that another one runs.
        for left in ("pcscd.pid", SOCKET):
            (RUN / left).unlink(missing_ok=True)

    def _configure(self, with_reader: bool) -> None:
        self._configuration.mkdir(exist_ok=True)
        file = self._configuration / "vpcd"
        if not with_reader:
            file.unlink(missing_ok=True)
            return
        file.write_text(
            f'FRIENDLYNAME "{READER_NAME}"\nDEVICENAME /dev/null:{FIRST_PORT:#x}\n'
            f"LIBPATH {DRIVER}\nCHANNELID {FIRST_PORT:#x}\n"
        )

    def _await_socket(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not _accepts(RUN / SOCKET):
            if not self.running or time.monotonic() > deadline:
                self.kill()
                raise PcscdFailed(f"pcscd did not come up; see {self._folder / 'pcscd.log'}")
            time.sleep(_PAUSE_SECONDS)


def what_is_missing() -> tuple[str, ...]:
    """Debian packages to install before a private pcscd can run."""
    missing = []
    if not Path(_PCSCD).exists():
        missing.append("pcscd")
    if not DRIVER.exists():
        missing.append("vsmartcard-vpcd")
    if shutil.which("unshare") is None or shutil.which("setpriv") is None:
        missing.append("util-linux")
    return tuple(missing)


def enter(folder: Path, private_mounts: bool) -> None:
    """Make this private namespace ready: loopback up, and pcscd's socket to be found in `folder`.

    pcscd knows one place for its socket. With mounts of our own, `folder` is put there; without, the
    socket lies in the common place, so that only one pcscd at a time can run on this root.
    Raises PcscdFailed, OSError, CalledProcessError.
    """
    _loopback_up()
    if not private_mounts:
        RUN.mkdir(parents=True, exist_ok=True)
        (folder / SOCKET).unlink(missing_ok=True)
        (folder / SOCKET).symlink_to(RUN / SOCKET)
        return
    if not RUN.exists():
        if folder.is_relative_to(RUN.parent):
            raise PcscdFailed(f"choose a folder outside {RUN.parent}, which is covered in here")
        _mount("-t", "tmpfs", "tmpfs", str(RUN.parent))
        RUN.mkdir()
    _mount("--bind", str(folder), str(RUN))


def _command(configuration: Path) -> list[str]:
    command = [_PCSCD, "--foreground", "--error", "--config", str(configuration)]
    known = subprocess.run([_PCSCD, "--help"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    # Newer ones ask polkit about each client, and there is none in here; the folder's owner decides.
    return [*command, _WITHOUT_POLKIT] if _WITHOUT_POLKIT in known else command


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)  # noqa: S603, S607 - fixed words


def _loopback_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack(_IFREQ_FLAGS, b"lo", 0)
        answer = fcntl.ioctl(any_socket, _SIOCGIFFLAGS, request)
        _, flags = struct.unpack(_IFREQ_FLAGS, answer)
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack(_IFREQ_FLAGS, b"lo", flags | _IFF_UP))


def _accepts(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
        return True
