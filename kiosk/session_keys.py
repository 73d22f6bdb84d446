"""The tokens of card sessions, kept by session number and nowhere else."""

from __future__ import annotations

from threading import Lock


class SessionKeys:
    """What the backend gave for a session; forgotten when the session ends."""

    def __init__(self) -> None:
        self._tokens: dict[int, str] = {}
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"SessionKeys({len(self._tokens)})"

    def keep(self, session: int, token: str) -> None:
        with self._lock:
            self._tokens[session] = token

    def of(self, session: int) -> str | None:
        with self._lock:
            return self._tokens.get(session)

    def forget(self, session: int) -> str | None:
        """Return the token a last time, to end the session with."""
        with self._lock:
            return self._tokens.pop(session, None)

    def forget_all(self) -> tuple[str, ...]:
        """Return every token that is still here a last time."""
        with self._lock:
            tokens = tuple(self._tokens.values())
            self._tokens.clear()
            return tokens
