"""What the reader page says of a ticket: one large sign, what to do, and the facts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from backend.contract.bookings import Ticket
from backend.contract.ticket_check import TicketCheck
from callcenter.pack_titles import Titles
from content.formats import capitalised, dictated, weekday_and_day
from content.i18n import Words

Sign = Literal["good", "attention", "trouble"]
_UNPAID: Final = frozenset({"due", "overdue"})
_ENDED: Final = {"cancelled": "cancelled", "no_show": "no_show"}


@dataclass(frozen=True, slots=True)
class TicketView:
    """`facts` are titles with values, in the order of reading."""

    sign: Sign
    verdict: str
    todo: str
    facts: tuple[tuple[str, str], ...] = ()
    number: str = ""
    may_arrive: bool = False


@dataclass(frozen=True, slots=True)
class TicketWords:
    """Says it in one language for one moment."""

    words: Words
    titles: Titles
    zone: ZoneInfo
    now: datetime

    def view(self, check: TicketCheck, *, signed: bool = True) -> TicketView:
        """`signed` False: the number was typed, so nobody knows whether the paper is ours."""
        if not check.genuine:
            return self._said("trouble", "forged")
        sign, key = self._judged(check, signed=signed)
        may_arrive = check.state == "confirmed" and key != "other_day"
        return self._said(sign, key, self._facts(check), check.number, may_arrive=may_arrive)

    def unknown(self) -> TicketView:
        """There is no booking under the number."""
        return self._said("trouble", "unknown")

    def unreadable(self) -> TicketView:
        """What was typed is no ticket's text and no number."""
        return self._said("attention", "unreadable")

    def came(self, number: str, room: str) -> TicketView:
        """The arrival is written down."""
        facts = self._named(("room", room), ("number", dictated(number)))
        return self._said("good", "came", facts, number)

    def not_taken(self, code: str) -> TicketView:
        """The booking changed between the check and the arrival."""
        return self._said("trouble", "over" if code == "booking-ended" else "unknown")

    def _judged(self, check: TicketCheck, *, signed: bool) -> tuple[Sign, str]:
        if check.state == "arrived":
            return "attention", "arrived"
        if check.state != "confirmed":
            return "trouble", _ENDED.get(check.state, "over")
        if not self._is_today(check):
            return "attention", "other_day"
        if check.payment in _UNPAID:
            return "attention", "unpaid"
        if not signed:
            return "attention", "unsigned"
        return ("good", "good") if check.name_short else ("attention", "nameless")

    def _is_today(self, check: TicketCheck) -> bool:
        starts_at = check.starts_at or self.now
        return starts_at.astimezone(self.zone).date() == self.now.astimezone(self.zone).date()

    def _facts(self, check: TicketCheck) -> tuple[tuple[str, str], ...]:
        payment = "" if check.payment == "none" else self.words(f"ticket.payment.{check.payment}")
        return self._named(
            ("when", self._when(check.starts_at)),
            ("who", check.name_short or self.words("ticket.nobody")),
            ("payment", payment),
            ("to", ", ".join(part for part in (check.title, check.doctor) if part)),
            ("place", self.titles.of_place(check.place)),
            ("room", check.room),
            ("seat", check.seat),
            ("number", dictated(check.number)),
        )

    def _when(self, starts_at: datetime | None) -> str:
        if starts_at is None:
            return ""
        local = starts_at.astimezone(self.zone)
        return f"{capitalised(weekday_and_day(local.date(), self.words.language))}, {local:%H:%M}"

    def _named(self, *told: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple((self.words(f"ticket.fact.{key}"), value) for key, value in told if value)

    def _said(
        self,
        sign: Sign,
        key: str,
        facts: tuple[tuple[str, str], ...] = (),
        number: str = "",
        *,
        may_arrive: bool = False,
    ) -> TicketView:
        verdict, todo = self.words(f"ticket.{key}.title"), self.words(f"ticket.{key}.todo")
        return TicketView(sign, verdict, todo, facts, number, may_arrive)


def checked(ticket: Ticket) -> TicketCheck:
    """A ticket that was found by its number, as a check would tell it."""
    return TicketCheck(
        genuine=True,
        number=ticket.number,
        state=ticket.state,
        title=ticket.title,
        doctor=ticket.doctor,
        place=ticket.place,
        room=ticket.room,
        starts_at=ticket.starts_at,
        seat=ticket.seat.label,
        payment=ticket.payment,
        name_short=ticket.name_short,
    )
