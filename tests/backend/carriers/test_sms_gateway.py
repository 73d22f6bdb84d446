"""SMS through a gateway over TLS: what each answer means for the letter."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.carriers.ports import CarrierDown, Letter, LetterRefused
from backend.carriers.sms_gateway import SmsGateway
from tests.backend.carriers.sms_room import TOKEN, sms_room

LETTER = Letter(
    "0b7d0e57-1", "+79730000001", "", "Запись 12345678, 3 декабря, 10:20.", datetime(2026, 12, 1, tzinfo=UTC)
)


def test_a_letter_arrives_whole(tmp_path: Path) -> None:
    with sms_room(tmp_path) as room:
        asyncio.run(room.carrier().send(LETTER))
    assert room.asked == [{"id": "0b7d0e57-1", "to": "+79730000001", "text": LETTER.text, "sender": "OKNO"}]
    assert room.keys == ["0b7d0e57-1"]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 409])
def test_taken(status: int, tmp_path: Path) -> None:
    """409: taken before, under the same key."""
    with sms_room(tmp_path) as room:
        room.answers = [status]
        asyncio.run(room.carrier().send(LETTER))


@pytest.mark.parametrize(
    ("status", "failure", "code"),
    [
        (400, LetterRefused, "^$"),
        (422, LetterRefused, "^$"),
        (401, CarrierDown, "sms-account-refused"),
        (402, CarrierDown, "sms-account-refused"),
        (404, CarrierDown, "sms-unreachable"),
        (429, CarrierDown, "sms-unreachable"),
        (500, CarrierDown, "sms-unreachable"),
        (503, CarrierDown, "sms-unreachable"),
        (302, CarrierDown, "sms-unreachable"),
    ],
)
def test_not_taken(status: int, failure: type[Exception], code: str, tmp_path: Path) -> None:
    with sms_room(tmp_path) as room, pytest.raises(failure, match=code):
        room.answers = [status]
        asyncio.run(room.carrier().send(LETTER))


def test_a_wrong_token_is_the_account_s_fault(tmp_path: Path) -> None:
    with sms_room(tmp_path) as room, pytest.raises(CarrierDown, match="sms-account-refused"):
        asyncio.run(room.carrier("stolen").send(LETTER))


def test_a_gateway_nobody_trusts_gets_nothing(tmp_path: Path) -> None:
    with sms_room(tmp_path) as room:
        stranger = SmsGateway(room.url, TOKEN, "OKNO", ssl.create_default_context())
        with pytest.raises(CarrierDown, match="sms-unreachable"):
            asyncio.run(stranger.send(LETTER))
    assert room.asked == []


def test_nobody_at_home(tmp_path: Path) -> None:
    with sms_room(tmp_path) as room:
        carrier = room.carrier()
    with pytest.raises(CarrierDown, match="sms-unreachable"):
        asyncio.run(carrier.send(LETTER))
