"""Tells people what became of their bookings, in the transaction in which it became so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.bookings.values import Booked, News
from backend.carriers.ports import Channel
from backend.clock import Clock, day_in
from backend.messages import service
from backend.messages.composing import Told, WordsByLanguage, subject_and_body, words_of
from backend.messages.values import Kind, Message, Unsent
from backend.people import service as people
from backend.people.values import ContactDetails
from backend.places import PlaceBook
from backend.stock.values import Reservation
from backend.ticket_letters import TicketLetter

# What was queued about a booking before is true no more.
_OVERTAKING: Final[frozenset[Kind]] = frozenset({"moved", "cancelled", "unpaid"})
# Several seats that were taken in one go are told of once.
OF_A_PARTY: Final[frozenset[Kind]] = frozenset({"confirmed", "reminder"})
KEY_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Notice:
    """Something one person should be told."""

    kind: Kind
    person: str
    dedupe_key: str  # the channel and who is told are added
    about: str
    told: Told
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class PostOffice:
    """What all messages of a region share; without channels nobody is told anything."""

    channels: frozenset[Channel]
    places: PlaceBook
    words: WordsByLanguage
    clock: Clock
    zone: ZoneInfo  # the region's: whose calendar day decides who acts for whom

    def tell(self, connection: Connection, news: Sequence[News]) -> None:
        """What the services of bookings call with their news."""
        now = self.clock()
        parties = Counter(each.booked.party for each in news if each.kind == "confirmed")
        for each in news:
            if each.booked.person is None:
                continue
            service.withdraw(connection, each.booked.booking, now)  # an offer, once it is taken
            if each.kind in _OVERTAKING:
                service.withdraw(connection, each.booked.number, now)
            other = each.alternatives[0].facts.starts_at if each.alternatives else None
            notice = self._notice(each.kind, each.booked, other)
            seats = parties[each.booked.party] if each.kind == "confirmed" else 1
            told = replace(notice.told, pay_until=each.pay_until, tickets=seats)
            self.give(connection, replace(notice, told=told), now)

    def give(self, connection: Connection, notice: Notice, now: datetime, only: Channel | None = None) -> int:
        """Queue the notice for each address of the person, or of those who act for them; how many were."""
        if not self.channels:
            return 0
        queued = 0
        for contact in people.contacts(connection, notice.person, day_in(now, self.zone)):
            for channel, address in _addresses(contact):
                if channel in self.channels and only in {None, channel}:
                    message = self._message(notice, channel, address, contact)
                    queued += service.queue(connection, message, now)
        return queued

    def send_ticket(self, connection: Connection, letter: TicketLetter) -> None:
        """The ticket's text to the one address that was asked for; asked for again it goes once."""
        slot = letter.booked.slot
        told = replace(self._told("ticket", letter.booked), code=letter.code)
        words = words_of(self.words, letter.language)
        subject, body = subject_and_body(words, letter.channel, "ticket", told)
        message = Message(
            dedupe_key=f"ticket:{letter.booked.booking}:{letter.channel}:{letter.address_key}",
            kind="ticket",
            channel=letter.channel,
            about=letter.booked.number,
            address=letter.address,
            subject=subject,
            body=body,
            zone=slot.zone,
            useful_until=slot.starts_at,
        )
        service.queue(connection, message, self.clock())

    def tell_again(self, connection: Connection, unsent: Unsent, booked: Booked) -> int:
        """What did not arrive, written anew from the booking as it stands; to how many addresses."""
        notice = self._notice(unsent.kind, booked)
        anew = replace(notice, dedupe_key=f"again:{unsent.message}:{notice.dedupe_key}")
        return self.give(connection, anew, self.clock(), unsent.channel)

    def tell_delivered(self, connection: Connection, reservation: Reservation) -> None:
        """What the desk of a pharmacy or a library calls: it has come, and until when it is kept."""
        self.give(connection, self._of_delivery(reservation), self.clock())

    def tell_delivered_again(self, connection: Connection, unsent: Unsent, reservation: Reservation) -> int:
        """The same, where it did not arrive; to how many addresses."""
        notice = self._of_delivery(reservation)
        anew = replace(notice, dedupe_key=f"again:{unsent.message}:{notice.dedupe_key}")
        return self.give(connection, anew, self.clock(), unsent.channel)

    def _of_delivery(self, reservation: Reservation) -> Notice:
        told = Told(
            number=reservation.number,
            where=self.places.address_of(reservation.place),
            zone=self.zone.key,
            until=reservation.expires_at,
        )
        return Notice(
            kind="delivered",
            person=reservation.person,
            dedupe_key=f"delivered:{reservation.reservation}",
            about=reservation.number,
            told=told,
            useful_until=reservation.expires_at,
        )

    def _notice(self, kind: Kind, booked: Booked, other_time: datetime | None = None) -> Notice:
        assert booked.person is not None
        slot, told = booked.slot, self._told(kind, booked, other_time)
        return Notice(
            kind=kind,
            person=booked.person,
            dedupe_key=_key_of(kind, booked),
            about=booked.number or booked.booking,
            told=told,
            useful_until=told.until or slot.starts_at,
        )

    def _told(self, kind: Kind, booked: Booked, other_time: datetime | None = None) -> Told:
        slot = booked.slot
        return Told(
            number=booked.number,
            where=self.places.address_of(slot.provider),
            at_home=slot.home_visit,
            starts_at=slot.starts_at,
            zone=slot.zone,
            until=booked.expires_at if kind == "offered" else None,
            other_time=other_time,
        )

    def _message(self, notice: Notice, channel: Channel, address: str, contact: ContactDetails) -> Message:
        words = words_of(self.words, contact.language)
        subject, body = subject_and_body(words, channel, notice.kind, notice.told)
        return Message(
            dedupe_key=f"{notice.dedupe_key}:{channel}:{contact.person}",
            kind=notice.kind,
            channel=channel,
            about=notice.about,
            address=address,
            subject=subject,
            body=body,
            zone=notice.told.zone,
            useful_until=notice.useful_until,
        )


def _key_of(kind: Kind, booked: Booked) -> str:
    """What is told once; a room or a doctor may change again, and neither is to be read in a key."""
    if kind != "changed":
        return f"{kind}:{booked.party if kind in OF_A_PARTY else booked.booking}"
    now = sha256(f"{booked.slot.room}/{booked.slot.person_name}".encode()).hexdigest()
    return f"{kind}:{booked.booking}:{now[:KEY_DIGITS]}"


def _addresses(contact: ContactDetails) -> list[tuple[Channel, str]]:
    both: list[tuple[Channel, str]] = [("sms", contact.phone), ("email", contact.email)]
    return [(channel, address) for channel, address in both if address]
