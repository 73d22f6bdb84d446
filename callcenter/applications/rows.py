"""Applications of a person as rows: where each stands, until when it is decided, who spoke. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from backend.contract.requests import DeskRequest, DeskRequests
from content.formats import date_in_figures
from content.i18n import Words

SORTS: Final = ("filed", "number", "state", "term")
UNSIGNED: Final = "awaiting_signature"
_SIGNS: Final[Mapping[str, str]] = {
    UNSIGNED: "attention",
    "documents_needed": "attention",
    "granted": "good",
}
_STATES: Final = (UNSIGNED, "documents_needed", "received", "in_review", "granted", "declined", "withdrawn")
_LAST_DAY: Final = date.max
_KEYS: Final[Mapping[str, Callable[[DeskRequest], Any]]] = {
    "filed": lambda one: one.request.filed_at,
    "number": lambda one: one.request.number,
    "state": lambda one: _STATES.index(one.request.state),
    "term": lambda one: one.request.decide_by or _LAST_DAY,
}


@dataclass(frozen=True, slots=True)
class Step:
    day: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    number: str
    filed: str
    titles: tuple[str, ...]
    state: str
    sign: str
    is_unsigned: bool
    term: str  # the day, or why there is none yet
    channel: str
    applicant: str
    applicant_id: str
    for_whom: str  # «Пётр И.»; "" for the applicant's own
    receipt: str
    steps: tuple[Step, ...]


def rows_of(
    found: DeskRequests,
    titles: Mapping[str, str],
    words: Words,
    zone: ZoneInfo,
    sort: str = "filed",
    *,
    descending: bool = True,
) -> tuple[ApplicationRow, ...]:
    """The newest first unless another order is asked for."""
    ordered = sorted(found.requests, key=_KEYS[sort], reverse=descending)
    return tuple(row_of(one, titles, words, zone) for one in ordered)


def row_of(one: DeskRequest, titles: Mapping[str, str], words: Words, zone: ZoneInfo) -> ApplicationRow:
    """In words."""
    request = one.request
    is_unsigned = request.state == UNSIGNED
    return ApplicationRow(
        number=request.number,
        filed=date_in_figures(request.filed_at.astimezone(zone).date()),
        titles=tuple(titles.get(item.measure, item.measure) for item in request.items),
        state=words(f"applications.state.{request.state}"),
        sign=_SIGNS.get(request.state, "none"),
        is_unsigned=is_unsigned,
        term=_term(request.decide_by, words, is_unsigned=is_unsigned),
        channel=words(f"applications.channel.{one.channel}"),
        applicant=one.applicant_name,
        applicant_id=one.applicant,
        for_whom=request.beneficiary_name,
        receipt=request.receipt_code,
        steps=tuple(
            Step(
                date_in_figures(step.at.astimezone(zone).date()),
                words(f"applications.state.{step.state}"),
                step.note,
            )
            for step in request.history
        ),
    )


def _term(day: date | None, words: Words, *, is_unsigned: bool) -> str:
    if is_unsigned:
        return words("applications.term.unsigned")
    return date_in_figures(day) if day is not None else words("applications.term.none")
