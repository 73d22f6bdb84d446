"""Earlier contacts of a person, as rows. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from backend.contract.contacts import PastContact, PastContacts
from callcenter.pack_titles import Titles
from content.formats import date_in_figures
from content.i18n import Words


@dataclass(frozen=True, slots=True)
class EarlierRow:
    when: str
    channel: str
    topic: str
    outcome: str
    notes: str = field(repr=False)


def earlier_rows(past: PastContacts, titles: Titles, words: Words, zone: ZoneInfo) -> tuple[EarlierRow, ...]:
    """The newest first, as the backend tells them."""
    return tuple(_row(each, titles, words, zone) for each in past.contacts)


def _row(one: PastContact, titles: Titles, words: Words, zone: ZoneInfo) -> EarlierRow:
    local = one.started_at.astimezone(zone)
    return EarlierRow(
        when=f"{date_in_figures(local.date())} {local:%H:%M}",
        channel=words(f"desk.channel.{one.channel}"),
        topic=titles.of_topic(one.topic) if one.topic else "",
        outcome=titles.of_outcome(one.outcome) if one.outcome else "",
        notes=one.notes,
    )
