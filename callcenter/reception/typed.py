"""Reads what the pages of bookings send, strictly: our own forms send nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from backend.contract.bookings import MOST_SEATS
from backend.contract.desk import DeskHoldIn
from callcenter.requests import PageProblem

LONGEST_REASON: Final = 300
SEAT: Final = "seat-"
REF: Final = re.compile(r"[0-9A-Za-z-]{1,80}")
SLUG: Final = re.compile(r"[a-z0-9-]{1,80}")
PERSON: Final = re.compile(r"[0-9A-Za-z-]{1,36}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ONCE: Final = re.compile(r"[0-9a-f]{32}")
HOLD: Final = re.compile(r"[0-9a-f-]{36}")
BOOKING: Final = re.compile(r"[0-9]{8}")
RESERVATION: Final = re.compile(r"[0-9]{7}")
ITEM: Final = re.compile(r"[0-9a-z-]{1,40}")
BACK: Final = re.compile(r"bookings(?:/[a-z0-9-]{1,80}){0,3}(?:\?[0-9A-Za-z=&-]{1,300})?")
FLAG: Final = frozenset({"1"})
_PLACE: Final = re.compile(r"[1-9][0-9]{0,3}")


def matched(pattern: re.Pattern[str], value: str) -> str:
    """The value; `body-invalid` for what no form of ours sends."""
    if not pattern.fullmatch(value):
        raise PageProblem("body-invalid", 422)
    return value


def or_nothing(pattern: re.Pattern[str], value: str) -> str:
    return matched(pattern, value) if value else ""


def day_of(value: str) -> date | None:
    """`parameter-invalid` for what is no day of a calendar."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise PageProblem("parameter-invalid", 422) from None


def wish_of(fields: Mapping[str, str]) -> DeskHoldIn:
    """Seats of one slot for one person."""
    chosen = tuple(int(matched(_PLACE, name.removeprefix(SEAT))) for name in fields if name.startswith(SEAT))
    seats = fields.get("seats", "1")
    if not seats.isdigit() or not 1 <= int(seats) <= MOST_SEATS or len(chosen) > MOST_SEATS:
        raise PageProblem("body-invalid", 422)
    return DeskHoldIn(
        slot=matched(REF, fields.get("slot", "")),
        person=or_nothing(PERSON, fields.get("for", "")),
        seats=len(chosen) or int(seats),
        chosen=chosen,
        wheelchair=fields.get("wheelchair", "") == "on",
        reason=reason_of(fields),
    )


def reason_of(fields: Mapping[str, str]) -> str:
    """As it was typed, without blanks around it; `body-invalid` for more than the journal takes."""
    reason = fields.get("reason", "").strip()
    if len(reason) > LONGEST_REASON:
        raise PageProblem("body-invalid", 422)
    return reason


def back_of(fields: Mapping[str, str]) -> str:
    """The list the form was chosen from, within the contact."""
    back = fields.get("back", "")
    return back if BACK.fullmatch(back) else "bookings"
