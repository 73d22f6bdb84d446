"""SMS through a gateway's HTTP interface: one JSON object a message."""

from __future__ import annotations

from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Final

import httpx

from backend.carriers.ports import CarrierDown, Letter, LetterRefused

ANSWER_SECONDS: Final = 20.0
UNREACHABLE: Final = "sms-unreachable"
ACCOUNT_REFUSED: Final = "sms-account-refused"
_NOT_OURS_TO_SEND: Final = frozenset({401, 402, 403, 407})  # the token, the account, its money
_LATER: Final = frozenset(
    {404, 405, 408, 421, 425, 429}
)  # a wrong address is the technician's, not the letter's


@dataclass(frozen=True, slots=True)
class SmsGateway:
    """POST {id, to, text, sender}; the id is the Idempotency-Key too, so a repetition is one SMS."""

    url: str
    token: str = field(repr=False)
    sender: str
    trust: SSLContext = field(repr=False)

    async def send(self, letter: Letter) -> None:
        """Any 2xx means taken; 409 says that it was taken before."""
        body = {"id": letter.id, "to": letter.to, "text": letter.text, "sender": self.sender}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": letter.id}
        try:
            async with httpx.AsyncClient(
                verify=self.trust, timeout=ANSWER_SECONDS, trust_env=False
            ) as client:
                answer = await client.post(self.url, json=body, headers=headers)
        except httpx.HTTPError:
            raise CarrierDown(UNREACHABLE) from None
        if answer.is_success or answer.status_code == httpx.codes.CONFLICT:
            return
        if answer.status_code in _NOT_OURS_TO_SEND:
            raise CarrierDown(ACCOUNT_REFUSED)
        if answer.is_client_error and answer.status_code not in _LATER:
            raise LetterRefused
        raise CarrierDown(UNREACHABLE)
