"""Announcements as they are listed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from backend.contract.announcements import Announcement
from content.formats import date_in_figures
from content.i18n import Words


@dataclass(frozen=True, slots=True)
class News:
    """One announcement; `state` is one of running, waiting, over, retracted."""

    announcement: str
    title: str
    text: str
    english: bool  # stands in English too
    importance: str
    importance_title: str
    period: str
    whom: str
    author: str
    state: str
    state_title: str
    readers: str
    read: bool
    may_be_read: bool
    may_be_retracted: bool


class NewsWords:
    """Says them in one language for one moment."""

    def __init__(self, words: Words, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._zone = zone
        self._now = now

    def unread(self, announcements: Iterable[Announcement]) -> tuple[News, ...]:
        """Those that this operator has not marked."""
        return tuple(self.news(one) for one in announcements if not one.read)

    def news(self, one: Announcement) -> News:
        """As operators read it: in English where there is any."""
        in_english = self._words.language == "en"
        state = self._state(one)
        return News(
            announcement=one.announcement,
            title=(in_english and one.title_en) or one.title,
            text=(in_english and one.text_en) or one.text,
            english=bool(one.title_en and one.text_en),
            importance=one.importance,
            importance_title=self._words(f"announcements.importance.{one.importance}"),
            period=f"{self._moment(one.begins_at)} – {self._moment(one.ends_at)}",
            whom=self._whom(one),
            author=one.author,
            state=state,
            state_title=self._words(f"announcements.state.{state}"),
            readers=self._words("announcements.readers", read=one.readers, asked=one.asked)
            if one.for_operators
            else "",
            read=one.read,
            may_be_read=one.for_operators and state == "running" and not one.read,
            may_be_retracted=state in {"running", "waiting"},
        )

    def _state(self, one: Announcement) -> str:
        if one.retracted_at is not None:
            return "retracted"
        if one.ends_at <= self._now:
            return "over"
        return "running" if one.begins_at <= self._now else "waiting"

    def _whom(self, one: Announcement) -> str:
        named = {"operators": one.for_operators, "kiosks": one.for_kiosks}
        return ", ".join(self._words(f"announcements.for.{name}") for name, is_so in named.items() if is_so)

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self._zone)
        return f"{date_in_figures(local.date())} {local:%H:%M}"
