"""What lies behind an eight-digit code, as rows of a page and of an A4 sheet. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from backend.contract.handoffs import OpenedHandoff
from callcenter.pack_titles import Titles
from content.formats import date_in_figures, phone
from content.i18n import Words


@dataclass(frozen=True, slots=True)
class AnswerRow:
    title: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class WishRow:
    title: str
    kind: str
    verdict: str
    deadline: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One page: `is_slip` makes it an application to be signed."""

    is_slip: bool
    left_on: str
    good_until: str
    on: str
    other_rules: bool  # made by another version of the rules than the console has
    subject: str
    phone: str
    email: str
    wishes: tuple[WishRow, ...]
    answers: tuple[AnswerRow, ...]


def prepared(opened: OpenedHandoff, titles: Titles, words: Words, zone: ZoneInfo) -> Prepared:
    """The page of what was opened."""
    return Prepared(
        is_slip=opened.kind == "slip",
        left_on=date_in_figures(opened.left_at.astimezone(zone).date()),
        good_until=date_in_figures(opened.expires_at.astimezone(zone).date()),
        on=date_in_figures(opened.on),
        other_rules=opened.pack_hash != titles.pack_hash,
        subject=_subject(opened.goals, titles, words),
        phone=phone(opened.contact.phone) if opened.contact.phone else "",
        email=opened.contact.email,
        wishes=tuple(
            WishRow(
                titles.of_measure(wish.measure),
                words(f"wish.{wish.kind}"),
                words(f"verdict.{wish.verdict}") if wish.verdict else "",
                titles.deadline(wish.measure),
                titles.papers(wish.measure),
            )
            for wish in opened.wishes
        ),
        answers=tuple(
            AnswerRow(
                titles.of_fact(answer.fact),
                titles.value(answer.fact, answer.value, words),
                words(f"source.{answer.source}"),
            )
            for answer in opened.answers
        ),
    )


def _subject(goals: str, titles: Titles, words: Words) -> str:
    if goals.startswith("measure:"):
        return titles.of_measure(goals.removeprefix("measure:"))
    return words(f"goals.{goals}") if goals else ""
