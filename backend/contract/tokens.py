"""How a kiosk asks for its access token: private_key_jwt (RFC 7523, RFC 6749 client credentials)."""

from __future__ import annotations

TOKEN_AUDIENCE = "urn:okno:backend:token"  # noqa: S105
GRANT_TYPE = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_SECONDS = 60  # longest life of an assertion
SIGNING_ALGORITHM = "ES256"
SESSION_HEADER = "Okno-Session"
IDEMPOTENCY_HEADER = "Idempotency-Key"
