"""Access tokens: short ES256 JWTs, issued and read by this backend alone."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from backend.contract.kiosks import Token
from backend.contract.tokens import SIGNING_ALGORITHM
from backend.errors import Refused
from backend.private_files import made_once

ISSUER = "urn:okno:backend"
LIFETIME = timedelta(minutes=10)
REMEMBERED = 4096  # verified tokens, so that each is verified once in its life
BEARER = "Bearer "
LONGEST_TOKEN = 2048
KEY_FILE = "token.key.pem"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as their token says."""

    subject: str
    roles: frozenset[str]
    expires_at: datetime
    signed_in_at: datetime

    def require(self, *roles: str) -> None:
        """`role-missing` unless the caller has one of the roles."""
        if self.roles.isdisjoint(roles):
            raise Refused("role-missing")


class TokenDesk:
    """Issues access tokens and recognises its own."""

    def __init__(self, key: ECKey) -> None:
        self._key = key
        self._known: OrderedDict[str, Caller] = OrderedDict()

    def issue(
        self,
        subject: str,
        roles: tuple[str, ...],
        now: datetime,
        lifetime: timedelta = LIFETIME,
        *,
        signed_in_at: datetime | None = None,
    ) -> Token:
        """A token for `subject` with `roles`; a renewed one keeps when its subject signed in."""
        claims = {
            "iss": ISSUER,
            "aud": ISSUER,
            "sub": subject,
            "roles": list(roles),
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "auth_time": int((signed_in_at or now).timestamp()),  # OpenID Connect Core, 2
        }
        signed = jwt.encode({"alg": SIGNING_ALGORITHM}, claims, self._key)
        return Token(access_token=signed, expires_in=int(lifetime.total_seconds()))

    def caller(self, authorization: str | None, now: datetime) -> Caller:
        """Who sends this Authorization header; `token-missing`, `-invalid` or `-expired`."""
        if not authorization:
            raise Refused("token-missing")
        if not authorization.startswith(BEARER) or len(authorization) > LONGEST_TOKEN:
            raise Refused("token-invalid")
        token = authorization.removeprefix(BEARER)
        caller = self._known.get(token) or self._verified(token)
        if caller.expires_at <= now:
            self._known.pop(token, None)
            raise Refused("token-expired")
        return caller

    def _verified(self, token: str) -> Caller:
        try:
            claims = jwt.decode(token, self._key, algorithms=[SIGNING_ALGORITHM]).claims
            if claims["iss"] != ISSUER or claims["aud"] != ISSUER:
                raise Refused("token-invalid")
            caller = Caller(
                str(claims["sub"]),
                frozenset(claims["roles"]),
                datetime.fromtimestamp(claims["exp"], UTC),
                datetime.fromtimestamp(claims["auth_time"], UTC),
            )
        except (JoseError, ValueError, KeyError, TypeError, OverflowError):
            raise Refused("token-invalid") from None
        self._known[token] = caller
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return caller


def load_or_make_token_desk(folder: Path) -> TokenDesk:
    """The desk whose key lies in `folder`, readable by its owner only."""
    pem = made_once(folder / KEY_FILE, lambda: ECKey.generate_key("P-256").as_pem(private=True))
    return TokenDesk(ECKey.import_key(pem))
