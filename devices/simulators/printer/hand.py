"""A remote hand at a running simulated printer: sends orders to its UNIX socket (see control.py)."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

ANSWER_SECONDS = 5.0


class PrinterHandError(RuntimeError):
    """No simulated printer answers there, or it does not know the order."""


class PrinterHand:
    def __init__(self, control: Path) -> None:
        self._control = control

    def tell(self, order: dict[str, Any]) -> dict[str, Any]:
        """Send one order and return the printer's state after it; raises PrinterHandError."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(ANSWER_SECONDS)
                client.connect(str(self._control))
                client.sendall(json.dumps(order).encode() + b"\n")
                with client.makefile("rb") as answers:
                    answer: dict[str, Any] = json.loads(answers.readline())
        except (OSError, ValueError) as error:
            raise PrinterHandError(f"no simulated printer answers at {self._control}") from error
        if "error" in answer:
            raise PrinterHandError(str(answer["error"]))
        return answer

    def state(self) -> dict[str, Any]:
        return self.tell({"do": "state"})
