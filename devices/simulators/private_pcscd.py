"""A real pcscd of one's own, with a virtual reader, invisible to the rest of the machine.

    python -m devices.simulators.private_pcscd DIR        in the foreground, until Ctrl-C

pcscd runs in its own network and mount namespace (the virtual driver listens on every address, which
must stay private). Its socket appears as DIR/pcscd.comm; clients outside reach it with
PCSCLITE_CSOCK_NAME=DIR/pcscd.comm, which libpcsclite reads once in a process: at its first use.
Works as root, and without root where the kernel allows user namespaces.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Annotated, Self

import typer

from devices.simulators.control import CONTROL, READY, SHARED_RUN, ReaderControl
from devices.simulators.pcscd_process import READER_NAME, SOCKET, what_is_missing

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
LONGEST_SOCKET_PATH = 107
"""sun_path of unix(7) holds 108 bytes with its end."""

STOP_SECONDS = 8.0

_AS_ROOT = (("--net", "--mount"), ("--net",))
"""A plain chroot is no mount point and gets no mounts of its own; then only the network is private."""

_AS_ANYBODY = (("--map-root-user", "--net", "--mount"),)


class PcscdUnavailable(RuntimeError):
    """A private pcscd cannot run here; the message says what to install or allow."""


class PrivatePcscd(ReaderControl):
    """Context manager: up and ready inside, gone without trace after; see ReaderControl for its hands."""

    reader_name = f"{READER_NAME} 00 00"
    contact_name = f"{READER_NAME} 00 01"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder.absolute()  # its host runs in another working directory
        self._host: subprocess.Popen[str] | None = None
        self._namespaces: tuple[str, ...] = ()

    @property
    def socket(self) -> Path:
        """What PCSCLITE_CSOCK_NAME must say for clients to find this pcscd."""
        return self._folder / SOCKET

    @property
    def control(self) -> Path:
        """The UNIX socket that takes commands (see devices.simulators.control)."""
        return self._folder / CONTROL

    @property
    def environment(self) -> dict[str, str]:
        """Variables to add to a client's environment."""
        return {SOCKET_VARIABLE: str(self.socket)}

    def inside(self) -> tuple[str, ...]:
        """The start of a command that shall run in its network, to plug in a card of somebody else's."""
        assert self._host is not None
        mapped = "--map-root-user" in self._namespaces
        user = ("--user", "--preserve-credentials") if mapped else ()
        return ("nsenter", *user, "--net", "--target", str(self._host.pid))

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def open(self) -> None:
        """Start everything and wait until it serves; raises PcscdUnavailable."""
        self._check()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._namespaces = _namespaces()
        host = (sys.executable, "-m", "devices.simulators.reader_host", str(self._folder))
        shared_run = () if "--mount" in self._namespaces else (SHARED_RUN,)
        self._host = subprocess.Popen(  # noqa: S603 - fixed programs, no shell
            ["unshare", *self._namespaces, *host, *shared_run],  # noqa: S607
            stdin=subprocess.PIPE,  # its life line: when we die, it ends
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            start_new_session=True,
        )
        assert self._host.stdout is not None
        line = self._host.stdout.readline().strip()
        if line != READY:
            self.close()
            raise PcscdUnavailable(line)

    def close(self) -> None:
        """Stop everything; may be called twice."""
        host, self._host = self._host, None
        if host is None:
            return
        assert host.stdin is not None and host.stdout is not None
        host.stdin.close()
        try:
            host.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            host.kill()  # pcscd dies with it (pdeathsig)
            host.wait()
        host.stdout.close()
        for left in (SOCKET, CONTROL):
            (self._folder / left).unlink(missing_ok=True)

    def _check(self) -> None:
        missing = what_is_missing()
        if missing:
            raise PcscdUnavailable(f"install {' '.join(missing)}")
        if len(os.fsencode(self.socket.resolve())) > LONGEST_SOCKET_PATH:
            raise PcscdUnavailable(f"the folder's path is too long for a socket: {self._folder}")


def _namespaces() -> tuple[str, ...]:
    """The best privacy this machine grants, as options of unshare(1); raises PcscdUnavailable."""
    wishes = _AS_ROOT if os.geteuid() == 0 else _AS_ANYBODY
    for wish in wishes:
        tried = subprocess.run(["unshare", *wish, "true"], capture_output=True, check=False)  # noqa: S603, S607
        if tried.returncode == 0:
            return wish
    raise PcscdUnavailable("no private network: run as root, or let the kernel allow user namespaces")


def main(folder: Annotated[Path, typer.Argument(help="where its sockets and log go")]) -> None:
    """Run a private pcscd with a virtual reader until Ctrl-C."""
    ended = Event()
    for end in (signal.SIGINT, signal.SIGTERM):
        signal.signal(end, lambda _number, _frame: ended.set())
    try:
        with PrivatePcscd(folder.resolve()) as pcscd:
            typer.echo(f"{READY} {SOCKET_VARIABLE}={pcscd.socket}")
            ended.wait()
    except PcscdUnavailable as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    typer.run(main)
