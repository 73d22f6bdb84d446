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

from devices.simulators.control import CONTROL, READY, ReaderControl
from devices.simulators.pcscd_process import READER_NAME, SOCKET, what_is_missing

SOCKET_VARIABLE = "PCSCLITE_CSOCK_NAME"
LONGEST_SOCKET_PATH = 107
"""sun_path of unix(7) holds 108 bytes with its end."""

STOP_SECONDS = 8.0


class PcscdUnavailable(RuntimeError):
    """A private pcscd cannot run here; the message says what to install or allow."""


class PrivatePcscd(ReaderControl):
    """Context manager: up and ready inside, gone without trace after; see ReaderControl for its hands."""

    reader_name = f"{READER_NAME} 00 00"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder
        self._host: subprocess.Popen[str] | None = None

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
        as_root = () if os.geteuid() == 0 else ("--user", "--preserve-credentials")
        return ("nsenter", *as_root, "--net", "--target", str(self._host.pid))

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
        as_root = [] if os.geteuid() == 0 else ["--map-root-user"]
        self._host = subprocess.Popen(  # noqa: S603 - fixed programs, no shell
            [
                *("unshare", *as_root, "--net", "--mount"),
                *(sys.executable, "-m", "devices.simulators.reader_host", str(self._folder)),
            ],
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
            raise PcscdUnavailable(line or "no private namespace: run as root, or allow user namespaces")

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
