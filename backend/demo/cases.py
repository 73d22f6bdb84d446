"""Invented petitions in the states a case worker meets: to be signed, running, near its term, overdue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from secrets import token_bytes
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.cases.service import acting, opening, registering, watching
from backend.cases.service.keeping import Office
from backend.cases.values import Asking, Case
from backend.clock import day_in
from backend.contract.cases import CaseAnswerIn, CaseIn, CaseRegistrationIn, CaseText, CaseVersionIn
from backend.demo.callers import Caller
from backend.demo.filling import EnteredPersona
from backend.errors import Refusal
from backend.idempotency.sealing import SEAL_NONCE_BYTES

AUTHOR: Final = "widow"
LIFT: Final = "Прошу починить подъёмник у входа. Он не работает с октября, я не могу выйти из дома."
BENCH: Final = "Предлагаю поставить скамейки у остановки. До поликлиники далеко, отдохнуть негде."
WHERE: Final = "В отделении на Софьи Перовской, с девяти до шести."
LATE: Final = "Субсидию на оплату жилья обещали за десять дней. Прошёл месяц, решения нет."
MINISTRY: Final = "Министерство труда и социального развития"
WRITTEN: Final = (("application", LIFT, 2), ("suggestion", BENCH, 29), ("grievance", LATE, 45))
"""Kind, text, and how many days ago a paper came: one runs, one is near its term, one is past it."""
BUS: Final = "Прошу вернуть остановку у поликлиники. Пожилым людям далеко идти."
RAMP: Final = "Прошу сделать пандус у аптеки. С коляской туда не войти."
LIGHT: Final = "Предлагаю осветить дорожку к детскому саду. Зимой там темно."
REFUSED: Final = "Мне отказали в компенсации, причину не назвали. Прошу разобраться."
ANSWERED: Final = "Работы внесены в план, о сроке сообщим отдельно."
OF_CALLERS: Final = (
    ("application", BUS, 3, 0), ("application", RAMP, 8, 0), ("suggestion", LIGHT, 12, 0),
    ("grievance", REFUSED, 16, 0), ("application", RAMP, 21, 6), ("suggestion", LIGHT, 23, 5),
    ("application", BUS, 24, 10), ("grievance", REFUSED, 26, 4), ("application", LIGHT, 29, 0),
    ("grievance", REFUSED, 27, 0), ("suggestion", BUS, 40, 15), ("application", RAMP, 50, 0),
)  # fmt: skip
"""Kind, text, how many days ago a paper came, and how many days ago it was answered; 0: not yet."""
QUESTIONS: Final = (
    ("Какие бумаги нужны на субсидию?", 1),
    ("До скольких работает приём?", 2),
    ("Где получить дубликат свидетельства?", 4),
    ("Когда придёт выплата за октябрь?", 7),
    ("Как записать ребёнка в сад?", 11),
    ("Можно ли подать заявление по почте?", 18),
)
"""Enquiries by telephone, and how many days ago; each was answered at once."""


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
        then = partial(_asking, now - timedelta(days=days), zone)
        _registered(connection, office, then, author, kind, text)
    _answered_at_once(connection, office, partial(_asking, now, zone), author, "Где получить справку?")
    watching.escalate(connection, office, now, day_in(now, zone))  # as each day's round would have done
    return len(WRITTEN) + 2


def enter_cases_of_callers(
    connection: Connection, office: Office, callers: Sequence[Caller], now: datetime, zone: ZoneInfo
) -> int:
    """Enter one for each of so many people of the region; returns how many."""
    authors = iter(callers)
    entered = 0
    for (kind, text, days, answered), author in zip(OF_CALLERS, authors, strict=False):
        then = partial(_asking, now - timedelta(days=days), zone)
        case = _registered(connection, office, then, author.person, kind, text)
        if answered:
            later = _asking(now - timedelta(days=answered), zone)
            told = CaseAnswerIn(version=case.version, answer=ANSWERED)
            _taken(acting.answer(connection, later, office, case.number, told))
        entered += 1
    for (text, days), author in zip(QUESTIONS, authors, strict=False):
        then = partial(_asking, now - timedelta(days=days), zone)
        _answered_at_once(connection, office, then, author.person, text)
        entered += 1
    watching.escalate(connection, office, now, day_in(now, zone))
    return entered


def _registered(
    connection: Connection, office: Office, then: Callable[[], Asking], author: str, kind: str, text: str
) -> Case:
    """A paper that was signed on its day; each step is sealed by values of its own."""
    case = _opened(connection, office, then(), author, kind, text, "paper")
    signed = CaseRegistrationIn(version=case.version, channel="paper", signed=True, signed_on=then().today)
    return _taken(registering.register(connection, then(), office, case.number, signed))


def _answered_at_once(
    connection: Connection, office: Office, then: Callable[[], Asking], author: str, text: str
) -> None:
    asked = _opened(connection, office, then(), author, "enquiry", text, "phone")
    told = CaseAnswerIn(version=asked.version, answer=WHERE)
    _taken(acting.answer(connection, then(), office, asked.number, told))


def _opened(
    connection: Connection, office: Office, then: Asking, author: str, kind: str, text: str, channel: str
) -> Case:
    writing = CaseText(
        substance=text, addressee=MINISTRY, answer_address="г. Мурманск, ул. Полярные Зори, д. 4, кв. 12"
    )
    new = {"kind": kind, "channel": channel, "text": writing, "author": author}
    return opening.open_case(connection, then, office, CaseIn.model_validate(new))


def _taken(outcome: Case | Refusal) -> Case:
    assert not isinstance(outcome, Refusal), outcome
    return outcome


def _asking(now: datetime, zone: ZoneInfo) -> Asking:
    """By the demonstration itself; it sees whom it has made."""
    return Asking(
        "system:demo",
        now,
        day_in(now, zone),
        token_bytes(SEAL_NONCE_BYTES),
        token_bytes(SEAL_NONCE_BYTES),
    )
