"""A post office for tests: carriers that write down what they were given, people with telephones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, select, update

from backend.carriers.ports import Carrier, Channel, Letter
from backend.messages import service
from backend.messages.announcing import PostOffice
from backend.messages.resending import written_anew
from backend.messages.sending import remind_all, send_batch
from backend.messages.tables import messages
from backend.messages.values import Message
from backend.people.tables import people
from backend.services import Services
from content.catalogues import words
from content.i18n import LANGUAGES
from tests.backend.region import PLACES, Region

Result = TypeVar("Result")
ZONE = "Europe/Moscow"
PHONE, MAIL = "+79730000001", "maria@post.example"
WORDS = {language: words(language) for language in LANGUAGES}


@dataclass
class Notebook:
    """A carrier that takes everything, unless told to fail."""

    letters: list[Letter] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)  # one after another

    async def send(self, letter: Letter) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.letters.append(letter)

    @property
    def texts(self) -> list[str]:
        return [letter.text for letter in self.letters]


@dataclass
class Post:
    """A region with carriers."""

    region: Region
    sms: Notebook = field(default_factory=Notebook)
    mail: Notebook = field(default_factory=Notebook)
    channels: tuple[Channel, ...] = ("sms", "email")

    def __post_init__(self) -> None:
        every: Mapping[Channel, Carrier] = {"sms": self.sms, "email": self.mail}
        carriers = {channel: every[channel] for channel in self.channels}
        clock = self.region.clock
        self.office = PostOffice(frozenset(carriers), PLACES, WORDS, clock, ZoneInfo(ZONE))
        self.services: Services = replace(
            self.region.services,
            carriers=carriers,
            tell=self.office.tell,
            send_ticket=self.office.send_ticket,
            resend=partial(written_anew, office=self.office),
        )

    @property
    def now(self) -> datetime:
        return self.region.clock.now

    def run(self, work: Callable[[Connection], Result]) -> Result:
        return asyncio.run(self.region.database.write(work))

    def person(
        self, phone: str | None = PHONE, email: str | None = None, language: str = "ru", **more: Any
    ) -> str:
        person = self.region.person(birth=more.pop("birth", date(1948, 3, 8)))
        values = {"phone": phone, "email": email, "language": language}
        self.run(lambda connection: connection.execute(_change(person, values)) and None)
        return person

    def message(self, key: str = "confirmed:b1:sms", **more: Any) -> Message:
        made = Message(
            dedupe_key=key,
            kind="confirmed",
            channel="sms",
            about="12345678",
            address=PHONE,
            subject="",
            body="Запись 12345678",
            zone=ZONE,
            useful_until=self.now + timedelta(days=9),
        )
        return replace(made, **more)

    def queue(self, *those: Message) -> list[bool]:
        return self.run(lambda connection: [service.queue(connection, each, self.now) for each in those])

    def send(self) -> int:
        return asyncio.run(send_batch(self.services))

    def send_all(self) -> None:
        while self.send():
            pass

    def remind(self) -> None:
        asyncio.run(remind_all(self.services))

    def rows(self) -> list[RowMapping]:
        ordered = select(messages).order_by(messages.c.message)
        return self.run(lambda connection: list(connection.execute(ordered).mappings()))

    def states(self) -> list[str]:
        return [row["state"] for row in self.rows()]


def _change(person: str, values: Mapping[str, Any]) -> Any:
    return update(people).where(people.c.person == person).values(**values)
