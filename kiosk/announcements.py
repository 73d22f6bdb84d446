"""The call centre's announcements as this kiosk keeps them on its disk: they stand without a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final
from unicodedata import category
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from backend.contract.announcements import KioskAnnouncement
from content.model import Text
from kiosk.flow.announcements import Announcement, AnnouncementsReported
from kiosk.flow.events import Event
from kiosk.identity import write_private
from kiosk.journal import Journal

ANNOUNCEMENTS_FILE: Final = "announcements.json"
_ALL: Final = TypeAdapter(tuple[KioskAnnouncement, ...])
_WALL: Final = "%Y-%m-%dT%H:%M"


class AnnouncementShelf:
    """Takes what a heartbeat brings, keeps it, and tells the walk; `heard` may come from any thread."""

    def __init__(self, folder: Path, zone: str, post: Callable[[Event], None], journal: Journal) -> None:
        self._file = folder / ANNOUNCEMENTS_FILE
        self._zone = ZoneInfo(zone)
        self._post = post
        self._journal = journal
        self._lock = Lock()
        self._last: tuple[KioskAnnouncement, ...] = ()

    def begin(self) -> None:
        """Tell what was kept before the restart; a damaged file is as good as none."""
        try:
            kept = _ALL.validate_json(self._file.read_bytes())
        except (OSError, ValidationError):
            return
        with self._lock:
            if self._last or not kept:
                return
            self._last = kept
        self._tell(kept)

    def heard(self, told: tuple[KioskAnnouncement, ...]) -> None:
        """All that stand now; only a change is written down and told."""
        with self._lock:
            if told == self._last:
                return
            self._last = told
        try:
            content = [one.model_dump(mode="json") for one in told]
            write_private(self._file, json.dumps(content, ensure_ascii=False).encode())
        except OSError as error:  # they are shown all the same, until the next restart
            self._journal.note("announcements-not-kept", where=type(error).__name__)
        self._tell(told)

    def _tell(self, told: tuple[KioskAnnouncement, ...]) -> None:
        self._post(AnnouncementsReported(tuple(self._of(one) for one in told)))

    def _of(self, told: KioskAnnouncement) -> Announcement:
        return Announcement(
            id=told.announcement,
            title=Text(plain(told.title).replace("\n", " "), plain(told.title_en).replace("\n", " ")),
            text=Text(plain(told.text), plain(told.text_en)),
            importance=told.importance,
            begins=self._wall(told.begins_at),
            ends=self._wall(told.ends_at),
        )

    def _wall(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime(_WALL)


def plain(text: str) -> str:
    """Without what turns the direction of writing or shows nothing: only lines may end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or not category(sign).startswith("C"))
