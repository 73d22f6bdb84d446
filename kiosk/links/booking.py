"""The one real body of `kiosk.ports.booking.BookingLine`: the client's calls, failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from pydantic import TypeAdapter

from backend.client import ClientFailure, KioskClient
from backend.contract.bookings import (
    Bookable,
    FreeDays,
    FreeSlot,
    Hold,
    HoldIn,
    OwnBooking,
    ResourceKind,
    Tickets,
    WithoutCard,
    alternatives_of,
)
from backend.contract.waiting import WaitIn, WaitingEntry
from kiosk.flow.booking.effects import FindDays, FindSlots, HoldSeat, JoinLine, MoveBooking
from kiosk.flow.booking.times import ASKED_AT_ONCE
from kiosk.flow.booking.without_card import SNILS_DIGITS
from kiosk.ports.backend import Refused
from kiosk.ports.booking import Taken

SLOT_TAKEN = "slot-taken"
_KIND: TypeAdapter[ResourceKind] = TypeAdapter(ResourceKind)


class BookingLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, code_of: Callable[[ClientFailure], str]) -> None:
        self._calls = client.bookings
        self._code_of = code_of

    def bookable(
        self, session: str | None, kind: str, near: str, beneficiary: str
    ) -> tuple[Bookable, ...] | Refused:
        answer = self._calls.bookable(_KIND.validate_python(kind), near, session, beneficiary)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer.bookable

    def slots(self, session: str | None, wish: FindSlots) -> tuple[FreeSlot, ...] | Refused:
        answer = self._calls.slots(
            kind=_KIND.validate_python(wish.kind),
            speciality=wish.speciality,
            near=wish.near,
            since=wish.since,
            whom=wish.beneficiary,
            limit=ASKED_AT_ONCE,
            session=session,
        )
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer.slots

    def days(self, session: str | None, wish: FindDays) -> FreeDays | Refused:
        answer = self._calls.days(
            kind=_KIND.validate_python(wish.kind),
            speciality=wish.speciality,
            near=wish.near,
            whom=wish.beneficiary,
            session=session,
        )
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def hold(self, session: str, wish: HoldSeat) -> Hold | Taken | Refused:
        answer = self._calls.hold(_held(wish), uuid4().hex, session)
        return self._taken_or_refused(answer) if isinstance(answer, ClientFailure) else answer

    def hold_without_card(self, wish: HoldSeat, born: date) -> Hold | Taken | Refused:
        number = wish.number
        is_snils = len(number) == SNILS_DIGITS
        snils, policy = (number, "") if is_snils else ("", number)
        who = WithoutCard(policy=policy, snils=snils, birth_date=born)
        answer = self._calls.hold(_held(wish, who), uuid4().hex)
        return self._taken_or_refused(answer) if isinstance(answer, ClientFailure) else answer

    def confirm(self, hold: str, token: str) -> Tickets | Refused:
        answer = self._calls.confirm_hold(hold, token, f"confirm-{hold}")
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def release(self, hold: str, token: str) -> None:
        """A hold that cannot be released now ends by itself."""
        self._calls.release_hold(hold, token)

    def own(self, session: str) -> tuple[OwnBooking, ...] | Refused:
        answer = self._calls.own(session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer.bookings

    def cancel(self, session: str, number: str) -> Refused | None:
        answer = self._calls.cancel(number, uuid4().hex, session=session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def waiting(self, session: str) -> tuple[WaitingEntry, ...] | Refused:
        answer = self._calls.waiting(session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer.entries

    def join_line(self, session: str, wish: JoinLine) -> Refused | None:
        told = WaitIn(speciality=wish.speciality, place=wish.place, beneficiary=wish.beneficiary or None)
        answer = self._calls.wait(told, uuid4().hex, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def take_offer(self, session: str, entry: str) -> Tickets | Refused:
        answer = self._calls.take_offer(entry, f"take-{entry}", session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def leave_line(self, session: str, entry: str) -> Refused | None:
        answer = self._calls.leave_line(entry, session)
        return None if answer is None else self._refused(answer)

    def hold_for_move(self, session: str | None, wish: HoldSeat) -> Hold | Taken | Refused:
        key = uuid4().hex
        answer = self._calls.hold_target(wish.moving, wish.slot, key, session=session, code=wish.code)
        return self._taken_or_refused(answer) if isinstance(answer, ClientFailure) else answer

    def move(self, session: str | None, wish: MoveBooking) -> Tickets | Taken | Refused:
        answer = self._calls.move(wish.number, wish.slot, uuid4().hex, session=session, code=wish.code)
        return self._taken_or_refused(answer) if isinstance(answer, ClientFailure) else answer

    def _taken_or_refused(self, failure: ClientFailure) -> Taken | Refused:
        if failure.code == SLOT_TAKEN:
            return Taken(alternatives_of(failure.problem))
        return self._refused(failure)

    def _refused(self, failure: ClientFailure) -> Refused:
        return Refused(self._code_of(failure))


def _held(wish: HoldSeat, who: WithoutCard | None = None) -> HoldIn:
    return HoldIn(
        slot=wish.slot,
        seats=wish.seats,
        beneficiary=wish.beneficiary or None,
        without_card=who,
        chosen=wish.chosen,
        wheelchair=wish.wheelchair,
    )
