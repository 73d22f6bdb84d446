"""«Направления»: what offices have recorded, one more by policy or SNILS, one taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response
from starlette.routing import Route

from backend.client import ClientFailure
from backend.contract.bookings import WithoutCard
from backend.contract.referrals import ReferralIn
from callcenter.case_lists.list_view import AtList, ListDesk, head_of, matched
from callcenter.case_lists.rows import REFERRAL_COLUMNS, ordered, referral_row
from callcenter.reception.typed import BOOKING, ONCE

REFERRALS_PAGE: Final = "/referrals"
SPECIALITIES: Final = (
    "cardiologist", "dentist", "gynaecologist", "neurologist", "ophthalmologist", "otolaryngologist",
    "paediatrician", "surgeon", "therapist",
)  # fmt: skip
MISSING: Final = ClientFailure("case-list-incomplete")
SNILS_DIGITS: Final = 11
_BETWEEN: Final = re.compile(r"[\s\u00a0-]+")


def referral_routes(desk: ListDesk) -> list[Route]:
    """Numbers of people are sent in a form and stand in no address."""

    async def show(at: AtList) -> Response:
        return await page(at, at.query(REFERRAL_COLUMNS))

    async def page(
        at: AtList,
        query: Mapping[str, str],
        typed: Mapping[str, str] | None = None,
        failure: ClientFailure | None = None,
    ) -> Response:
        found = await desk.console.ask(desk.calls.referrals, at.acting)
        if isinstance(found, ClientFailure):
            return desk.refused(at, found)
        # The newest first as they come; a column's own order where one was chosen.
        column, descending = query.get("sort", ""), "order" in query
        items = (
            ordered(found.referrals, REFERRAL_COLUMNS, column, descending=descending)
            if column
            else found.referrals
        )
        spoken = desk.spoken(at)
        values = {
            "rows": [referral_row(each, spoken) for each in items],
            "specialities": [(each, spoken.speciality(each)) for each in SPECIALITIES],
            "typed": typed or {},
        }
        return desk.page(
            at,
            "case_lists/referrals.html",
            {**head_of(REFERRALS_PAGE, REFERRAL_COLUMNS, query), **values},
            failure,
        )

    async def record(at: AtList) -> Response:
        fields = await at.form()
        once, new = matched(ONCE, fields.get("once", "")), referral_of(fields)
        if new is None:
            return await page(at, {}, fields, MISSING)
        done = await desk.console.ask(desk.calls.refer, at.acting, new, once)
        if isinstance(done, ClientFailure):
            return await page(at, {}, fields, done)
        return desk.moved(at, REFERRALS_PAGE, {})

    async def withdraw(at: AtList) -> Response:
        fields = await at.form()
        number, once = matched(BOOKING, fields.get("number", "")), matched(ONCE, fields.get("once", ""))
        done = await desk.console.ask(desk.calls.withdraw_referral, at.acting, number, once)
        if isinstance(done, ClientFailure):
            return await page(at, {}, {}, done)
        return desk.moved(at, REFERRALS_PAGE, {})

    return [
        Route(REFERRALS_PAGE, desk.serve(show), methods=["GET"]),
        Route(REFERRALS_PAGE, desk.serve(record), methods=["POST"]),
        Route(f"{REFERRALS_PAGE}/withdrawal", desk.serve(withdraw), methods=["POST"]),
    ]


def referral_of(fields: Mapping[str, str]) -> ReferralIn | None:
    """What was typed, if it is complete: eleven digits are a SNILS, sixteen a policy."""
    number = _BETWEEN.sub("", fields.get("person_number", ""))
    try:
        born, until = (date.fromisoformat(fields.get(name, "")) for name in ("birth_date", "valid_until"))
        is_snils = len(number) == SNILS_DIGITS
        who = WithoutCard(
            snils=number if is_snils else "", policy="" if is_snils else number, birth_date=born
        )
        return ReferralIn(who=who, speciality=fields.get("speciality", ""), valid_until=until)
    except (ValueError, ValidationError):
        return None
