"""What a kiosk asks of somebody's own petitions: how they stand, and a signature under a prepared text."""

from __future__ import annotations

from urllib.parse import quote

from backend.calling.bookings import Ask
from backend.calling.failure import ClientFailure
from backend.contract.cases import CaseFile, CaseSignatureIn, OwnCases
from backend.contract.tokens import IDEMPOTENCY_HEADER


class OwnCaseCalls:
    """Methods block. The caller keeps an `idempotency_key` and sends it again after a lost answer."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def own(self, session: str) -> OwnCases | ClientFailure:
        """Everything the holder wrote or is to sign, the newest first; level 2."""
        return self._ask("GET", "/v1/cases", OwnCases, session=session)

    def sign(
        self, number: str, signature: CaseSignatureIn, idempotency_key: str, session: str
    ) -> CaseFile | ClientFailure:
        """The text is signed by the holder's card: it is registered, and the clock starts; level 2."""
        path, once = f"/v1/cases/{quote(number)}/signature", {IDEMPOTENCY_HEADER: idempotency_key}
        return self._ask("POST", path, CaseFile, body=signature, session=session, more_headers=once)
