"""The texts of messages: number, time and address; nothing of what it is about. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from backend.carriers.ports import Channel
from backend.messages.values import Kind
from content.formats import day_and_month
from content.i18n import Words

FALLBACK_LANGUAGE: Final = "ru"
WordsByLanguage = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of a booking or an order where anybody may read it: on a locked screen."""

    number: str  # "" before there is one
    where: str = field(repr=False)  # an address; "" where the pack has none
    starts_at: datetime | None = None
    zone: str = "UTC"  # IANA
    until: datetime | None = None  # of an offer
    other_time: datetime | None = None  # the nearest free one, where one was taken away
    at_home: bool = False
    tickets: int = 1  # of one go
    pay_until: datetime | None = None  # of what was confirmed and is not paid
    day: date | None = None  # the last one of a term
    code: str = field(default="", repr=False)  # only where somebody has asked for it


def text_of(words: Words, kind: Kind, told: Told) -> str:
    """«Запись 12345678, 3 декабря, 10:20, Мурманск, ул. Ленина, 5»"""
    text = words(
        f"messages.text.{kind}",
        number=told.number,
        when=_moment(words, told.starts_at, told.zone),
        where=_where(words, told),
        until=_moment(words, told.until, told.zone),
        code=told.code,
        day="" if told.day is None else day_and_month(told.day, words.language),
    )
    if told.tickets > 1:
        text = f"{text} {words('messages.tickets', count=str(told.tickets))}"
    if told.pay_until is not None:
        return f"{text} {words('messages.pay_until', when=_moment(words, told.pay_until, told.zone))}"
    if told.other_time is None:
        return text
    return f"{text} {words('messages.other_time', when=_moment(words, told.other_time, told.zone))}"


def subject_and_body(words: Words, channel: Channel, kind: Kind, told: Told) -> tuple[str, str]:
    """An SMS has no subject; a mail says besides where one may ask, and not to answer."""
    text = text_of(words, kind, told)
    if channel == "sms":
        return "", text
    return words(f"messages.subject.{kind}", number=told.number), f"{text}\n\n{words('messages.mail_ends')}\n"


def words_of(all_words: WordsByLanguage, language: str) -> Words:
    """The person's language if there are words in it."""
    return all_words.get(language) or all_words[FALLBACK_LANGUAGE]


def _where(words: Words, told: Told) -> str:
    if told.at_home:
        return words("messages.at_home")
    return told.where or words("messages.address_on_ticket")


def _moment(words: Words, moment: datetime | None, zone: str) -> str:
    """«3 декабря, 10:20», by the clock on the wall there."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_and_month(local.date(), words.language)}, {local:%H:%M}"
