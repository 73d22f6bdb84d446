"""The process inside the namespace: keeps a private pcscd and puts virtual cards in and out on command.

Started by devices.simulators.private_pcscd. It ends when its standard input ends, so that nothing of
it outlives the one who started it. Commands are JSON lines over a UNIX socket (see control.py).
"""

from __future__ import annotations

import json
import math
import socketserver
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any

from devices.simulators.card_port import Card
from devices.simulators.card_profile import CardFileError
from devices.simulators.card_shelf import CardShelf, make_card
from devices.simulators.control import CONTROL, FAILED, READY, SHARED_RUN
from devices.simulators.pcscd_process import PcscdFailed, PcscdProcess, enter
from devices.simulators.vpcd import SLOTS, VpcdPlug

LOOK_SECONDS = 0.45
"""pcscd looks every 400 ms and overlooks a card that is replaced in between; real readers interrupt."""


class ReaderHost:
    """pcscd, its reader's slots and the cards in them; a card stays in its slot when pcscd dies."""

    def __init__(self, folder: Path) -> None:
        self._pcscd = PcscdProcess(folder)
        self._shelf = CardShelf()
        self._cards: dict[int, tuple[str, Card]] = {}
        self._plugs: dict[int, VpcdPlug] = {}
        self._removed: dict[int, float] = {}
        self._reader = True
        # One hand for everything; pcscd must be the child of a thread that stays, or it dies with it.
        self._hand = ThreadPoolExecutor(1, "hand")

    def start(self) -> None:
        """Bring pcscd up; raises PcscdFailed."""
        self._hand.submit(self._start).result()

    def obey(self, command: dict[str, Any]) -> dict[str, Any]:
        """Do one command; a failure is an answer with a code, never an end."""
        try:
            return {"ok": True, **self._hand.submit(self._do, command).result()}
        except (CardFileError, PcscdFailed, OSError, TypeError, ValueError) as error:
            return {"ok": False, "code": type(error).__name__, "detail": str(error)}

    def _do(self, command: dict[str, Any]) -> dict[str, Any]:
        match command.get("do"):
            case "insert":
                self._insert(int(command.get("slot", 0)), command)
            case "remove":
                self._remove(int(command.get("slot", 0)))
            case "start":
                self._start()
            case "stop":
                self._drop(self._pcscd.stop)
            case "kill":
                self._drop(self._pcscd.kill)
            case "restart":
                self._drop(self._pcscd.stop)
                self._start()
            case "unplug" | "plug" as change:
                # The driver neither leaves nor joins a running pcscd, so pcscd comes back without or with it.
                self._drop(self._pcscd.stop)
                self._reader = change == "plug"
                self._start()
            case "list":
                pass
            case other:
                raise ValueError(f"no such command: {other!r}")
        return self._state()

    def _insert(self, slot: int, command: dict[str, Any]) -> None:
        if not 0 <= slot < SLOTS:
            raise ValueError(f"slots are 0 to {SLOTS - 1}")
        if "path" in command:
            name, card = str(command["path"]), self._shelf.take(Path(command["path"]))
        else:
            name, card = "(inline)", make_card(command.get("content"))
        self._remove(slot)
        if not command.get("at_once"):
            self._let_removal_be_seen(slot)
        self._cards[slot] = (name, card)
        self._connect(slot)

    def _remove(self, slot: int) -> None:
        self._cards.pop(slot, None)
        plug = self._plugs.pop(slot, None)
        if plug is not None:
            plug.remove()
            self._removed[slot] = time.monotonic()

    def _let_removal_be_seen(self, slot: int) -> None:
        since = time.monotonic() - self._removed.get(slot, -math.inf)
        time.sleep(max(0.0, LOOK_SECONDS - since))

    def _start(self) -> None:
        if self._pcscd.running:
            return
        self._pcscd.start(self._reader)
        for slot in self._cards:
            self._connect(slot)

    def _connect(self, slot: int) -> None:
        if self._pcscd.running and self._reader:
            self._plugs[slot] = VpcdPlug(self._cards[slot][1], slot)

    def _drop(self, end: Callable[[], None]) -> None:
        end()
        for plug in self._plugs.values():
            plug.remove()
        self._plugs.clear()

    def _state(self) -> dict[str, Any]:
        return {
            "pcscd": self._pcscd.pid,
            "reader": self._reader,
            "cards": {str(slot): name for slot, (name, _) in sorted(self._cards.items())},
        }

    def close(self) -> None:
        self._hand.submit(self._drop, self._pcscd.stop).result()
        self._hand.shutdown()


def main(folder: Path, private_mounts: bool) -> int:
    """Serve until standard input ends; prints one line: ready, or why not."""
    host = ReaderHost(folder)
    try:
        enter(folder, private_mounts)
        host.start()
    except (OSError, PcscdFailed, subprocess.CalledProcessError) as error:
        sys.stdout.write(f"{FAILED} {error}\n")
        return 1
    with _serving(folder / CONTROL, host) as server:
        sys.stdout.write(READY + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        server.shutdown()
    host.close()
    return 0


class _Requests(socketserver.StreamRequestHandler):
    """One client: a JSON line in, a JSON line out, until it hangs up."""

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        for line in self.rfile:
            self.wfile.write(json.dumps(self._answer(self.server.host, line)).encode() + b"\n")

    @staticmethod
    def _answer(host: ReaderHost, line: bytes) -> dict[str, Any]:
        try:
            command = json.loads(line)
        except ValueError:
            command = None
        if not isinstance(command, dict):
            return {"ok": False, "code": "ValueError", "detail": "a command is a JSON object on one line"}
        return host.obey(command)


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True

    def __init__(self, path: Path, host: ReaderHost) -> None:
        path.unlink(missing_ok=True)
        super().__init__(str(path), _Requests)
        path.chmod(0o600)
        self.host = host


def _serving(path: Path, host: ReaderHost) -> _Server:
    server = _Server(path, host)
    Thread(target=server.serve_forever, name="control", daemon=True).start()
    return server


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), private_mounts=sys.argv[2:] != [SHARED_RUN]))
