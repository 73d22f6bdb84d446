"""Cards that are not ours: recognised by what they give away freely, and asked nothing more.

A payment card is asked for its directory and no further: no PAN is ever read. A storage card's UID is
never asked for here: anybody can copy it, so it would authenticate nobody.
"""

from __future__ import annotations

from devices.card_protocol.apdu import MAX_SHORT_RESPONSE, Command, Ins
from devices.card_protocol.channel import Channel, historical_bytes
from devices.ports import ForeignCard

STORAGE_CARD = bytes.fromhex("804F0CA000000306")
"""Historical bytes of a storage card: PC/SC's own RID, by PC/SC specification part 3, 3.1.3.2.3."""

DESFIRE = bytes.fromhex("80")
"""Historical bytes of an ISO 14443-4 card that says nothing else (MIFARE DESFire, many transport cards)."""

_BY_NAME = (
    (b"2PAY.SYS.DDF01", ForeignCard.PAYMENT),  # EMV contactless directory
    (b"1PAY.SYS.DDF01", ForeignCard.PAYMENT),  # EMV contact directory
    (bytes.fromhex("D27600012401"), ForeignCard.OPENPGP),
)


def by_answer_to_reset(atr: bytes) -> ForeignCard | None:
    """What the answer to reset alone tells: a storage card, which knows no applications."""
    if historical_bytes(atr).startswith(STORAGE_CARD):
        return ForeignCard.TRANSPORT
    return None


def by_applications(channel: Channel, atr: bytes) -> ForeignCard:
    """Ask for the applications of the table; at most one SELECT each."""
    for name, kind in _BY_NAME:
        if channel.send(select(name)).ok:
            return kind
    return ForeignCard.TRANSPORT if historical_bytes(atr) == DESFIRE else ForeignCard.UNKNOWN


def select(name: bytes) -> Command:
    """SELECT an application by its name (ISO/IEC 7816-4)."""
    return Command(0x00, Ins.SELECT, 0x04, 0x00, name, MAX_SHORT_RESPONSE)
