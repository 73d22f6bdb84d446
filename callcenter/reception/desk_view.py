"""What all pages of bookings share: the frame, the calls, one language and one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex
from typing import Final

from starlette.responses import Response

from backend.calling.on_behalf import BehalfCalls
from backend.client import ClientFailure
from callcenter.console import Console
from callcenter.desk.frame import Frame, InContact
from callcenter.reception.spoken import Spoken

TAB: Final = "bookings"
ONCE_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Desk:
    """Made once for all pages of bookings."""

    console: Console
    frame: Frame

    @property
    def calls(self) -> BehalfCalls:
        return self.console.calls.behalf

    def spoken(self, at: InContact) -> Spoken:
        """The operator's language, now."""
        visit = at.visit
        return Spoken(
            self.console.words[visit.language],
            self.console.titles[visit.language],
            self.console.zone,
            visit.now,
        )

    def moved(self, at: InContact, *parts: str) -> Response:
        """After a form: to a page of bookings, with GET."""
        return self.frame.moved(at, "/".join((TAB, *parts)))

    async def failed(
        self, at: InContact, failure: ClientFailure, values: Mapping[str, object], template: str
    ) -> Response:
        """A form that was refused: the page again, with what was typed."""
        place = await self.frame.place(at)
        return self.frame.page(at, place, template, values, tab=TAB, failure=failure)


def fresh_once() -> str:
    """For a form that is drawn now: sent twice it is carried out once."""
    return token_hex(ONCE_BYTES)


def once_for(form: str, *chosen: str) -> str:
    """One key for each thing that one form offers: chosen again after a lost answer, the same key."""
    return sha256("\n".join((form, *chosen)).encode()).hexdigest()
