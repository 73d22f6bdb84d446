"""Answers behind an eight-digit code: left by a kiosk for an operator or the other way round, for seven days.

Wrong codes are counted against who tries them, so a guesser is stopped and nobody else is: no code and
no other operator can be locked by it. A right code can be opened a few times only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import BaseModel
from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.handoffs import HandoffIn, OpenedHandoff, SlipIn
from backend.contract.requests import ContactDetails
from backend.errors import Refusal
from backend.handoffs import repository
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.vault import Vault

KEPT = timedelta(days=7)
MOST_OPENINGS = 12  # of one code: an operator, a colleague, the office that prints
WRONG_CODES_ALLOWED = 10
WRONG_CODES_WINDOW = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)

DESK = "desk"  # in place of a kiosk

Kind = Literal["handoff", "slip"]


@dataclass(frozen=True, slots=True)
class FreshCode:
    """Random values drawn outside the transaction; `spare` are codes for the case that the first is taken."""

    codes: tuple[str, ...] = field(repr=False)
    seal_nonce: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class LeftCode:
    code: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """Somebody with a code; `client` is who is counted against, an operator's or a kiosk's own name."""

    code: str = field(repr=False)
    client: str
    now: datetime
    at_kiosk: bool = False


def code_hash(vault: Vault, code: str) -> str:
    """Twenty-seven bits would not withstand guessing from a bare hash: the vault's key is needed too."""
    return vault.hash_of("handoff", code)


def leave(
    connection: Connection, moment: Moment, content: HandoffIn | SlipIn, fresh: FreshCode, vault: Vault
) -> LeftCode | Refusal:
    """Keep the answers, sealed; the code itself is only told."""
    if not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    return _left(connection, content, fresh, vault, {"kiosk": moment.kiosk, "left_at": moment.now})


def leave_at_desk(
    connection: Connection, actor: str, now: datetime, content: HandoffIn, fresh: FreshCode, vault: Vault
) -> LeftCode | Refusal:
    """Answers told to an operator: the one who told them goes on at a kiosk."""
    audit.record(connection, AuditEvent(now, actor, "handoff.leave"))
    return _left(connection, content, fresh, vault, {"kiosk": DESK, "left_at": now, "at_desk": True})


def _left(
    connection: Connection,
    content: HandoffIn | SlipIn,
    fresh: FreshCode,
    vault: Vault,
    where: Mapping[str, Any],
) -> LeftCode | Refusal:
    kind: Kind = "handoff" if isinstance(content, HandoffIn) else "slip"
    until: datetime = where["left_at"] + KEPT
    for code in fresh.codes:
        hashed = code_hash(vault, code)
        row = {
            "code_hash": hashed,
            "kind": kind,
            "sealed": vault.seal(fresh.seal_nonce, _text_of(content), hashed),
            "expires_at": until,
            "openings": 0,
            **where,
        }
        if repository.add(connection, row):
            return LeftCode(code, until)
    return Refusal("database-busy")  # every code drawn was taken: the next try draws others


def go_on_at_kiosk(
    connection: Connection, moment: Moment, code: str, vault: Vault
) -> OpenedHandoff | Refusal:
    """The answers told to an operator; what was left at a kiosk no other kiosk opens."""
    if not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    return open_code(connection, Opening(code, moment.actor, moment.now, at_kiosk=True), vault)


def open_code(connection: Connection, opening: Opening, vault: Vault) -> OpenedHandoff | Refusal:
    """What lies behind the code; a wrong one is counted against the client and committed."""
    tries = repository.tries(connection, opening.client)
    if tries is not None and tries["locked_until"] is not None and opening.now < tries["locked_until"]:
        return _refuse(connection, opening, "too-many-attempts")
    hashed = code_hash(vault, opening.code)
    row = repository.find(connection, hashed, opening.now)
    if row is None or (opening.at_kiosk and not row["at_desk"]):
        _count_wrong(connection, opening)
        return _refuse(connection, opening, "handoff-unknown")
    if not repository.count_opening(connection, hashed, MOST_OPENINGS):
        return _refuse(connection, opening, "handoff-used-up")
    audit.record(connection, AuditEvent(opening.now, opening.client, "handoff.open", kiosk=row["kiosk"]))
    text = vault.open(row["sealed"], hashed)
    if row["kind"] == "slip":
        slip = SlipIn.model_validate_json(text)
        return _opened("slip", "", slip, row["left_at"], row["expires_at"])
    handoff = HandoffIn.model_validate_json(text)
    return _opened("handoff", handoff.goals, handoff, row["left_at"], row["expires_at"])


def purge(connection: Connection, now: datetime) -> None:
    """Forget answers past their seven days and wrong tries that no longer count."""
    repository.purge(connection, now, now - WRONG_CODES_WINDOW - LOCKED_FOR)


def _opened(
    kind: Kind, goals: str, content: HandoffIn | SlipIn, left_at: datetime, expires_at: datetime
) -> OpenedHandoff:
    return OpenedHandoff(
        kind=kind,
        goals=goals,
        answers=content.answers,
        wishes=content.wishes if isinstance(content, SlipIn) else (),
        contact=content.contact if isinstance(content, SlipIn) else ContactDetails(),
        pack_hash=content.pack_hash,
        on=content.on,
        left_at=left_at,
        expires_at=expires_at,
    )


def _count_wrong(connection: Connection, opening: Opening) -> None:
    tries = repository.tries(connection, opening.client)
    is_counting = tries is not None and opening.now - tries["since"] <= WRONG_CODES_WINDOW
    wrong = tries["wrong"] + 1 if tries is not None and is_counting else 1
    is_enough = wrong >= WRONG_CODES_ALLOWED
    repository.keep_tries(
        connection,
        {
            "client": opening.client,
            "wrong": 0 if is_enough else wrong,
            "since": tries["since"] if tries is not None and is_counting else opening.now,
            "locked_until": opening.now + LOCKED_FOR if is_enough else None,
        },
    )


def _refuse(connection: Connection, opening: Opening, code: str) -> Refusal:
    audit.record(connection, AuditEvent(opening.now, opening.client, "handoff.open", outcome=code))
    return Refusal(code)


def _text_of(content: BaseModel) -> str:
    return content.model_dump_json()
