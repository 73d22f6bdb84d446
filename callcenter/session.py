"""Who is signed in: a value sealed into a cookie, so that the console itself keeps nothing."""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from pydantic import TypeAdapter, ValidationError

from backend.contract.operators import OperatorToken
from callcenter.kept import Kept

IDLE: Final = timedelta(minutes=30)  # without an action of the person; refreshing by itself is none
LOCK_AFTER: Final = timedelta(minutes=15)  # the same; then the password opens the page again
LONGEST: Final = timedelta(hours=12)
RENEW_BEFORE: Final = timedelta(minutes=5)


class SessionKeyUnusable(Exception):
    """The key file cannot be read or made, or holds something else."""

    code = "session-key-unusable"


@dataclass(frozen=True, slots=True)
class Session:
    """An operator's token and since when it is used; times by the console's clock."""

    login: str
    token: str = field(repr=False)
    token_until: datetime
    began_at: datetime
    active_at: datetime
    roles: tuple[str, ...] = ()
    locked: bool = False

    @classmethod
    def begin(cls, login: str, token: OperatorToken, now: datetime) -> Session:
        """The session that a sign-in opens."""
        return cls(login, token.access_token, _end_of(token, now), now, now, token.roles)

    def is_over(self, now: datetime) -> bool:
        """Whether password and code are due again."""
        return now >= self.token_until or now - self.active_at > IDLE or now - self.began_at > LONGEST

    def needs_renewal(self, now: datetime) -> bool:
        return now > self.token_until - RENEW_BEFORE

    def renewed(self, token: OperatorToken, now: datetime) -> Session:
        """The same session with a fresh token."""
        return replace(self, token=token.access_token, token_until=_end_of(token, now), roles=token.roles)

    def may(self, *roles: str) -> bool:
        """Whether to offer what these roles allow; the backend decides anew each time."""
        return not set(roles).isdisjoint(self.roles)

    def is_locked(self, now: datetime) -> bool:
        """Whether somebody left the page: nothing is shown or done until the password is given."""
        return self.locked or now - self.active_at > LOCK_AFTER

    def lock(self) -> Session:
        return replace(self, locked=True)

    def unlock(self, now: datetime) -> Session:
        return replace(self, locked=False, active_at=now)

    def active(self, now: datetime) -> Session:
        """The same session, just used by a person; a locked one stays as it is."""
        return self if self.is_locked(now) else replace(self, active_at=now)


def _end_of(token: OperatorToken, now: datetime) -> datetime:
    return now + timedelta(seconds=token.expires_in)


_SESSION = TypeAdapter(Session)
_PAGE: Final = "page"
_KEPT = TypeAdapter(Kept)


class SessionSeal:
    """Encrypts and authenticates sessions and kept forms (Fernet: AES-128-CBC, HMAC-SHA256)."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)

    def seal(self, session: Session) -> str:
        """The cookie's value."""
        return self._fernet.encrypt(_SESSION.dump_json(session)).decode("ascii")

    def open(self, cookie: str) -> Session | None:
        """What was sealed; None for anything else."""
        try:
            if "=" in cookie.rstrip("="):  # base64 reads no further, so anything might follow
                return None
            return _SESSION.validate_json(self._fernet.decrypt(cookie.encode()))
        except (InvalidToken, ValidationError, ValueError):
            return None

    def seal_page(self, text: str, bound_to: str) -> str:
        """State that lies on a page and nowhere else; `bound_to` names what it may be sent back for."""
        return self._fernet.encrypt(zlib.compress(f"{_PAGE}\0{bound_to}\0{text}".encode())).decode("ascii")

    def open_page(self, sealed: str, bound_to: str) -> str | None:
        """What was sealed for that; None for anything else, and for what lay too long."""
        try:
            content = self._fernet.decrypt(sealed.encode(), ttl=int(LONGEST.total_seconds()))
            kind, bound, text = zlib.decompress(content).decode().split("\0", 2)
        except (InvalidToken, zlib.error, ValueError):
            return None
        return text if (kind, bound) == (_PAGE, bound_to) else None

    def seal_kept(self, kept: Kept) -> str:
        """For a hidden field of the sign-in page."""
        return self._fernet.encrypt(_KEPT.dump_json(kept)).decode("ascii")

    def open_kept(self, sealed: str) -> Kept | None:
        """None for whatever was not sealed so."""
        try:
            return _KEPT.validate_json(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValidationError, ValueError):
            return None


def load_or_make_seal(file: Path | None) -> SessionSeal:
    """The seal whose key lies in `file`, readable by its owner only; without a file, a key of this run."""
    if file is None:
        return SessionSeal(Fernet.generate_key())
    try:
        if not file.exists():
            _write_private(file, Fernet.generate_key())
        return SessionSeal(file.read_bytes().strip())
    except (OSError, ValueError) as error:
        raise SessionKeyUnusable(
            f"{file}: {error.strerror if isinstance(error, OSError) else error}"
        ) from None


def _write_private(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(content)
