"""Referrals: a doctor's office records one, a booking spends it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from backend.contract.base import Personal
from backend.contract.bookings import WithoutCard
from backend.contract.requests import Id, PersonRef

ReferralState = Literal["open", "used", "withdrawn", "over"]
ReferralNumber = Annotated[str, Field(pattern=r"^[0-9]{8}$")]


class ReferralIn(Personal):
    """To a speciality, once, for a visit on `valid_until` at the latest.

    For a person by id, or for whoever showed a policy or SNILS at the desk.
    """

    person: PersonRef | Literal[""] = ""
    who: WithoutCard | None = None
    speciality: Id
    valid_until: date

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.person) == (self.who is not None):
            raise ValueError("either a person, or their number and birth date")
        return self


class Referral(Personal):
    number: str  # eight digits
    person: str
    speciality: str
    state: ReferralState
    valid_until: date  # the last day on which the visit may be
    issued_by: str
    issued_at: datetime
    name_short: str = ""  # «Иванова М. П.», in a list of several people's


class Referrals(Personal):
    referrals: tuple[Referral, ...]  # the newest first
