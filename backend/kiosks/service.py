"""Kiosks: invited by a one-time code, enrolled with a key of their own, heard each minute, withdrawn."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.auth.assertions import Assertion
from backend.contract.kiosks import EnrolledKiosk, Heartbeat, KioskList, KioskStatus
from backend.errors import Refusal
from backend.kiosks import repository
from backend.kiosks.attention import attention_codes
from backend.secret_values import hash_of
from backend.vault import Vault

ReaderProfile = Literal["insert", "lay", "tap"]
INVITATION_LIFETIME = timedelta(hours=24)
WRONG_CODES_ALLOWED = 10
WRONG_CODES_WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a code, about to be handed to a technician, is good for."""

    code_hash: str = field(repr=False)  # by `invitation_hash`
    title: str
    reader_profile: ReaderProfile
    created_at: datetime
    lifetime: timedelta = INVITATION_LIFETIME


@dataclass(frozen=True, slots=True)
class EnrolmentAttempt:
    """Somebody with a code; `kiosk` and `failure` are fresh identifiers for either outcome."""

    code_hash: str = field(repr=False)  # by `invitation_hash`
    public_key: dict[str, str]
    address: str
    now: datetime
    kiosk: str
    failure: str


@dataclass(frozen=True, slots=True)
class KioskKey:
    public_key: dict[str, str]
    withdrawn: bool


def invitation_hash(vault: Vault, code: str) -> str:
    """Forty bits would not withstand guessing from a bare hash: the vault's key is needed too."""
    return vault.hash_of("invitation", code)


def invite(connection: Connection, invitation: Invitation, actor: str) -> None:
    """Store the code's hash; the code itself is only printed."""
    repository.add_invitation(
        connection,
        {
            "code_hash": invitation.code_hash,
            "title": invitation.title,
            "reader_profile": invitation.reader_profile,
            "created_at": invitation.created_at,
            "expires_at": invitation.created_at + invitation.lifetime,
            "kiosk": None,
        },
    )
    audit.record(connection, AuditEvent(invitation.created_at, actor, "kiosk.invite"))


def enrol(
    connection: Connection, attempt: EnrolmentAttempt, sealing_key: str = ""
) -> EnrolledKiosk | Refusal:
    """Use the code up; a wrong one is counted against the address it came from.

    `sealing_key` is what the kiosk is to seal its filings to.
    """
    since = attempt.now - WRONG_CODES_WINDOW
    if repository.failures_since(connection, attempt.address, since) >= WRONG_CODES_ALLOWED:
        return Refusal("too-many-attempts")
    invitation = repository.open_invitation(connection, attempt.code_hash, attempt.now)
    if invitation is None:
        repository.add_failure(connection, attempt.failure, attempt.now, attempt.address)
        _journal_enrolment(connection, attempt, outcome="enrolment-code-invalid")
        return Refusal("enrolment-code-invalid")
    repository.add_kiosk(
        connection,
        {
            "kiosk": attempt.kiosk,
            "title": invitation["title"],
            "reader_profile": invitation["reader_profile"],
            "public_key": json.dumps(attempt.public_key, sort_keys=True),
            "enrolled_at": attempt.now,
        },
    )
    if not repository.use_invitation(connection, attempt.code_hash, attempt.kiosk):
        raise LookupError("the invitation was used inside this transaction")
    _journal_enrolment(connection, attempt, kiosk=attempt.kiosk)
    return EnrolledKiosk(
        kiosk=attempt.kiosk,
        title=invitation["title"],
        reader_profile=invitation["reader_profile"],
        sealing_key=sealing_key,
    )


def key_of(connection: Connection, kiosk: str) -> KioskKey | None:
    """The public key a kiosk enrolled with."""
    row = repository.key_of(connection, kiosk)
    return None if row is None else KioskKey(json.loads(row["public_key"]), row["withdrawn_at"] is not None)


def is_one_device(connection: Connection, kiosk: str, other: str) -> bool:
    """Whether both ids were given to one device: to the same key, by a second enrolment."""
    one, another = key_of(connection, kiosk), key_of(connection, other)
    return one is not None and another is not None and one.public_key == another.public_key


def serves(connection: Connection, kiosk: str) -> bool:
    """Whether the kiosk is enrolled and not withdrawn, now."""
    return repository.serves(connection, kiosk)


def burn_assertion(connection: Connection, assertion: Assertion) -> Refusal | None:
    """Use an assertion up; it buys one token, and none for a kiosk withdrawn meanwhile."""
    if not repository.serves(connection, assertion.kiosk):
        return Refusal("kiosk-withdrawn")
    if not repository.burn_assertion(
        connection, assertion.kiosk, hash_of(assertion.jti), assertion.expires_at
    ):
        return Refusal("assertion-replayed")
    return None


def withdraw(connection: Connection, kiosk: str, now: datetime, actor: str) -> bool:
    """Refuse the kiosk from now on; False if there is no such serving kiosk."""
    if not repository.withdraw(connection, kiosk, now):
        return False
    audit.record(connection, AuditEvent(now, actor, "kiosk.withdraw", kiosk=kiosk))
    return True


def keep_heartbeat(connection: Connection, kiosk: str, heartbeat: Heartbeat, now: datetime) -> Refusal | None:
    """Remember the newest heartbeat and how far the kiosk's clock was off."""
    if not repository.serves(connection, kiosk):
        return Refusal("kiosk-withdrawn")
    repository.keep_heartbeat(
        connection,
        {
            "kiosk": kiosk,
            "at": now,
            "clock_skew_seconds": (heartbeat.sent_at - now).total_seconds(),
            "heartbeat": heartbeat.model_dump_json(),
        },
    )
    return None


def statuses(connection: Connection, now: datetime, pack_hash: str | None) -> KioskList:
    """All serving kiosks with what needs a technician."""
    return KioskList(
        kiosks=tuple(
            _status(
                row["kiosk"],
                row["title"],
                row["at"],
                row["clock_skew_seconds"],
                row["heartbeat"],
                now,
                pack_hash,
            )
            for row in repository.statuses(connection)
        )
    )


def purge(connection: Connection, now: datetime) -> None:
    """Forget assertions that have run out and wrong codes that no longer count."""
    repository.purge(connection, now, now - WRONG_CODES_WINDOW)


def _journal_enrolment(
    connection: Connection, attempt: EnrolmentAttempt, *, kiosk: str | None = None, outcome: str = audit.DONE
) -> None:
    event = AuditEvent(attempt.now, f"address:{attempt.address}", "kiosk.enrol", outcome=outcome, kiosk=kiosk)
    audit.record(connection, event)


def _readable(stored: str) -> Heartbeat | None:
    """The heartbeat; None for one of an older contract, so that it hides no other kiosk from the list."""
    try:
        return Heartbeat.model_validate_json(stored)
    except ValidationError:
        return None


def _status(
    kiosk: str,
    title: str,
    last_seen: datetime | None,
    skew: float | None,
    stored: str | None,
    now: datetime,
    pack_hash: str | None,
) -> KioskStatus:
    heartbeat = None if stored is None else _readable(stored)
    return KioskStatus(
        kiosk=kiosk,
        title=title,
        last_seen=last_seen,
        clock_skew_seconds=skew,
        heartbeat=heartbeat,
        attention=attention_codes(heartbeat, last_seen, skew, now, pack_hash),
    )
