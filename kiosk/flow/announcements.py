"""Announcements of the call centre: each shows itself from its beginning to its end, also without a line."""

from __future__ import annotations

from content.model import Text
from devices.values import Value
from kiosk.flow.events import Event

URGENT = "urgent"


class Announcement(Value):
    """`begins` and `ends` by the kiosk's own wall: "2026-11-20T12:05"."""

    id: str
    title: Text
    text: Text
    importance: str  # "info", "important", "urgent"
    begins: str
    ends: str


class AnnouncementsReported(Event):
    """All there are; what is not among them is over or was retracted."""

    announcements: tuple[Announcement, ...]


def current(announcements: tuple[Announcement, ...], today: str, clock: str) -> tuple[Announcement, ...]:
    """Those to be shown now, the most important first, as they came; none before the first tick."""
    now = f"{today}T{clock}"
    return tuple(one for one in announcements if today and one.begins <= now < one.ends)
