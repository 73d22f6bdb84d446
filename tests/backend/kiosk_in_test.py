"""A kiosk that speaks plain HTTP, so that tests can make it lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE, TOKEN_AUDIENCE
from tests.backend.card_in_hand import CardInHand

if TYPE_CHECKING:
    from tests.backend.region import Region


@dataclass
class KioskInTest:
    """A kiosk that speaks plain HTTP, so that tests can make it lie."""

    region: Region
    key: ECKey
    id: str = ""
    token: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def enrol(self, code: str, idempotency_key: str | None = None) -> httpx.Response:
        body = {"code": code, "public_key": self.key.as_dict(private=False)}
        headers = {"Idempotency-Key": idempotency_key or uuid4().hex}
        return self.region.http.post("/v1/kiosks/enrol", json=body, headers=headers)

    def assertion(self, **changed: object) -> str:
        now = int(self.region.clock.now.timestamp())
        claims = {
            "iss": self.id,
            "sub": self.id,
            "aud": TOKEN_AUDIENCE,
            "iat": now,
            "exp": now + 60,
            "jti": uuid4().hex,
            **changed,
        }
        return jwt.encode({"alg": "ES256"}, claims, self.key)

    def ask_token(self, assertion: str) -> httpx.Response:
        form = {
            "grant_type": GRANT_TYPE,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
        }
        return self.region.http.post("/v1/token", data=form)

    def sign_in(self) -> None:
        answer = self.ask_token(self.assertion())
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]

    def nonce(self) -> str:
        """One fresh nonce."""
        answer = self.region.http.post("/v1/nonces", headers=self.headers)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["nonces"][0]["value"])

    def send_proof(self, proof: dict[str, str]) -> httpx.Response:
        return self.region.http.post("/v1/card-sessions", json=proof, headers=self.headers)

    def tap(self, card: CardInHand) -> httpx.Response:
        """Level 1, as an honest kiosk asks for it."""
        return self.send_proof(card.proof(self.id, self.nonce()))

    def send_holder_proof(self, session: str, proof: dict[str, str]) -> httpx.Response:
        headers = {**self.headers, "Okno-Session": session}
        return self.region.http.post("/v1/card-sessions/current/holder", json=proof, headers=headers)

    def enter_pin(self, session: str, card: CardInHand) -> httpx.Response:
        """Level 2, as an honest kiosk asks for it once the card accepted the PIN."""
        return self.send_holder_proof(session, card.proof(self.id, self.nonce(), "9A"))

    def file_of(self, session: str, person: str) -> httpx.Response:
        headers = {**self.headers, "Okno-Session": session}
        return self.region.http.get(f"/v1/people/{person}/file", headers=headers)

    def end(self, session: str) -> httpx.Response:
        headers = {**self.headers, "Okno-Session": session}
        return self.region.http.delete("/v1/card-sessions/current", headers=headers)
