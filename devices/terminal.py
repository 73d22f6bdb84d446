"""The payment terminal beside a kiosk, over TCP: one line of JSON asks for a sale, one answers.

Every acquirer's terminal speaks a protocol of its own; what stands beside it (the acquirer's driver, or a
small program of the integrator) speaks this one:

    → {"pay": {"amount": 140000, "currency": "RUB", "invoice": "410072351"}}
    ← {"approved": {"terminal": "T0042", "reference": "632715448817", "at": "2026-11-20T12:07:31+03:00"}}
    ← {"declined": "declined"}      or "cancelled", where somebody pressed the red key

The amount is in kopecks. No number of a card ever crosses the line.
"""

from __future__ import annotations

import json
import socket
from datetime import datetime
from threading import Lock
from typing import Final

from devices.ports import Approved, Declined
from devices.printer_address import TcpAddress

CONNECT_SECONDS: Final = 3.0
PAY_SECONDS: Final = 110.0  # somebody looks for the card, and types its PIN
MOST_BYTES: Final = 4096
REFUSALS: Final = {"declined": "terminal-declined", "cancelled": "terminal-cancelled"}
OFFLINE: Final = "terminal-offline"
SILENT: Final = "terminal-silent"


class TcpTerminal:
    """`devices.ports.PaymentTerminal`; one sale at a time."""

    def __init__(self, address: TcpAddress, pay_seconds: float = PAY_SECONDS) -> None:
        self._address = address
        self._pay_seconds = pay_seconds
        self._one = Lock()

    def pay(self, amount_kopecks: int, invoice: str) -> Approved | Declined:
        """Before the sale is asked for nothing can have been taken; after it, silence means nobody knows."""
        if not self._one.acquire(blocking=False):
            return Declined(OFFLINE)
        try:
            return self._pay(amount_kopecks, invoice)
        finally:
            self._one.release()

    def _pay(self, amount_kopecks: int, invoice: str) -> Approved | Declined:
        wish = {"pay": {"amount": amount_kopecks, "currency": "RUB", "invoice": invoice}}
        try:
            line = socket.create_connection((self._address.host, self._address.port), CONNECT_SECONDS)
        except OSError:
            return Declined(OFFLINE)
        with line:
            try:
                line.settimeout(self._pay_seconds)
                line.sendall(json.dumps(wish).encode() + b"\n")
                with line.makefile("rb") as answers:
                    return answer_of(answers.readline(MOST_BYTES), amount_kopecks)
            except OSError:
                return Declined(SILENT)


def answer_of(line: bytes, amount_kopecks: int) -> Approved | Declined:
    """What a line says; one that cannot be read is silence: money may have been taken."""
    try:
        said = json.loads(line)
        if "declined" in said:
            return Declined(REFUSALS.get(said["declined"], REFUSALS["declined"]))
        slip = said["approved"]
        at = datetime.fromisoformat(slip["at"])
        approved = Approved(str(slip["terminal"]), str(slip["reference"]), amount_kopecks, at)
    except (ValueError, KeyError, TypeError):
        return Declined(SILENT)
    return approved if at.tzinfo is not None else Declined(SILENT)
