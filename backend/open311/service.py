"""Requests over Open311 become enquiries of the call centre: at once, or in their turn behind a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from pydantic import BaseModel
from sqlalchemy import Connection, RowMapping

from backend.cases.service.keeping import Office
from backend.cases.service.opening import open_case
from backend.cases.service.standing import Standing, standing_of
from backend.cases.values import LETTER_OF, Asking
from backend.contract.cases import CaseIn, CaseText
from backend.errors import Refused
from backend.open311 import repository
from backend.open311.values import CLOSED, OPEN, Front, Submission, Told, Wanted

KEPT: Final = timedelta(days=3 * 366)  # rows that hold nothing but a number and a topic
HOUR: Final = timedelta(hours=1)
ENQUIRY: Final = "enquiry"
_LETTER: Final = f"{LETTER_OF[ENQUIRY]}-"
_WAITS: Final = "Запрос принят. Номер появится через минуту: спросите его по токену."


class _Sealed(BaseModel):
    """What waits for its turn."""

    text: CaseText


@dataclass(frozen=True, slots=True)
class Fresh:
    """Drawn outside the transaction. `once_hash` is "" where the client sent no key."""

    token: str
    nonce: bytes = field(repr=False)
    body_hash: str
    once_hash: str = ""


def submit(
    connection: Connection, office: Office, asking: Asking, front: Front, sent: Submission, fresh: Fresh
) -> Told:
    """Keep it, and give it its number unless the region works in batches; sent again it is the same.

    `open311-too-many` beyond what one client may send in an hour.
    """
    row = {
        "token": fresh.token,
        "once_hash": fresh.once_hash or None,
        "body_hash": fresh.body_hash,
        "client": sent.client,
        "service_code": sent.service.code,
        "requested_at": asking.now,
        "number": None,
        "sealed": office.vault.seal(
            fresh.nonce, _Sealed(text=text_of(sent)).model_dump_json(), _belongs_to(fresh.token)
        ),
    }
    if not repository.add(connection, row):
        return _again(connection, front, fresh)
    if repository.sent(connection, sent.client, asking.now - HOUR) > front.most_an_hour:
        raise Refused("open311-too-many", retry_after=int(HOUR.total_seconds()))
    if not front.batch:
        register(connection, office, asking, fresh.token)
    return _by_token(connection, front, fresh.token)


def register(connection: Connection, office: Office, asking: Asking, token: str) -> bool:
    """Make an enquiry of what waits under the token; False if it waits no more."""
    row = repository.by_token(connection, token)
    if row is None or row["sealed"] is None:
        return False
    kept = _Sealed.model_validate_json(office.vault.open(row["sealed"], _belongs_to(token)))
    case = open_case(connection, asking, office, CaseIn(kind=ENQUIRY, channel="portal", text=kept.text))
    if not repository.register(connection, token, case.number):
        raise Refused("database-busy")  # another round was quicker: this one leaves nothing behind
    return True


def waiting(connection: Connection, most: int) -> Sequence[str]:
    """Tokens whose turn it is."""
    return repository.waiting(connection, most)


def of_token(connection: Connection, front: Front, token: str) -> Told:
    """`open311-unknown` without one."""
    if repository.by_token(connection, token) is None:
        raise Refused("open311-unknown", field="token")
    return _by_token(connection, front, token)


def of_request(connection: Connection, front: Front, request: str) -> Told:
    """One that came over Open311; other enquiries are nobody's business here."""
    row = repository.by_number(connection, number_of(request))
    if row is None:
        raise Refused("open311-unknown", field="service_request_id")
    return _told(row, front, standing_of(connection, [row["number"]]))


def listed(connection: Connection, front: Front, wanted: Wanted) -> tuple[Told, ...]:
    """The newest first."""
    named = tuple(map(number_of, wanted.requests))
    rows = repository.listed(connection, replace(wanted, requests=named))
    standing = standing_of(connection, [row["number"] for row in rows])
    told = (_told(row, front, standing) for row in rows if row["number"] in standing)
    return tuple(each for each in told if not wanted.statuses or each.status in wanted.statuses)


def purge(connection: Connection, now: datetime) -> None:
    repository.forget(connection, now - KEPT)


def number_of(request: str) -> str:
    """«З-26-000123»: clients get it without its Russian letter, which some cannot put into an address."""
    return f"{_LETTER}{request}"


def request_of(number: str) -> str:
    return number.removeprefix(_LETTER)


def text_of(sent: Submission) -> CaseText:
    """The enquiry as whoever answers it reads it."""
    latitude_longitude = "" if sent.place is None else f"{sent.place[0]}, {sent.place[1]}"
    told = {
        "Тема": sent.service.name,
        "Город": sent.attributes.get("town", ""),
        "Адрес": sent.address,
        "Место на карте": latitude_longitude,
        "Телефон": sent.phone,
        "Когда удобно": sent.attributes.get("convenient_time", ""),
    }
    lines = [f"{name}: {value}" for name, value in told.items() if value]
    return CaseText(
        substance="\n".join([sent.description, "", *lines]), author_name=sent.name, answer_email=sent.email
    )


def _again(connection: Connection, front: Front, fresh: Fresh) -> Told:
    known = repository.by_once(connection, fresh.once_hash)
    if known is None or known["body_hash"] != fresh.body_hash:
        raise Refused("idempotency-key-reused")
    return _by_token(connection, front, known["token"])


def _by_token(connection: Connection, front: Front, token: str) -> Told:
    row = repository.by_token(connection, token)
    assert row is not None  # within the transaction that has read or written it
    return _told(row, front, standing_of(connection, [row["number"]] if row["number"] else []))


def _told(row: RowMapping, front: Front, standing: Mapping[str, Standing]) -> Told:
    known = standing.get(row["number"] or "")
    is_closed = known is not None and known.state == "closed"
    number = row["number"]
    return Told(
        request=request_of(number) if number else "",
        token=row["token"],
        service=front.services.get(row["service_code"]),
        service_code=row["service_code"],
        status=CLOSED if is_closed else OPEN,
        requested_at=row["requested_at"],
        updated_at=row["requested_at"] if known is None else known.changed_at,
        expected_on=None if known is None or is_closed else known.due_on,
        notice=f"Номер обращения: {number}." if number else _WAITS,
    )


def _belongs_to(token: str) -> str:
    return f"open311:{token}"
