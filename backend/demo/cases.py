"""Invented petitions in the states a case worker meets: to be signed, running, near its term, overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.cases.service import acting, opening, registering, watching
from backend.cases.service.keeping import Office
from backend.cases.values import Asking, Case
from backend.clock import day_in
from backend.contract.cases import CaseAnswerIn, CaseIn, CaseRegistrationIn, CaseText, CaseVersionIn
from backend.demo.filling import EnteredPersona
from backend.errors import Refusal
from backend.idempotency.sealing import SEAL_NONCE_BYTES

AUTHOR: Final = "widow"
LIFT: Final = "Прошу починить подъёмник у входа. Он не работает с октября, я не могу выйти из дома."
BENCH: Final = "Предлагаю поставить скамейки у остановки. До поликлиники далеко, отдохнуть негде."
LATE: Final = "Субсидию на оплату жилья обещали за десять дней. Прошёл месяц, решения нет."
MINISTRY: Final = "Министерство труда и социального развития"
WRITTEN: Final = (("application", LIFT, 2), ("suggestion", BENCH, 29), ("grievance", LATE, 45))
"""Kind, text, and how many days ago a paper came: one runs, one is near its term, one is past it."""


def enter_cases(
    connection: Connection, office: Office, personas: Sequence[EnteredPersona], now: datetime, zone: ZoneInfo
) -> int:
    """Enter them for one persona; returns how many."""
    author = next((each.person for each in personas if each.persona.slug == AUTHOR), None)
    if author is None:
        return 0
    prepared = _opened(connection, office, _asking(now, zone), author, "application", LIFT, "phone")
    acting.hand_over(
        connection, _asking(now, zone), office, prepared.number, CaseVersionIn(version=prepared.version)
    )
    for kind, text, days in WRITTEN:
        then = _asking(now - timedelta(days=days), zone)
        case = _opened(connection, office, then, author, kind, text, "paper")
        signed = CaseRegistrationIn(version=case.version, channel="paper", signed=True, signed_on=then.today)
        _taken(registering.register(connection, then, office, case.number, signed))
    asked = _opened(
        connection, office, _asking(now, zone), author, "enquiry", "Где получить справку?", "phone"
    )
    told = CaseAnswerIn(version=asked.version, answer="В отделении на Софьи Перовской, с девяти до шести.")
    _taken(acting.answer(connection, _asking(now, zone), office, asked.number, told))
    watching.escalate(connection, office, now, day_in(now, zone))  # as each day's round would have done
    return len(WRITTEN) + 2


def _opened(
    connection: Connection, office: Office, then: Asking, author: str, kind: str, text: str, channel: str
) -> Case:
    writing = CaseText(
        substance=text, addressee=MINISTRY, answer_address="г. Мурманск, ул. Полярные Зори, д. 4, кв. 12"
    )
    new = {"kind": kind, "channel": channel, "text": writing, "author": author}
    return opening.open_case(connection, then, office, CaseIn.model_validate(new))


def _taken(outcome: Case | Refusal) -> None:
    assert not isinstance(outcome, Refusal), outcome


def _asking(now: datetime, zone: ZoneInfo) -> Asking:
    """By the demonstration itself; it sees whom it has made."""
    return Asking(
        "system:demo",
        now,
        day_in(now, zone),
        token_bytes(SEAL_NONCE_BYTES),
        token_bytes(SEAL_NONCE_BYTES),
    )
