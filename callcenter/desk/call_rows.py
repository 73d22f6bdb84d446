"""The call's own page: what is read aloud first, who could take it over. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from backend.contract.workplace import Colleague, Workplace
from callcenter.desk.tabs import NAMES
from callcenter.knowledge.library import Library
from callcenter.knowledge.values import Notice
from callcenter.office_hours import OfficeHours
from content.call_topics import AFTER_HOURS, DANGER, RECORDING, TRAINING, TRUST_LINE
from content.i18n import Words
from content.identification import NONE

IN_HAND: Final = frozenset({"ringing", "talking", "held"})
SOON: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    operator: str
    name: str
    state: str
    is_away: bool


@dataclass(frozen=True, slots=True)
class StepAhead:
    """A tab worth opening next, with its key, and why."""

    tab: str
    digit: int
    why: str


def first_words(
    place: Workplace, library: Library, hours: OfficeHours, local: datetime
) -> tuple[Notice, ...]:
    """What is read aloud before anything else, in this order: 112 where a life is in danger."""
    contact = place.contact
    topic = library.topic(contact.topic) if contact.topic else None
    wanted = {
        DANGER: topic is not None and topic.danger,
        TRAINING: contact.training,
        TRUST_LINE: contact.channel == "trust_line" or contact.anonymous,
        RECORDING: contact.channel in {"phone", "call_back"} and not contact.anonymous,
        AFTER_HOURS: hours.are_over(local, library.calendar),
    }
    found = (library.notices.get(notice) for notice, is_wanted in wanted.items() if is_wanted)
    return tuple(
        Notice(each.id, each.title.in_language(library.language), each.script)
        for each in found
        if each is not None
    )


def colleague_rows(colleagues: tuple[Colleague, ...], words: Words) -> tuple[ColleagueRow, ...]:
    """Those who are free first, as the backend tells them."""
    return tuple(
        ColleagueRow(one.operator, one.name, words(f"desk.colleague.{one.state}"), one.state == "away")
        for one in colleagues
    )


def wanted_first(local: datetime) -> str:
    """«2026-11-22T15:00»: the next full hour, an hour from now at least, as a form writes it."""
    soon = local + SOON
    return soon.replace(minute=0, second=0, microsecond=0, tzinfo=None).isoformat(timespec="minutes")


def steps_ahead(place: Workplace) -> tuple[StepAhead, ...]:
    """What usually comes next: who it is, then what is theirs, then how it ended."""
    contact = place.contact
    if contact.state not in IN_HAND:
        return ()
    ahead: list[tuple[str, str]] = []
    if contact.person is None and not contact.anonymous:
        ahead = [("caller", "choose"), ("wizard", "unnamed"), ("urgent", "trouble")]
    elif contact.person is not None and place.level == NONE:
        ahead = [("caller", "identify"), ("wizard", "unnamed")]
    elif contact.person is not None:
        ahead = [("file", "see"), ("wizard", "theirs"), ("bookings", "book")]
    else:
        ahead = [("wizard", "unnamed"), ("urgent", "trouble")]
    return tuple(StepAhead(tab, NAMES.index(tab) + 1, why) for tab, why in ahead)
