"""What a kiosk holds ready for the next card: an access token and nonces, each with its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from backend.contract.cards import Nonces
from backend.contract.kiosks import Token

MARGIN = 15.0  # seconds a nonce or token must still be good when it is taken
ENOUGH_NONCES = 2


@dataclass(frozen=True, slots=True)
class Held:
    """Something good until a moment of the monotonic clock, which no wrong time of day moves."""

    value: str = field(repr=False)
    until: float

    def is_good(self, now: float) -> bool:
        return self.until - MARGIN > now


class Stock:
    """Token and nonces; safe to use from several threads."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = Lock()
        self._token: Held | None = None
        self._nonces: list[Held] = []

    def token(self) -> str | None:
        """The access token, while it is good."""
        with self._lock:
            held = self._token
        return held.value if held and held.is_good(self._monotonic()) else None

    def keep_token(self, token: Token) -> None:
        with self._lock:
            self._token = Held(token.access_token, self._monotonic() + token.expires_in)

    def drop_token(self) -> None:
        with self._lock:
            self._token = None

    def take_nonce(self) -> str | None:
        """A good nonce, the oldest first; nobody gets it a second time."""
        with self._lock:
            self._forget_old()
            return self._nonces.pop(0).value if self._nonces else None

    def keep_nonces(self, given: Nonces) -> None:
        """Add what an answer brought; the newest replace the oldest beyond what is needed."""
        now = self._monotonic()
        fresh = [
            Held(nonce.value, now + (nonce.expires_at - given.server_time).total_seconds())
            for nonce in given.nonces
        ]
        with self._lock:
            self._forget_old()
            self._nonces = [*self._nonces, *fresh][-ENOUGH_NONCES:]

    def needs_nonces(self, within: float) -> bool:
        """Whether fewer than two will be good `within` so many seconds."""
        moment = self._monotonic() + within
        with self._lock:
            return sum(held.is_good(moment) for held in self._nonces) < ENOUGH_NONCES

    def _forget_old(self) -> None:
        now = self._monotonic()
        self._nonces = [held for held in self._nonces if held.is_good(now)]
