"""What a scanner, a keyboard to the computer, or a person has typed: a ticket's text, or its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from backend.contract.bookings import TICKET_PREFIX

_QR: Final = re.compile(rf"{TICKET_PREFIX}([0-9]{{8}}):[A-Za-z0-9_-]{{86}}")
_NUMBER: Final = re.compile(r"[0-9]{8}")
_GAPS: Final = re.compile(r"[\s\u00a0]+")
# A scanner presses keys by their place; with the Russian layout on, other letters come out.
_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_SHIFTED: Final = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_BY_PLACE: Final = str.maketrans(_CYRILLIC + _CYRILLIC.upper(), _LATIN + _SHIFTED)


@dataclass(frozen=True, slots=True)
class Scanned:
    """`qr` as the ticket bears it; "" where only the number was typed."""

    number: str
    qr: str = ""


def scanned(typed: str) -> Scanned | None:
    """What was meant; None for what is no ticket's."""
    text = _GAPS.sub("", typed).translate(_BY_PLACE)
    found = _QR.fullmatch(text)
    if found is not None:
        return Scanned(found[1], text)
    return Scanned(text) if _NUMBER.fullmatch(text) else None
