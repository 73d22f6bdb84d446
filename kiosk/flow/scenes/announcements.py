"""Announcements: their rows on «Важная информация», and one on a page of its own."""

from __future__ import annotations

from datetime import date
from typing import Final

from kiosk.flow.announcements import URGENT, Announcement, current
from kiosk.flow.blocks import Block, Chip, Notice, Paragraph, Row, Title, Tone
from kiosk.flow.events import Opened
from kiosk.flow.pages import AnnouncementPage
from kiosk.flow.scenes.scene import Desk, Scene

TONES: Final = {"info": Tone.INFO, "important": Tone.ATTENTION, URGENT: Tone.TROUBLE}


def current_at(desk: Desk) -> tuple[Announcement, ...]:
    """What is to be shown now."""
    walk = desk.walk
    return current(walk.announcements, walk.today, walk.clock)


def rows(desk: Desk) -> tuple[Row, ...]:
    """Before the articles of the section."""
    return tuple(
        Row(
            desk.text(one.title),
            Opened(AnnouncementPage(one.id)),
            _until(desk, one),
            chip=_chip(desk, one),
            icon="important",
        )
        for one in current_at(desk)
    )


def urgent_notice(desk: Desk) -> tuple[Notice, ...]:
    """What cannot wait stands on the home page itself, in one line; its words are behind the card."""
    found = next((one for one in current_at(desk) if one.importance == URGENT), None)
    if found is None:
        return ()
    where = desk.words("announcement.where")
    return (Notice(Tone.ATTENTION, desk.text(found.title), where, icon="important", compact=True),)


def card_help(desk: Desk) -> str:
    """Under the title of the card; "" where nothing is announced."""
    found = current_at(desk)
    return desk.words.plural("announcement.count", len(found)) if found else ""


def announcement(desk: Desk, page: AnnouncementPage) -> Scene:
    """One announcement; over or retracted while it was read, it says so."""
    words = desk.words
    crumb = words("articles.important.title")
    found = next((one for one in current_at(desk) if one.id == page.announcement), None)
    if found is None:
        over = Notice(Tone.INFO, words("announcement.over"), words("announcement.over.text"))
        return Scene("announcement-over", (Title(words("announcement.title"), crumb=crumb), over))
    paragraphs = tuple(Paragraph(line.strip()) for line in desk.text(found.text).split("\n") if line.strip())
    blocks: tuple[Block, ...] = (
        Title(desk.text(found.title), crumb=crumb),
        *paragraphs,
        Paragraph(_until(desk, found), small=True),
    )
    return Scene("announcement", blocks)


def _chip(desk: Desk, one: Announcement) -> Chip | None:
    if one.importance not in TONES or one.importance == "info":
        return None
    return Chip(desk.words(f"announcement.importance.{one.importance}"), TONES[one.importance])


def _until(desk: Desk, one: Announcement) -> str:
    day, _, clock = one.ends.partition("T")
    return desk.words("announcement.until", day=desk.day(date.fromisoformat(day)), time=clock)
