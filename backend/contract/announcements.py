"""«Важная информация» of the call centre, for operators and for kiosks. It names nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from backend.contract.base import AwareMoment, Contract

LONGEST_TITLE: Final = 120
LONGEST_TEXT: Final = 2000
MOST_AT_KIOSKS: Final = 8  # more than that nobody reads

Importance = Literal["info", "important", "urgent"]


class AnnouncementIn(Contract):
    """What a supervisor writes; English may be left out, then the Russian words stand in its place."""

    title: Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    title_en: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""
    text_en: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    importance: Importance
    for_operators: bool
    for_kiosks: bool
    begins_at: AwareMoment
    ends_at: AwareMoment


class Announcement(AnnouncementIn):
    """As it stands; `retracted_at` is when it was taken back before its end."""

    announcement: str
    author: str  # their name
    created_at: datetime
    retracted_at: datetime | None
    readers: int  # operators who marked it read
    asked: int  # operators who are to read it
    read: bool  # by whoever asks


class Announcements(Contract):
    """The most important first."""

    announcements: tuple[Announcement, ...]
    server_time: datetime


class KioskAnnouncement(Contract):
    """What a kiosk shows by itself from its beginning to its end, also without a line."""

    announcement: str
    title: str
    text: str
    title_en: str
    text_en: str
    importance: Importance
    begins_at: AwareMoment
    ends_at: AwareMoment
