"""What an operator sends for a caller who asked for it: written here, so that nothing else can be sent.

An SMS is read on locked screens: it names papers and places, never a measure. A mail may name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.carriers.ports import Channel
from backend.contract.letters import LetterKind
from backend.desk_letters import Addressed, LetterContent, Written
from backend.messages import service
from backend.messages.announcing import PostOffice
from backend.messages.composing import Told, subject_and_body, words_of
from backend.messages.pacing import time_to_send
from backend.messages.values import DeskKind, Kind, Message
from content.formats import date_in_words, dictated, phone
from content.i18n import Words
from content.model import Measure, Place
from content.pack import Pack

USEFUL_FOR: Final = timedelta(days=7)
KIND_OF: Final[Mapping[LetterKind, DeskKind | Kind]] = {
    "documents": "desk_documents",
    "place": "desk_place",
    "result": "desk_result",
    "request": "desk_request",
    "booking": "ticket",
}
OF_PERSONS: Final[frozenset[LetterKind]] = frozenset({"request", "booking"})
NAMED: Final[frozenset[LetterKind]] = OF_PERSONS | {"place"}


@dataclass(frozen=True, slots=True)
class DeskLetters:
    """Writes and queues them, in the transaction of whoever asks."""

    post: PostOffice
    measures: Mapping[str, Measure]
    places: Mapping[str, Place]

    @staticmethod
    def of(pack: Pack, post: PostOffice) -> DeskLetters:
        """The letters of a pack."""
        return DeskLetters(post, {one.id: one for one in pack.measures}, {one.id: one for one in pack.places})

    @property
    def channels(self) -> frozenset[Channel]:
        """Those by which anything can go."""
        return self.post.channels

    def knows(self, content: LetterContent) -> bool:
        """Whether the pack has what it is about."""
        known: Mapping[str, object] = self.places if content.kind == "place" else self.measures
        return content.kind in OF_PERSONS or all(one in known for one in content.about)

    def written(self, letter: Addressed) -> Written:
        """As it will be read."""
        words = words_of(self.post.words, letter.language)
        content = letter.content
        if content.kind == "booking":
            return Written(*_booking(words, letter.channel, content))
        if letter.channel == "sms":
            return Written("", self._short(words, content))
        ends = words("messages.desk.mail_ends")
        return Written(
            words(f"messages.desk.subject.{content.kind}"), f"{self._long(words, content)}\n\n{ends}\n"
        )

    def due_at(self, channel: Channel) -> datetime:
        """When it goes, if it is sent now."""
        now = self.post.clock()
        return time_to_send(channel, now, self.post.zone.key, now + USEFUL_FOR)

    def send(self, connection: Connection, letter: Addressed) -> bool:
        """Queue it; False where the same went there before."""
        now, written = self.post.clock(), self.written(letter)
        content = letter.content
        message = Message(
            dedupe_key=letter.dedupe_key,
            kind=KIND_OF[content.kind],
            channel=letter.channel,
            about=content.about[0][:40] if content.kind in NAMED else "",
            address=letter.address,
            subject=written.subject,
            body=written.text,
            zone=self.post.zone.key,
            useful_until=now + USEFUL_FOR,
        )
        return service.queue(connection, message, now)

    def _short(self, words: Words, content: LetterContent) -> str:
        match content.kind:
            case "documents":
                papers = dict.fromkeys(paper for one in content.about for paper in self._papers(words, one))
                return _bring(words, tuple(papers))
            case "place":
                return self._place(words, content.about[0])
            case "result":
                return _code(words, content)
            case "request":
                return _request(words, content)
            case "booking":
                return _booking(words, "sms", content)[1]

    def _long(self, words: Words, content: LetterContent) -> str:
        match content.kind:
            case "documents":
                return "\n\n".join(self._measure(words, one) for one in content.about)
            case "result":
                parts = (words("messages.desk.due"), *(self._measure(words, one) for one in content.about))
                told = parts if content.about else ()
                return "\n\n".join((*told, *((_code(words, content),) if content.code else ())))
            case _:
                return self._short(words, content)

    def _measure(self, words: Words, identity: str) -> str:
        title = self.measures[identity].title.in_language(words.language)
        lines = [title, _bring(words, self._papers(words, identity))]
        term = self.measures[identity].deadline.text.in_language(words.language)
        return "\n".join((*lines, *((words("messages.desk.term", term=term),) if term else ())))

    def _papers(self, words: Words, identity: str) -> tuple[str, ...]:
        """What has to be brought; what the office asks of others is left out."""
        evidence = self.measures[identity].evidence
        return tuple(one.title.in_language(words.language) for one in evidence if not one.from_registry)

    def _place(self, words: Words, identity: str) -> str:
        place = self.places[identity]
        return words(
            "messages.desk.place",
            title=place.title.in_language(words.language),
            where=f"{place.town}, {place.address}",
            phone=phone(place.phone),
        )


def _bring(words: Words, papers: tuple[str, ...]) -> str:
    if not papers:
        return words("messages.desk.bring_nothing")
    return words("messages.desk.bring", papers="; ".join(papers))


def _code(words: Words, content: LetterContent) -> str:
    until = "" if content.until is None else date_in_words(content.until, words.language)
    return words("messages.desk.code", code=dictated(content.code), until=until)


def _booking(words: Words, channel: Channel, content: LetterContent) -> tuple[str, str]:
    """As a kiosk sends it: number, code, time and address; nothing of what it is about."""
    told = Told(
        number=content.about[0],
        where=content.where,
        starts_at=content.starts_at,
        zone=content.zone,
        until=content.kept_until,
        at_home=content.at_home,
        code=content.code,
    )
    return subject_and_body(words, channel, "ticket" if content.kept_until is None else "reserved", told)


def _request(words: Words, content: LetterContent) -> str:
    key = "messages.desk.request" if content.signed else "messages.desk.request_prepared"
    return words(key, number=content.about[0], receipt=content.receipt)
