"""A request that may be sent twice is carried out once; the second sender gets the first answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.errors import Refusal
from backend.idempotency import repository
from backend.idempotency.sealing import AnswerSeal

KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class OnceRequest:
    """A request with its key; `seal_nonce` is random, drawn outside the transaction."""

    key: str
    request_hash: str  # SHA-256 of route and body
    now: datetime
    seal_nonce: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    status: int
    content: bytes = field(repr=False)  # JSON


def once(
    connection: Connection,
    request: OnceRequest,
    seal: AnswerSeal,
    work: Callable[[Connection], GivenAnswer | Refusal],
) -> GivenAnswer | Refusal:
    """Carry the work out, or give the answer it gave before.

    The key is claimed first: a concurrent twin waits for this transaction and then finds the answer.
    A refusal is not kept, so a corrected request may use the key again.
    """
    claimed = repository.claim(
        connection,
        {
            "key": request.key,
            "request_hash": request.request_hash,
            "status": 0,
            "answer": b"",
            "expires_at": request.now + KEPT,
        },
    )
    if not claimed:
        return _earlier(connection, request, seal)
    given = work(connection)
    if isinstance(given, Refusal):
        repository.release(connection, request.key)
        return given
    sealed = seal.seal(request.seal_nonce, given.content, request.key)
    repository.fill(connection, request.key, given.status, sealed)
    return given


def purge(connection: Connection, now: datetime) -> int:
    """Forget answers past their 90 days; returns how many."""
    return repository.purge(connection, now)


def _earlier(connection: Connection, request: OnceRequest, seal: AnswerSeal) -> GivenAnswer | Refusal:
    row = repository.find(connection, request.key)
    if row["request_hash"] != request.request_hash:
        return Refusal("idempotency-key-reused")
    return GivenAnswer(row["status"], seal.open(row["answer"], request.key))
