"""The virtual cards at hand: made from their files once, so that a blocked PIN stays blocked."""

from __future__ import annotations

import time
from pathlib import Path

from devices.simulators.card_faults import MuteCard, SlowCard
from devices.simulators.card_port import Card
from devices.simulators.card_profile import CardFaults, CardFile, CardFileError, parse_card, read_card_file
from devices.simulators.foreign_cards import PaymentCard, TransportCard, UnknownCard
from devices.simulators.virtual_card import VirtualPivCard


class CardShelf:
    """Keeps each card as it was left; a file that has been rewritten since is a new card."""

    def __init__(self) -> None:
        self._cards: dict[tuple[Path, int], Card] = {}

    def take(self, path: Path) -> Card:
        """The card of this file; raises CardFileError."""
        file = read_card_file(path)
        key = (path.resolve(), path.stat().st_mtime_ns)
        if key not in self._cards:
            self._cards[key] = _body(file)
        return _with_faults(self._cards[key], file.faults)


def make_card(content: object) -> Card:
    """A card from decoded JSON, with nothing remembered of it; raises CardFileError."""
    file = parse_card(content, "card")
    return _with_faults(_body(file), file.faults)


def _body(file: CardFile) -> Card:
    match file.kind:
        case "piv" if file.profile is not None:
            return VirtualPivCard(file.profile)
        case "payment":
            return PaymentCard()
        case "transport":
            return TransportCard()
        case "unknown":
            return UnknownCard()
    raise CardFileError(f"{file.name}: kind {file.kind!r} without a profile is no card we know")


def _with_faults(card: Card, faults: CardFaults) -> Card:
    if faults.delay_seconds:
        card = SlowCard(card, faults.delay_seconds, time.sleep)
    if faults.mute_after is not None:
        card = MuteCard(card, faults.mute_after)
    return card
