"""«Важная информация» of the call centre on the kiosk: seen, heard, and gone when its time is over."""

from __future__ import annotations

from content.model import Text
from kiosk.flow import events
from kiosk.flow.announcements import Announcement, AnnouncementsReported
from kiosk.flow.blocks import EntryGrid, Notice
from kiosk.flow.pages import Home
from tests.walks.kiosk_walk import KioskWalk

URGENT = Announcement(
    "a-1",
    Text("Приёма сегодня нет", "Nobody is received today"),
    Text("Прорвало трубу.\nПриходите завтра."),
    "urgent",
    "2026-11-20T12:00",
    "2026-11-20T15:00",
)
TOMORROW = Announcement(
    "a-2", Text("Новый размер"), Text("…"), "info", "2026-11-21T09:00", "2026-11-22T09:00"
)


def card_help(kiosk: KioskWalk) -> str:
    grid = next(block for block in kiosk.view.blocks if isinstance(block, EntryGrid))
    return next(card.help for card in grid.cards if card.title == "Важная информация")


def notices(kiosk: KioskWalk) -> list[str]:
    return [block.title for block in kiosk.view.blocks if isinstance(block, Notice)]


def told() -> KioskWalk:
    return KioskWalk().happens(AnnouncementsReported((URGENT, TOMORROW)))


def test_it_stands_on_the_home_page_and_its_words_behind_the_card() -> None:
    kiosk = told()
    assert notices(kiosk) == ["Приёма сегодня нет"]
    assert card_help(kiosk) == "1 объявление для всех"
    kiosk.tap("home.important.title")
    assert "Приёма сегодня нет" in kiosk.view.spoken
    assert "Новый размер" not in kiosk.view.spoken
    kiosk.tap("Приёма сегодня нет")
    assert (kiosk.page, "Приходите завтра." in kiosk.view.spoken) == ("announcement", True)


def test_it_begins_and_ends_by_itself_without_a_line() -> None:
    kiosk = told().happens(events.BackendReported("backend-unreachable"))
    kiosk.tap("home.important.title").tap("Приёма сегодня нет")
    kiosk.happens(events.Ticked(1010.0, "14:59", "2026-11-20"))
    assert kiosk.page == "announcement"
    kiosk.happens(events.Ticked(1020.0, "15:00", "2026-11-20"))
    assert kiosk.page == "announcement-over"
    kiosk.tap("bar.home").happens(events.Ticked(1030.0, "09:00", "2026-11-21"))
    assert card_help(kiosk) == "1 объявление для всех"
    assert "Приёма сегодня нет" not in notices(kiosk)


def test_it_outlives_the_person_who_leaves_and_speaks_their_language() -> None:
    kiosk = told().happens(events.LanguageSwitched())
    assert notices(kiosk) == ["Nobody is received today"]
    kiosk.happens(events.Finished())
    assert kiosk.walk.stack == (Home(),)
    assert notices(kiosk) == ["Приёма сегодня нет"]


def test_a_retracted_one_is_gone_while_it_is_read() -> None:
    kiosk = told().tap("home.important.title").tap("Приёма сегодня нет")
    kiosk.happens(AnnouncementsReported(()))
    assert kiosk.page == "announcement-over"
    kiosk.tap("bar.home")
    assert card_help(kiosk) == "Что изменилось и о чём помнить"
