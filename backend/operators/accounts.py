"""Makes accounts on the command line: fresh password and authenticator secret unless given."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import pyotp

from backend.auth.passwords import hash_password
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.operators.service import NewAccount
from backend.operators.values import Role
from backend.vault import Vault

AUTHENTICATOR_ISSUER = "Okno"
_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True)
class Handover:
    """What the operator is told once; the database keeps a hash of the one and a sealed form of the other."""

    login: str
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)

    def authenticator_uri(self) -> str:
        """The otpauth URI that authenticator apps read."""
        return pyotp.TOTP(self.totp_secret).provisioning_uri(
            name=self.login, issuer_name=AUTHENTICATOR_ISSUER
        )


def make_account(
    login: str,
    display_name: str,
    roles: frozenset[Role],
    now: datetime,
    vault: Vault,
) -> tuple[NewAccount, Handover]:
    """An account and what to hand over to its operator."""
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    secret = pyotp.random_base32()
    operator = uuid4().hex[:16]
    account = NewAccount(
        operator=operator,
        login=login,
        display_name=display_name,
        roles=roles,
        password_hash=hash_password(password),
        totp_sealed=vault.seal(secrets.token_bytes(SEAL_NONCE_BYTES), secret, operator),
        created_at=now,
    )
    return account, Handover(login, password, secret)
