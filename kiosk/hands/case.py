"""The walk's wishes about petitions carried out: over the line, and with the card's signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from devices.ports import CardFailure, CardKey, Reader
from kiosk.flow.cases.effects import FetchCases, SignCase
from kiosk.flow.cases.events import CasesFetched, CaseSigned
from kiosk.flow.events import BackendRefused, CardRefused, Event
from kiosk.pin import wipe
from kiosk.ports.backend import Refused
from kiosk.ports.case import CaseLine
from kiosk.session_keys import SessionKeys

NOT_ENROLLED: Final = "kiosk-not-enrolled"
SESSION_EXPIRED: Final = "session-expired"
PERSON_LEFT: Final = "card-removed"


@dataclass(frozen=True, slots=True)
class Signing:
    """What was at hand the moment the PIN was confirmed."""

    session: str | None = field(repr=False)  # the session's secret
    pin: bytearray = field(repr=False)
    is_still_here: Callable[[], bool]  # whether nobody's time at the kiosk has ended since


def carry_out_case(effect: FetchCases, line: CaseLine | None, keys: SessionKeys) -> Event:
    """Blocks; a kiosk that is not enrolled has no line."""
    token = keys.of(effect.session)
    if line is None or token is None:
        return BackendRefused(effect.id, NOT_ENROLLED if line is None else SESSION_EXPIRED)
    own = line.own(token)
    return BackendRefused(effect.id, own.code) if isinstance(own, Refused) else CasesFetched(effect.id, own)


def sign_case(effect: SignCase, line: CaseLine | None, reader: Reader, given: Signing) -> Event:
    """The card signs the text that was shown, and the backend registers it; blocks."""
    try:
        if line is None or given.session is None:
            return BackendRefused(effect.id, NOT_ENROLLED if line is None else SESSION_EXPIRED)
        return _signed(effect, line, reader, given, given.session)
    finally:
        wipe(given.pin)


def _signed(effect: SignCase, line: CaseLine, reader: Reader, given: Signing, session: str) -> Event:
    nonce = line.take_nonce()
    if isinstance(nonce, Refused):
        return BackendRefused(effect.id, nonce.code)
    if not given.is_still_here():
        return CardRefused(effect.id, CardFailure(PERSON_LEFT))
    proof = reader.prove(effect.sequence, CardKey.HOLDER, line.digest(effect.case, nonce), given.pin)
    if isinstance(proof, CardFailure):
        return CardRefused(effect.id, proof)
    registered = line.sign(session, effect.case, proof, nonce)
    if isinstance(registered, Refused):
        return BackendRefused(effect.id, registered.code)
    return CaseSigned(effect.id, registered)
