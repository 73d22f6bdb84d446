"""Tells people what became of their bookings, in the transaction in which it became so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from backend.bookings.values import Booked, News
from backend.carriers.ports import Channel
from backend.clock import Clock, day_in
from backend.messages import service
from backend.messages.composing import Told, WordsByLanguage, subject_and_body, words_of
from backend.messages.values import Kind, Message
from backend.people import service as people
from backend.people.values import ContactDetails
from backend.places import PlaceBook
from backend.stock.values import Reservation

# What was queued about a booking before is true no more.
_OVERTAKING: Final[frozenset[Kind]] = frozenset({"moved", "cancelled"})


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
        for each in news:
            if each.booked.person is None:
                continue
            service.withdraw(connection, each.booked.booking, now)  # an offer, once it is taken
            if each.kind in _OVERTAKING:
                service.withdraw(connection, each.booked.number, now)
            other = each.alternatives[0].facts.starts_at if each.alternatives else None
            self.give(connection, self._notice(each.kind, each.booked, other), now)

    def give(self, connection: Connection, notice: Notice, now: datetime) -> None:
        """Queue the notice for each address of the person, or of those who act for them."""
        if not self.channels:
            return
        for contact in people.contacts(connection, notice.person, day_in(now, self.zone)):
            for channel, address in _addresses(contact):
                if channel in self.channels:
                    message = self._message(notice, channel, address, contact)
                    service.queue(connection, message, now)

    def tell_delivered(self, connection: Connection, reservation: Reservation) -> None:
        """What the desk of a pharmacy or a library calls: it has come, and until when it is kept."""
        told = Told(
            number=reservation.number,
            where=self.places.address_of(reservation.place),
            zone=self.zone.key,
            until=reservation.expires_at,
        )
        notice = Notice(
            kind="delivered",
            person=reservation.person,
            dedupe_key=f"delivered:{reservation.reservation}",
            about=reservation.number,
            told=told,
            useful_until=reservation.expires_at,
        )
        self.give(connection, notice, self.clock())

    def _notice(self, kind: Kind, booked: Booked, other_time: datetime | None = None) -> Notice:
        assert booked.person is not None
        slot = booked.slot
        told = Told(
            number=booked.number,
            where=self.places.address_of(slot.provider),
            at_home=slot.home_visit,
            starts_at=slot.starts_at,
            zone=slot.zone,
            until=booked.expires_at if kind == "offered" else None,
            other_time=other_time,
        )
        return Notice(
            kind=kind,
            person=booked.person,
            dedupe_key=f"{kind}:{booked.booking}",
            about=booked.number or booked.booking,
            told=told,
            useful_until=told.until or slot.starts_at,
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


def _addresses(contact: ContactDetails) -> list[tuple[Channel, str]]:
    both: list[tuple[Channel, str]] = [("sms", contact.phone), ("email", contact.email)]
    return [(channel, address) for channel, address in both if address]
