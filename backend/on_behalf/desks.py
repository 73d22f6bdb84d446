"""For whom an operator asks: whom the contact is about, or a child they act for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Query, Request
from sqlalchemy import Connection

from backend.bookings.rules import Visitor
from backend.clock import day_in
from backend.errors import Refused
from backend.people import service as people
from backend.people.values import Named
from backend.reception.asking_for import visitor_of
from backend.reception.desk import Desk, desk_of
from backend.services import Services
from backend.unmet import service as unmet
from backend.unmet.service import InVain, Kind

Whom = Annotated[str, Query(alias="for", pattern=r"^[0-9A-Za-z-]{0,36}$")]


@dataclass(frozen=True, slots=True)
class Behalf:
    """An operator, the region's day, and who is asked for: "" for whom the contact is about."""

    desk: Desk
    today: date
    whom: str = field(default="", repr=False)

    @property
    def person(self) -> str:
        """`identification-other-person`; `person-unknown` at a desk where nobody was named."""
        person = self.whom or self.desk.in_hand.person
        if not person:
            raise Refused("person-unknown")
        self.desk.in_hand.about(person)
        return person

    @property
    def theirs(self) -> frozenset[str]:
        """The person, and in their own contact whom they act for."""
        return frozenset({self.person}) if self.whom else self.desk.in_hand.represented | {self.person}

    def named(self, connection: Connection) -> Named:
        """`person-unknown` for somebody the register does not have."""
        found = people.named(connection, (self.person,)).get(self.person)
        if found is None:
            raise Refused("person-unknown")
        return found

    def visitor(self, connection: Connection) -> Visitor:
        """What rules ask of whoever will come."""
        return visitor_of(connection, self.named(connection), self.today)

    def in_vain(self, connection: Connection, kind: Kind, subject: str, near: str) -> None:
        """What was asked for is not there: an unmet need, unless this is an exercise."""
        if not self.desk.in_hand.training:
            asker = self.desk.asking.actor.removeprefix("operator:")
            unmet.note(connection, InVain(kind, subject, "phone", asker, near), self.desk.now)

    def seen(self, connection: Connection, action: str) -> None:
        """A line in the journal that the person was looked at."""
        self.desk.journal(connection, action, {self.person})


def behalf_of(services: Services, request: Request, whom: str = "") -> Behalf:
    """`role-missing` for anybody but a desk."""
    desk = desk_of(services, request)
    return Behalf(desk, day_in(desk.now, services.zone), whom)
