"""Weeks drawn for quality in the demo region: the newest waits for the supervisor, the others are judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from secrets import token_bytes
from typing import Final

from sqlalchemy import Connection

from backend.contract.quality import QualityReviewIn
from backend.demo.calls import CallCentre, PastWork
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.quality import service as quality
from backend.quality.values import By
from backend.quality_form import QualityForm
from backend.vault import Vault
from content.quality import Judgement

SEED: Final = 7_000_003
WEEKS: Final = 4
REVIEWER: Final = "supervisor"
JUDGED_AFTER: Final = timedelta(days=8, hours=10)  # of the week's Monday
_JUDGEMENTS: Final[tuple[Judgement, ...]] = ("yes", "partly", "no", "not_applicable")
_WEIGHTS: Final = (80, 12, 3, 5)
_REMARKS: Final = ("", "Спокойно и понятно, спасибо.", "Повторите срок в конце разговора.")
_WEEK: Final = timedelta(days=7)


def draw_weeks(connection: Connection, centre: CallCentre, seed: int) -> tuple[date, ...]:
    """Draw the last whole weeks; returns all but the newest, to be judged."""
    newest = quality.week_to_draw(centre.now, centre.zone)
    if newest is None:
        return ()
    chance = Random(seed + SEED)  # noqa: S311 (invented judgements are no secret)
    weeks = tuple(newest - back * _WEEK for back in range(WEEKS))
    for week in weeks:
        then = datetime.combine(week + _WEEK, time(8), centre.zone)
        quality.draw(connection, week, centre.zone, chance.randbytes(16), min(then, centre.now))
    return weeks[1:]


def weeks_judged(
    vault: Vault, form: QualityForm, centre: CallCentre, seed: int, weeks: Sequence[date]
) -> Iterator[PastWork]:
    """The judgements of these weeks, each week's at one moment; none without a form."""
    for week in weeks if form.points else ():
        then = min(datetime.combine(week, time(), centre.zone) + JUDGED_AFTER, centre.now)
        yield then, partial(_judge, vault=vault, form=form, seed=seed, week=week, then=then)


def _judge(
    connection: Connection, vault: Vault, form: QualityForm, seed: int, week: date, then: datetime
) -> None:
    chance = Random(seed + SEED + week.toordinal())  # noqa: S311
    for line in quality.page(connection, By(REVIEWER, then), week).lines:
        answers = {point.id: chance.choices(_JUDGEMENTS, _WEIGHTS)[0] for point in form.points}
        told = QualityReviewIn(answers=answers, remark=chance.choice(_REMARKS), version=0)
        by = By(REVIEWER, then, token_bytes(SEAL_NONCE_BYTES))
        quality.judge(connection, vault, form, by, line.contact, told)
