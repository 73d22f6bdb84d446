"""What is said in a message, and what never is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

import pytest

from backend.messages.composing import Told, subject_and_body, text_of, words_of
from backend.messages.values import Kind
from tests.backend.messages.post import WORDS

START = datetime(2026, 12, 3, 7, 20, tzinfo=UTC)
TOLD = Told("12345678", "Мурманск, ул. Ленина, 5", START, "Europe/Moscow", START, START)
IN_TWO_PARTS = 134  # letters of a Cyrillic SMS (UCS-2, GSM 03.40)


def test_a_confirmation_reads_like_this() -> None:
    told = Told("12345678", "Мурманск, ул. Ленина, 5", START, "Europe/Moscow")
    assert text_of(WORDS["ru"], "confirmed", told) == (
        "Запись 12345678, 3 декабря, 10:20, Мурманск, ул. Ленина, 5."
    )
    assert text_of(WORDS["en"], "reminder", replace(told, where="Lenina 5")) == (
        "Reminder: booking 12345678, 3 December, 10:20, Lenina 5."
    )


def test_several_tickets_are_told_once_and_until_when_they_are_paid() -> None:
    told = replace(TOLD, other_time=None, tickets=3, pay_until=START)
    assert text_of(WORDS["ru"], "confirmed", told).endswith(
        "Ленина, 5. Всего билетов: 3. Оплатите до 3 декабря, 10:20."
    )
    assert len(text_of(WORDS["ru"], "confirmed", told)) <= IN_TWO_PARTS


def test_times_are_those_on_the_wall_there() -> None:
    told = replace(TOLD, zone="Asia/Kamchatka")
    assert "3 декабря, 19:20" in text_of(WORDS["ru"], "moved", told)


def test_a_visit_at_home_and_a_place_nobody_knows() -> None:
    assert text_of(WORDS["ru"], "confirmed", replace(TOLD, at_home=True, other_time=None)).endswith(
        "10:20, у вас дома."
    )
    assert "адрес на талоне" in text_of(WORDS["ru"], "confirmed", replace(TOLD, where=""))


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_is_short_enough_for_a_telephone(kind: Kind, language: str) -> None:
    told = replace(TOLD, other_time=START if kind == "cancelled" else None)
    subject, text = subject_and_body(WORDS[language], "sms", kind, told)
    assert subject == ""
    assert len(text) <= IN_TWO_PARTS
    assert "{" not in text


@pytest.mark.parametrize("kind", get_args(Kind))
def test_a_mail_has_a_subject_of_one_line(kind: Kind) -> None:
    subject, body = subject_and_body(WORDS["ru"], "email", kind, TOLD)
    assert subject
    assert "\n" not in subject
    assert "не отвечайте" in body


def test_an_unknown_language_gets_russian() -> None:
    assert words_of(WORDS, "fi").language == "ru"
