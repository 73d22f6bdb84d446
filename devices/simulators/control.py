"""Command a private pcscd from anywhere: put a virtual card in, take it out, kill the daemon.

    python -m devices.simulators.control DIR insert CARD.json
    python -m devices.simulators.control DIR remove | list | kill | start | stop | restart | unplug | plug

The wire: JSON lines over the UNIX socket DIR/control. A command is {"do": "insert", "slot": 0, "path":
"/…/card.json"} (or "content" instead of "path", the card itself) or {"do": "remove", "slot": 0}; the
others take nothing. The answer is {"ok": true, "pcscd": PID or null, "reader": true, "cards": {"0":
path}} or {"ok": false, "code", "detail"}.
"""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import print_json

CONTROL = "control"
READY = "ready"
FAILED = "failed"
SHARED_RUN = "shared-run"
ANSWER_SECONDS = 30.0


class ControlFailed(RuntimeError):
    """The private pcscd did not do what it was told; the message says why."""


class ReaderControl:
    """A remote hand at the virtual reader; every call waits until the thing is done."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / CONTROL

    def insert(self, card: Path | dict[str, Any], slot: int = 0, at_once: bool = False) -> None:
        """Put a card in: a card file, or the content of one. Takes out what was in the slot.

        A card that was just taken out is first given time to be missed; not so with `at_once`.
        """
        what = {"content": card} if isinstance(card, dict) else {"path": str(card.resolve())}
        self.tell({"do": "insert", "slot": slot, "at_once": at_once, **what})

    def remove(self, slot: int = 0) -> None:
        self.tell({"do": "remove", "slot": slot})

    def kill(self) -> None:
        """pcscd dies as by a crash; cards stay where they are."""
        self.tell({"do": "kill"})

    def start(self) -> None:
        self.tell({"do": "start"})

    def stop(self) -> None:
        self.tell({"do": "stop"})

    def restart(self) -> None:
        self.tell({"do": "restart"})

    def unplug(self) -> None:
        """Take the reader away (pcscd restarts without it)."""
        self.tell({"do": "unplug"})

    def plug(self) -> None:
        """Bring the reader back (pcscd restarts with it)."""
        self.tell({"do": "plug"})

    def list(self) -> dict[str, Any]:
        """What is going on: pcscd's process id, whether a reader is there, cards by slot."""
        return self.tell({"do": "list"})

    def tell(self, command: dict[str, Any]) -> dict[str, Any]:
        """Send one command and wait for its answer; raises ControlFailed."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.settimeout(ANSWER_SECONDS)
                client.connect(str(self._path))
                client.sendall(json.dumps(command).encode() + b"\n")
                with client.makefile("rb") as answers:
                    answer: dict[str, Any] = json.loads(answers.readline())
        except (OSError, ValueError) as error:
            raise ControlFailed(f"no private pcscd answers at {self._path}: {error}") from error
        if not answer["ok"]:
            raise ControlFailed(f"{answer['code']}: {answer['detail']}")
        return answer


def main(
    folder: Annotated[Path, typer.Argument(help="the private pcscd's folder")],
    command: Annotated[
        str, typer.Argument(help="insert, remove, list, kill, start, stop, restart, unplug, plug")
    ],
    card: Annotated[Path | None, typer.Argument(help="a virtual card's file, for insert")] = None,
    slot: Annotated[int, typer.Option(help="0 or 1")] = 0,
) -> None:
    """Put virtual cards in and out of a private pcscd."""
    what = {"path": str(card.resolve())} if card is not None else {}
    try:
        print_json(data=ReaderControl(folder).tell({"do": command, "slot": slot, **what}))
    except ControlFailed as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    typer.run(main)
