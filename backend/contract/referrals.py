"""Referrals: a doctor's office records one, a booking spends it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import Personal
from backend.contract.requests import Id, PersonRef

ReferralState = Literal["open", "used", "withdrawn", "over"]
ReferralNumber = Annotated[str, Field(pattern=r"^[0-9]{8}$")]


class ReferralIn(Personal):
    """To a speciality, once, for a visit on `valid_until` at the latest."""

    person: PersonRef
    speciality: Id
    valid_until: date


class Referral(Personal):
    number: str  # eight digits
    person: str
    speciality: str
    state: ReferralState
    valid_until: date  # the last day on which the visit may be
    issued_by: str
    issued_at: datetime


class Referrals(Personal):
    referrals: tuple[Referral, ...]  # the newest first
