"""The region's identity provider: who signs in, by the word of an OpenID Connect issuer.

The authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636). What a person may do here
stays with the account: the provider says only who it is.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, cast
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

DISCOVERY: Final = "/.well-known/openid-configuration"  # OpenID Connect Discovery 1.0, 4
ALGORITHMS: Final = ("RS256", "ES256", "PS256", "EdDSA")
SECRET_BYTES: Final = 48  # 64 characters; RFC 7636 asks for 43 at least
PATIENCE: Final = 10.0  # seconds
CLOCKS_MAY_DIFFER: Final = 60  # seconds


class ProviderUnreachable(Exception):
    code = "identity-provider-unreachable"


class SignInUnconfirmed(Exception):
    """The provider, or what it signed, does not say who it is."""

    code = "identity-provider-refused"


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """What is registered at the provider."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    redirect: str  # the console's page, to which the browser comes back


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where the browser goes, and what has to lie in it until it comes back."""

    address: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Returned:
    """What the browser came back with, and what it had kept."""

    authorization_code: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class IdentityProvider:
    """Asked anew for its addresses and keys at each sign-in: they are few, and keys change."""

    def __init__(self, settings: ProviderSettings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock

    async def begin(self) -> Beginning:
        """A sign-in to be; `ProviderUnreachable`, `SignInUnconfirmed` if somebody else answers."""
        async with self._line() as line:
            document = await self._document(line)
        state, nonce, verifier = (secrets.token_urlsafe(SECRET_BYTES) for _ in range(3))
        asked = {
            "response_type": "code",
            "scope": "openid",
            "client_id": self._settings.client,
            "redirect_uri": self._settings.redirect,
            "state": state,
            "nonce": nonce,
            "code_challenge": urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return Beginning(f"{document['authorization_endpoint']}?{urlencode(asked)}", state, nonce, verifier)

    async def subject(self, returned: Returned) -> str:
        """What the provider calls whoever signed in; `ProviderUnreachable`, `SignInUnconfirmed`."""
        asked = {
            "grant_type": "authorization_code",
            "code": returned.authorization_code,
            "redirect_uri": self._settings.redirect,
            "code_verifier": returned.verifier,
        }
        known_as = (self._settings.client, self._settings.secret)
        async with self._line() as line:
            document = await self._document(line)
            given = await _json(line.post(document["token_endpoint"], data=asked, auth=known_as))
            keys = await _json(line.get(document["jwks_uri"]))
        try:
            known = KeySet.import_key_set(cast(KeySetSerialization, keys))  # which checks what it is given
            claims = jwt.decode(str(given["id_token"]), known, algorithms=list(ALGORITHMS)).claims
            self._registry(returned.nonce).validate(claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise SignInUnconfirmed(type(error).__name__) from None
        return str(claims["sub"])

    def _registry(self, nonce: str) -> jwt.JWTClaimsRegistry:
        """OpenID Connect Core 1.0, 3.1.3.7."""
        return jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            leeway=CLOCKS_MAY_DIFFER,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.client},
            azp={"value": self._settings.client},  # of a token for several: made for us
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True, "allow_blank": False},
        )

    async def _document(self, line: httpx.AsyncClient) -> Mapping[str, Any]:
        document = await _json(line.get(f"{self._settings.issuer.rstrip('/')}{DISCOVERY}"))
        wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if document.get("issuer") != self._settings.issuer or not all(
            isinstance(document.get(name), str) for name in wanted
        ):
            raise SignInUnconfirmed("another issuer answers")
        return document

    def _line(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False)


async def _json(asked: Any) -> dict[str, Any]:
    try:
        answer: httpx.Response = await asked
        content = answer.json() if answer.status_code == httpx.codes.OK else None
    except httpx.HTTPError:
        raise ProviderUnreachable from None
    except ValueError:
        raise SignInUnconfirmed("no JSON") from None
    if not isinstance(content, dict):
        if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise ProviderUnreachable
        raise SignInUnconfirmed(f"answered {answer.status_code}")
    return content
