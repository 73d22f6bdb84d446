"""The pages of somebody's own petitions."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.pages import AfterAllPage, Page


class _OfSession(Page):
    is_of_session: ClassVar[bool] = True


class OwnCasesPage(_OfSession):
    """What was prepared, and what became of it; asked for since that walk time, None when it is here."""

    since: float | None = None


class CasePage(_OfSession):
    """One of them: the whole text, to be read before it is signed."""

    number: str


class CaseSignedPage(_OfSession):
    """Registered: the number, large, and until when the answer is due."""

    number: str


class CaseRefusedPage(_OfSession):
    code: str


class CaseSignedAfterAllPage(AfterAllPage):
    """The number of a text that was registered."""
