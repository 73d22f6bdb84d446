"""Files a request: with the session while the backend knows it, else with the card's own signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from devices.ports import CardFailure, CardKey, CardProof, Reader
from kiosk.flow import effects, events
from kiosk.flow.events import Event
from kiosk.outbox.desk import Draft, FilingDesk
from kiosk.outbox.failures import OutboxError
from kiosk.ports.backend import FilingLine

NO_SESSION = "session-expired"
PERSON_LEFT = "card-removed"
NO_USE = ("card-", "kiosk-withdrawn", "person-")  # refusals that the card's signature would not help


@dataclass(frozen=True, slots=True)
class Given:
    """What was at hand the moment the request was confirmed."""

    session: str | None = field(repr=False)  # the session's secret
    pin: bytearray = field(repr=False)  # empty unless the card asked for it
    is_still_here: Callable[[], bool]  # whether nobody's time at the kiosk has ended since


class Filing:
    """Calls may come from any worker thread."""

    def __init__(
        self, desk: FilingDesk, line: FilingLine, reader: Reader, steady: Callable[[], float]
    ) -> None:
        """`steady` is the clock of the walk."""
        self._desk = desk
        self._line = line
        self._reader = reader
        self._steady = steady

    def file(self, effect: effects.FileRequest, given: Given) -> Event:
        """Filed only once it is on the disk; in every other end nothing was stored."""
        if given.session is None:
            return events.FilingRefused(effect.id, NO_SESSION)
        try:
            draft = self._desk.draft(effect.request, self._line.time(), self._steady())
            proof: CardProof | None = None
            refused = self._line.vouch(given.session, effect.request.applicant)
            if refused is not None and refused.code.startswith(NO_USE):
                return events.FilingRefused(effect.id, refused.code)
            if given.pin or refused is not None:
                signed = self._signed(effect, draft, given)
                if not isinstance(signed, CardProof):
                    return signed
                proof = signed
            self._desk.store(draft, given.session, proof)
        except OutboxError as error:
            return events.FilingRefused(effect.id, error.code)
        return events.Filed(effect.id, draft.receipt_code)

    def _signed(self, effect: effects.FileRequest, draft: Draft, given: Given) -> CardProof | Event:
        """The card's signature with 9A; it forgot the PIN after the one before, so it asks again."""
        if not given.pin:
            return events.FilingNeedsPin(effect.id)
        if not given.is_still_here():
            return events.CardRefused(effect.id, CardFailure(PERSON_LEFT))
        proof = self._reader.prove(effect.sequence, CardKey.HOLDER, self._desk.digest(draft), given.pin)
        return proof if isinstance(proof, CardProof) else events.CardRefused(effect.id, proof)
