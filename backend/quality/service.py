"""Draws contacts by chance, week by week; keeps what supervisors find of them; shows it to their operator."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contacts.service import looking
from backend.contacts.values import By as Asker
from backend.contract.contacts import Contact
from backend.contract.quality import (
    QualityLine,
    QualityPage,
    QualityReview,
    QualityReviewIn,
    QualitySheet,
    QualityStep,
)
from backend.errors import Refused
from backend.quality import repository
from backend.quality.values import DRAWN_AFTER, SAMPLES_A_WEEK, By
from backend.quality_form import QualityForm
from backend.vault import Vault
from content.quality import result_of

MOST_WEEKS: Final = 26
MOST_OWN: Final = 50
REMARK: Final = "quality-remark"
_WEEK: Final = timedelta(days=7)


def week_to_draw(now: datetime, zone: ZoneInfo) -> date | None:
    """The Monday of the last whole week; None while that is too young."""
    local = now.astimezone(zone)
    monday = local.date() - timedelta(days=local.weekday())
    began = datetime.combine(monday, datetime.min.time(), zone)
    return monday - _WEEK if now - began >= DRAWN_AFTER else None


def draw(connection: Connection, week: date, zone: ZoneInfo, seed: bytes, now: datetime) -> int:
    """So many of each operator's contacts of the week, by chance; a week is drawn once.

    `seed` is fresh and told to nobody: which contacts come up cannot be known beforehand, nor chosen.
    """
    if repository.is_drawn(connection, week):
        return 0
    since, before = (datetime.combine(day, datetime.min.time(), zone) for day in (week, week + _WEEK))
    by_operator: dict[str, list[str]] = defaultdict(list)
    for row in repository.candidates(connection, since, before):
        by_operator[row["operator"]].append(row["contact"])
    samples = [
        {"contact": contact, "week": week, "operator": operator, "version": 0, "failed": False}
        for operator, held in sorted(by_operator.items())
        for contact in sorted(held, key=lambda each: sha256(seed + each.encode()).digest())[:SAMPLES_A_WEEK]
    ]
    return len(samples) if repository.keep_draw(connection, week, now, samples) else 0


def page(connection: Connection, by: By, week: date | None) -> QualityPage:
    """What a supervisor may judge of a week, the newest drawn if none is named: never their own contacts."""
    weeks = repository.weeks(connection, MOST_WEEKS)
    shown = week or (weeks[0] if weeks else None)
    rows = repository.of_week(connection, shown, by.operator) if shown else []
    return QualityPage(
        week=shown, weeks=tuple(weeks), lines=tuple(_line(row) for row in rows), server_time=by.now
    )


def own(connection: Connection, by: By) -> QualityPage:
    """What was found of the operator's own contacts."""
    rows = repository.of_operator(connection, by.operator, MOST_OWN)
    return QualityPage(week=None, weeks=(), lines=tuple(_line(row) for row in rows), server_time=by.now)


def sheet(connection: Connection, vault: Vault, by: By, contact: str) -> QualitySheet:
    """A drawn contact as who judges sees it; a look, and journalled as one."""
    row = _others(connection, by, contact)
    seen = _seen(connection, vault, by, contact)
    return QualitySheet(
        line=_line(row),
        relation=seen.relation,
        level=seen.level,
        anonymous=seen.anonymous,
        notes=seen.notes,
        steps=tuple(QualityStep(at=at, what=what) for at, what in looking.steps(connection, contact)),
        review=_review(vault, row),
    )


def own_sheet(connection: Connection, vault: Vault, by: By, contact: str) -> QualitySheet:
    """The judgement as the operator sees it; from now on they have seen it."""
    row = repository.one(connection, contact)
    if row is None or row["operator"] != by.operator or row["reviewer"] is None:
        raise Refused("quality-unknown")
    repository.mark_seen(connection, contact, by.now)
    seen = _seen(connection, vault, by, contact)
    return QualitySheet(
        line=_line(_again(connection, contact)),
        relation=seen.relation,
        level=seen.level,
        anonymous=seen.anonymous,
        notes="",
        steps=(),
        review=_review(vault, row),
    )


def judge(
    connection: Connection, vault: Vault, form: QualityForm, by: By, contact: str, told: QualityReviewIn
) -> QualitySheet:
    """Keep a judgement; upon an older version `quality-changed` with both."""
    row = _others(connection, by, contact)
    unanswered = sorted({point.id for point in form.points} ^ set(told.answers))
    if unanswered or not form.points:
        raise Refused("quality-incomplete", points=unanswered)
    result = result_of(form.points, told.answers)
    values = {
        "reviewer": by.operator,
        "reviewed_at": by.now,
        "score": result.score,
        "failed": result.failed,
        "answers": json.dumps(dict(told.answers), sort_keys=True),
        "remark_sealed": vault.seal(by.nonce, told.remark, f"{REMARK}:{contact}") if told.remark else None,
        "pack_hash": form.pack_hash,
        "seen_at": None,  # what is new to the operator was not seen yet
    }
    if not repository.judge(connection, contact, told.version, values):
        standing = _review(vault, row)
        if _is_the_same(standing, row, by, told):  # sent twice, for the first answer was lost
            return sheet(connection, vault, by, contact)
        raise Refused(
            "quality-changed",
            stored=None if standing is None else standing.model_dump(mode="json"),
            sent=told.model_dump(mode="json"),
            version=row["version"],
        )
    audit.record(connection, AuditEvent(by.now, by.actor, "quality.judge"))
    return sheet(connection, vault, by, contact)


def _others(connection: Connection, by: By, contact: str) -> RowMapping:
    """A drawn contact that is not the asker's own: nobody judges themselves."""
    row = repository.one(connection, contact)
    if row is None:
        raise Refused("quality-unknown")
    if row["operator"] == by.operator:
        raise Refused("quality-own-contact")
    return row


def _is_the_same(standing: QualityReview | None, row: RowMapping, by: By, told: QualityReviewIn) -> bool:
    return (
        standing is not None
        and row["reviewer"] == by.operator
        and (dict(standing.answers), standing.remark) == (dict(told.answers), told.remark)
    )


def _seen(connection: Connection, vault: Vault, by: By, contact: str) -> Contact:
    """The contact itself; the look is in the journal."""
    return looking.one(connection, vault, Asker(by.operator, by.now, is_supervisor=True), contact)


def _again(connection: Connection, contact: str) -> RowMapping:
    row = repository.one(connection, contact)
    assert row is not None
    return row


def _review(vault: Vault, row: RowMapping) -> QualityReview | None:
    if row["reviewer"] is None:
        return None
    sealed = row["remark_sealed"]
    return QualityReview(
        answers=json.loads(row["answers"]),
        remark=vault.open(sealed, f"{REMARK}:{row['contact']}") if sealed else "",
        version=row["version"],
        pack_hash=row["pack_hash"],
    )


def _line(row: RowMapping) -> QualityLine:
    was_heard = row["answered_at"] is not None and row["ended_at"] is not None and not row["hang_up_lost"]
    return QualityLine(
        contact=row["contact"],
        week=row["week"],
        operator=row["operator"],
        operator_name=row["operator_name"],
        channel=row["channel"],
        started_at=row["started_at"],
        seconds=int((row["ended_at"] - row["answered_at"]).total_seconds()) if was_heard else None,
        topic=row["topic"],
        outcome=row["outcome"],
        reviewer_name=row["reviewer_name"],
        reviewed_at=row["reviewed_at"],
        score=row["score"],
        failed=row["failed"],
        seen_at=row["seen_at"],
    )
