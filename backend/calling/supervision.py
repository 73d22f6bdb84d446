"""What a console asks for supervisors, and for whoever reads their announcements and judgements."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.announcements import Announcement, AnnouncementIn, Announcements
from backend.contract.board import Board
from backend.contract.journal import Journal, JournalIn
from backend.contract.quality import QualityPage, QualityReviewIn, QualitySheet
from backend.contract.reports import PeriodReport
from backend.contract.unmet import SearchedIn, UnmetIn, UnmetNoted

ANNOUNCEMENTS = "/v1/desk/announcements"
QUALITY = "/v1/desk/quality"


class SupervisionCalls(DeskCalls):
    """Callers are named by a drawn contact's sheet and by the journal alone; both looks are journalled."""

    def board(self, acting: As) -> Board | ClientFailure:
        """How the call centre stands now."""
        return self._ask(acting, "GET", "/v1/desk/board", Board)

    def report(self, acting: As, begins: date, ends: date) -> PeriodReport | ClientFailure:
        """Both days inclusive; `report-period` for too few or too many."""
        asked = urlencode({"from": begins.isoformat(), "until": ends.isoformat()})
        return self._ask(acting, "GET", f"/v1/desk/reports?{asked}", PeriodReport)

    def note_unmet(self, acting: As, searched: SearchedIn) -> UnmetNoted | ClientFailure:
        """A search of the console's own that found nothing; its words stay here."""
        return self._ask(acting, "POST", "/v1/desk/unmet", UnmetNoted, UnmetIn(subject=searched))

    def journal(self, acting: As, asked: JournalIn) -> Journal | ClientFailure:
        """`journal-period` for too many days."""
        return self._ask(acting, "POST", "/v1/desk/journal", Journal, asked)

    def announcements(self, acting: As) -> Announcements | ClientFailure:
        """Those that operators are to know now."""
        return self._ask(acting, "GET", ANNOUNCEMENTS, Announcements)

    def all_announcements(self, acting: As) -> Announcements | ClientFailure:
        """The newest first, with their readers counted."""
        return self._ask(acting, "GET", f"{ANNOUNCEMENTS}/all", Announcements)

    def announce(self, acting: As, written: AnnouncementIn, once: str) -> Announcement | ClientFailure:
        """`announcement-period` for one whose time does not fit."""
        return self._ask(acting, "POST", ANNOUNCEMENTS, Announcement, written, once)

    def mark_read(self, acting: As, announcement: str) -> Announcement | ClientFailure:
        return self._ask(acting, "POST", f"{ANNOUNCEMENTS}/{announcement}/reading", Announcement)

    def retract(self, acting: As, announcement: str) -> Announcement | ClientFailure:
        return self._ask(acting, "POST", f"{ANNOUNCEMENTS}/{announcement}/retraction", Announcement)

    def drawn(self, acting: As, week: date | None) -> QualityPage | ClientFailure:
        """The contacts of a week, or of the newest drawn one."""
        asked = f"?week={week.isoformat()}" if week else ""
        return self._ask(acting, "GET", f"{QUALITY}{asked}", QualityPage)

    def drawn_contact(self, acting: As, contact: str) -> QualitySheet | ClientFailure:
        """With its notes; the backend notes the look."""
        return self._ask(acting, "GET", f"{QUALITY}/{contact}", QualitySheet)

    def judge(self, acting: As, contact: str, told: QualityReviewIn) -> QualitySheet | ClientFailure:
        """`quality-changed` carries the problem with both judgements: `stored`, `sent`, `version`."""
        return self._ask(acting, "PUT", f"{QUALITY}/{contact}", QualitySheet, told)

    def own_judged(self, acting: As) -> QualityPage | ClientFailure:
        """What was found of the operator's own contacts."""
        return self._ask(acting, "GET", f"{QUALITY}/own", QualityPage)

    def own_sheet(self, acting: As, contact: str) -> QualitySheet | ClientFailure:
        """From now on the operator has seen it."""
        return self._ask(acting, "GET", f"{QUALITY}/own/{contact}", QualitySheet)
