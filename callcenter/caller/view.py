"""The page «Кто звонит»: who was chosen, who may it be, how to be sure, what that opens. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.contract.callers import CallerPage
from backend.contract.contacts import Contact
from backend.contract.person_search import Candidate, Candidates
from backend.contract.workplace import MaskedPerson, Workplace
from callcenter import times
from callcenter.caller.candidates import CandidateRow, CandidateTable, row_of, table_of
from callcenter.caller.ladder import (
    Closed,
    Step,
    closed_now,
    is_sure_enough,
    open_now,
    questions_of,
    steps_of,
)
from callcenter.caller.reading import RELATIONS
from callcenter.pack_titles import Titles
from content.formats import phone
from content.i18n import Words
from content.identification import BIRTH_DATE

OVER: Final = frozenset({"closed", "lost"})
NOT_YET: Final = "ringing"


@dataclass(frozen=True, slots=True)
class Question:
    """Read aloud in Russian as it stands; `name` is the field its answer goes to."""

    name: str
    title: str
    always: bool


@dataclass(frozen=True, slots=True)
class RingBack:
    """Calling the registered number: what can be done about it now."""

    state: str  # "offer", "dial", "answered", "no-number"
    number: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CallerView:
    """What was not asked of the backend this time is None."""

    person: CandidateRow | None
    speaker: CandidateRow | None
    speaks_for_oneself: bool
    acts_by_register: bool
    relation: str
    ground: str = field(repr=False)
    relations: tuple[tuple[str, str], ...]
    found: CandidateTable | None
    was_searched: bool
    steps: tuple[Step, ...]
    open_now: tuple[str, ...]
    closed_now: tuple[Closed, ...]
    questions: tuple[Question, ...]
    ring_back: RingBack
    locked_until: str
    is_open: bool  # somebody may still be chosen and asked
    sure_enough: bool
    anonymous: bool


def view_of(
    place: Workplace,
    page: CallerPage | None,
    found: Candidates | None,
    titles: Titles,
    words: Words,
    zone: ZoneInfo,
) -> CallerView:
    """`page` is what the backend said of the caller, `found` what a search brought."""
    contact = place.contact
    is_self = contact.speaker == contact.person or (contact.speaker is None and contact.relation == "self")
    listed = (
        page.candidates if page is not None and (page.person is None or page.candidates.candidates) else None
    )
    shown = found if found is not None else listed
    locked = page.locked_until if page is not None else None
    return CallerView(
        person=_chosen(place.person, page.person if page else None, words),
        speaker=None if is_self else _chosen(place.speaker, page.speaker if page else None, words),
        speaks_for_oneself=is_self,
        acts_by_register=page is None or page.acts_by_register,
        relation=contact.relation,
        ground=contact.ground,
        relations=tuple((each, words(f"desk.relation.{each}")) for each in RELATIONS),
        found=None if shown is None else table_of(shown, words, contact.person, contact.speaker),
        was_searched=found is not None,
        steps=steps_of(place, titles),
        open_now=open_now(place, words),
        closed_now=closed_now(place, titles, words),
        questions=tuple(_questions(titles, questions_of(titles))),
        ring_back=_ring_back(contact, page),
        locked_until="" if locked is None else _clock(locked, contact.server_time, zone),
        is_open=contact.state not in OVER and contact.state != NOT_YET,
        sure_enough=is_sure_enough(place),
        anonymous=contact.anonymous,
    )


def _chosen(masked: MaskedPerson | None, known: Candidate | None, words: Words) -> CandidateRow | None:
    """With town and masked SNILS where the page asked for them."""
    if known is not None:
        return row_of(known, words)
    if masked is None:
        return None
    return CandidateRow(masked.person, masked.short_name, masked.birth_year, "", "", "", 0, "")


def _questions(titles: Titles, aloud: Mapping[str, str]) -> list[Question]:
    return [
        Question(each.id, aloud[each.id], each.always or each.id == BIRTH_DATE) for each in titles.questions
    ]


def _ring_back(contact: Contact, page: CallerPage | None) -> RingBack:
    """Our own call to the registered number is a contact of its own: the backend compares the numbers."""
    if contact.direction == "out" and contact.parent is not None:
        number = phone(contact.number) if contact.number else ""
        return RingBack("dial" if contact.answered_at is None else "answered", number)
    if page is None:
        return RingBack("offer")
    return RingBack("offer" if page.can_ring_back else "no-number")


def _clock(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    return times.clock_time(moment, now, zone)
