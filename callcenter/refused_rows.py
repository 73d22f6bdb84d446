"""Requests that were not taken in, as rows and as one page: why, what to do, whose. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.contract.requests import RefusedDelivery, RefusedFiling
from callcenter import times
from callcenter.kiosk_rows import natural
from callcenter.pack_titles import Titles
from content.formats import phone
from content.i18n import Words

# Whatever the key: nobody will ever read these.
NEVER_READABLE: Final = frozenset({"seal-broken"})

COLUMNS: Final[dict[str, Callable[[RefusedDelivery], object]]] = {
    "at": lambda delivery: delivery.at,
    "kiosk": lambda delivery: (natural(delivery.kiosk_title), delivery.kiosk),
    "why": lambda delivery: delivery.code,
}


@dataclass(frozen=True, slots=True)
class RefusedRow:
    receipt_code: str
    kiosk: str
    kiosk_title: str
    at: str
    age: str
    code: str
    why: str
    todo: str
    may_be_read: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What the request says of itself; none of it counts as proven."""

    unreadable: str  # why nobody can tell, in words
    applicant: str
    phone: str
    email: str
    filed_at: str
    wants: str  # «Исправить заявление 26-000123»; "" for a new one
    measures: tuple[str, ...]
    closed: bool  # what was asked for is told in a contact of the applicant's alone


def ordered(
    deliveries: Iterable[RefusedDelivery], column: str, *, descending: bool = False
) -> tuple[RefusedDelivery, ...]:
    """By the column; equals with the oldest first."""
    oldest_first = sorted(deliveries, key=lambda delivery: (delivery.at, delivery.receipt_code))
    return tuple(sorted(oldest_first, key=COLUMNS[column], reverse=descending))  # type: ignore[arg-type]


class RefusedWords:
    """Says it in one language for one moment."""

    def __init__(self, words: Words, titles: Titles, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._titles = titles
        self._zone = zone
        self._now = now

    def row(self, delivery: RefusedDelivery) -> RefusedRow:
        """One line of the list."""
        code = delivery.code if f"refused.{delivery.code}.title" in self._words else "other"
        return RefusedRow(
            receipt_code=delivery.receipt_code,
            kiosk=delivery.kiosk,
            kiosk_title=delivery.kiosk_title,
            at=times.clock_time(delivery.at, self._now, self._zone),
            age=times.duration(max(0.0, (self._now - delivery.at).total_seconds()), self._words),
            code=delivery.code,
            why=self._words(f"refused.{code}.title"),
            todo=self._words(f"refused.{code}.todo"),
            may_be_read=delivery.code not in NEVER_READABLE,
        )

    def claim(self, filing: RefusedFiling) -> Claim:
        """What it says inside."""
        contact, filed_at = filing.contact, filing.filed_at
        return Claim(
            unreadable=self._unreadable(filing.unreadable),
            applicant=filing.applicant_name,
            phone=phone(contact.phone) if contact.phone else "",
            email=contact.email,
            filed_at="" if filed_at is None else times.clock_time(filed_at, self._now, self._zone),
            wants="" if filing.action == "file" else self._change(filing.action, filing.number),
            measures=tuple(self._titles.of_measure(measure) for measure in filing.measures),
            closed=filing.closed,
        )

    def _unreadable(self, code: str) -> str:
        if not code:
            return ""
        key = f"refused.unreadable.{code}"
        return self._words(key if key in self._words else "refused.unreadable.other")

    def _change(self, action: str, number: str) -> str:
        return self._words(f"refused.action.{action}", number=number)
