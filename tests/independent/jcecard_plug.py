"""Plug jcecard's OpenPGP card into the virtual reader: a foreign card that somebody else wrote.

Run inside the private pcscd's network; takes a folder for the card's memory, ends with its input.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from jcecard.main import OpenPGPCard

from devices.simulators.vpcd import VpcdPlug


class OpenPgp:
    def __init__(self, folder: Path) -> None:
        self._card = OpenPGPCard(storage_path=folder)
        self.atr = bytes(self._card.atr)

    def reset(self) -> None:
        self._card.reset()

    def answer(self, raw: bytes) -> bytes:
        return bytes(self._card.process_apdu(raw))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    plug = VpcdPlug(OpenPgp(Path(sys.argv[1])))
    print("in", flush=True)
    sys.stdin.read()
    plug.remove()
