"""The one real body of `kiosk.ports.case.CaseLine`: the client's calls, failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from backend.client import ClientFailure, KioskClient
from backend.contract.case_signing import CASE_PURPOSE, signing_nonce, text_hash
from backend.contract.cases import CaseFile, CaseSignatureIn
from backend.contract.challenge import challenge
from devices.ports import CardKey, CardProof
from kiosk.ports.backend import Refused
from kiosk.proof_sent import proof_in


class CaseLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, kiosk: str, code_of: Callable[[ClientFailure], str]) -> None:
        self._client = client
        self._kiosk = kiosk
        self._code_of = code_of

    def own(self, session: str) -> tuple[CaseFile, ...] | Refused:
        answer = self._client.cases.own(session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer.cases

    def take_nonce(self) -> str | Refused:
        answer = self._client.take_nonce()
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def digest(self, case: CaseFile, nonce: str) -> bytes:
        bound = signing_nonce(nonce, case.number, case.version, hash_of(case))
        return challenge(self._kiosk, bound, CardKey.HOLDER.value, CASE_PURPOSE)

    def sign(self, session: str, case: CaseFile, proof: CardProof, nonce: str) -> CaseFile | Refused:
        signature = CaseSignatureIn.model_construct(
            version=case.version, text_hash=hash_of(case), proof=proof_in(proof, nonce)
        )
        answer = self._client.cases.sign(case.number, signature, uuid4().hex, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def _refused(self, failure: ClientFailure) -> Refused:
        return Refused(self._code_of(failure))


def hash_of(case: CaseFile) -> str:
    """Of the text as it was shown here, whatever the backend thinks it sent."""
    return text_hash(case.number, case.kind, case.ground, case.text)
