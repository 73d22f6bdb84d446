"""Without a card: the number of a policy or SNILS, and the birth date, typed by the pad."""

from __future__ import annotations

from datetime import date
from typing import Final

from msgspec.structs import replace

from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.pages import BirthDatePage, InsurancePage, ProofPage
from kiosk.flow.walk import Walk, opened

SNILS_DIGITS: Final = 11
POLICY_DIGITS: Final = 16  # единый номер полиса ОМС
DATE_DIGITS: Final = 8
NOBODY: Final = 0


def is_offered(walk: Walk) -> bool:
    """Whether the chosen time is one that may be booked by a number, for whoever stands here."""
    draft = walk.booking
    wanted = draft.wanted if draft else None
    return wanted is not None and wanted.level == NOBODY and walk.session is None


def number_asked(walk: Walk) -> Walk:
    return opened(walk, InsurancePage()) if is_offered(walk) and isinstance(walk.page, ProofPage) else walk


def typed(walk: Walk, character: str) -> Walk:
    """A key of the pad; "" erases."""
    draft = walk.booking
    if draft is None or (character and not character.isdigit()):
        return walk
    if isinstance(walk.page, InsurancePage):
        number = (draft.number + character)[:POLICY_DIGITS] if character else draft.number[:-1]
        return replace(walk, booking=replace(draft, number=number, unclear=False))
    born = (draft.born + character)[:DATE_DIGITS] if character else draft.born[:-1]
    return replace(walk, booking=replace(draft, born=born, unclear=False))


def number_done(walk: Walk) -> Walk:
    """On to the birth date, or a word on what is not right yet."""
    draft = walk.booking
    if draft is None or not isinstance(walk.page, InsurancePage):
        return walk
    if len(draft.number) not in (SNILS_DIGITS, POLICY_DIGITS):
        return replace(walk, booking=replace(draft, unclear=True))
    return opened(walk, BirthDatePage())


def born_on(walk: Walk) -> date | None:
    """The birth date as it was typed, if it is a day that has been."""
    draft, today = walk.booking, walk.today
    if draft is None or len(draft.born) != DATE_DIGITS or not today:
        return None
    try:
        born = date(int(draft.born[4:]), int(draft.born[2:4]), int(draft.born[:2]))
    except ValueError:
        return None
    return born if born <= date.fromisoformat(today) else None


def date_unclear(walk: Walk) -> Walk:
    draft = walk.booking
    return walk if draft is None else replace(walk, booking=replace(draft, unclear=True))


def forgotten(draft: BookingDraft | None) -> BookingDraft | None:
    """Another one may stand here now: what was typed is nobody's any more."""
    return None if draft is None else replace(draft, number="", born="", unclear=False)
