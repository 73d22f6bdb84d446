"""Every view of announcements, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from content.model import Text
from kiosk.flow.announcements import Announcement, AnnouncementsReported
from kiosk.flow.events import Opened
from kiosk.flow.pages import AnnouncementPage, ArticlesPage
from kiosk.flow.stages.stage import Stage

BEGINS, ENDS = "2000-01-01T00:00", "2100-01-01T00:00"
URGENT = Announcement(
    "a-1",
    Text("Отделение на улице Полярной закрыто", "The office in Polyarnaya street is closed"),
    Text(
        "Прорвало трубу, приёма сегодня нет.\nПриходите в МФЦ на улице Книповича. Записи действуют и там.",
        "A pipe has burst, nobody is received today.\nCome to the centre in Knipovich street."
        " Bookings are good there too.",
    ),
    "urgent",
    BEGINS,
    ENDS,
)
PLAIN = Announcement(
    "a-2",
    Text("С первого декабря меняется размер пособия"),  # nobody has put it into English
    Text("Новый размер посчитаем сами. Заявление подавать не нужно."),
    "info",
    BEGINS,
    ENDS,
)


def announcement_stages(start: Stage) -> Iterator[tuple[str, Stage]]:
    """Nobody has to be known for them."""
    told = start.after(AnnouncementsReported((URGENT, PLAIN)))
    yield "home-announced", told
    important = told.after(Opened(ArticlesPage("important")))
    yield "articles-announced", important
    one = important.after(Opened(AnnouncementPage(URGENT.id)))
    yield "announcement", one
    yield "announcement-untranslated", important.after(Opened(AnnouncementPage(PLAIN.id)))
    yield "announcement-over", one.after(AnnouncementsReported((PLAIN,)))
