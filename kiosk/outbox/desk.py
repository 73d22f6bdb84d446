"""Where a request becomes an entry of the outbox: receipt code, key, exact text, seal, and then the disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from backend.contract.challenge import challenge
from backend.contract.receipt_codes import receipt_code
from backend.contract.requests import (
    FILING_PURPOSE,
    LARGEST_SEALED,
    Envelope,
    FilingSignature,
    delivery_context,
    filing_nonce,
)
from backend.contract.sealing import seal
from devices.ports import CardKey, CardProof
from devices.values import Value
from kiosk.flow.application import Application
from kiosk.outbox.failures import INVALID, KEY_MISSING, OutboxError
from kiosk.outbox.filing_text import filing_text
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.values import NewEntry


class Draft(Value):
    """A request with its code, not yet stored, not yet promised."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    receipt_code: str
    body: str
    filed_at: datetime


class FilingDesk:
    """Calls may come from any thread."""

    def __init__(
        self,
        outbox: Outbox,
        kiosk: str,
        sealing_key: Callable[[], bytes | None],
        pick: Callable[[int], int],
        new_key: Callable[[], str],
        stored: Callable[[], None],
    ) -> None:
        """`pick(n)` gives an unforeseeable number below n; `stored` wakes the sender."""
        self._outbox = outbox
        self._kiosk = kiosk
        self._sealing_key = sealing_key
        self._pick = pick
        self._new_key = new_key
        self._stored = stored

    def draft(self, application: Application, filed_at: datetime, steady_now: float) -> Draft:
        """The request as text, with a receipt code of its own; raises OutboxError `filing-invalid`."""
        body = filing_text(application, self._kiosk, filed_at, steady_now)
        return Draft(receipt_code(self._pick), body, filed_at)

    def digest(self, draft: Draft) -> bytes:
        """What key 9A signs when there is no line (32 bytes): kiosk, receipt and text."""
        nonce = filing_nonce(draft.receipt_code, draft.body)
        return challenge(self._kiosk, nonce, CardKey.HOLDER.value, FILING_PURPOSE)

    def store(self, draft: Draft, session: str, proof: CardProof | None) -> None:
        """Seal and store: from now on the receipt may be printed. Raises OutboxError: nothing is stored."""
        public_key = self._sealing_key()
        if public_key is None:
            raise OutboxError(KEY_MISSING)
        envelope = Envelope(body=draft.body, session=session, signature=_signature(proof))
        context = delivery_context(draft.receipt_code)
        sealed = seal(public_key, envelope.model_dump_json().encode(), context)
        if len(sealed) > LARGEST_SEALED:  # the backend would refuse it, with the receipt in somebody's hand
            raise OutboxError(INVALID)
        filed_at = int(draft.filed_at.timestamp())
        self._outbox.add(NewEntry(draft.receipt_code, self._new_key(), sealed, filed_at))
        self._stored()


def _signature(proof: CardProof | None) -> FilingSignature | None:
    if proof is None:
        return None
    # `model_construct` because the contract reads base64 and here the bytes are raw already.
    return FilingSignature.model_construct(
        certificate=proof.certificate, guid=proof.guid.hex(), signature=proof.signature
    )
