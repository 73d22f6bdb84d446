"""Mail over a real SMTP server: what it must be sure of before it says «sent», and each way it may fail."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.carriers.ports import CarrierDown, Letter, LetterRefused
from backend.carriers.smtp_mail import Tls
from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa
from tests.backend.carriers.mail_room import SENDER, mail_room

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Requiring AUTH while not")]
MARIA = "maria@post.example"
LETTER = Letter(
    "0b7d0e57-1",
    MARIA,
    "Запись 12345678",
    "Запись 12345678, 3 декабря, 10:20, Мурманск, ул. Ленина, 5.",
    datetime(2026, 12, 1, 7, tzinfo=UTC),
)


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_letter_arrives_whole(tls: Tls, tmp_path: Path) -> None:
    with mail_room(tmp_path, tls) as room:
        asyncio.run(room.carrier(tls).send(LETTER))
    (mail,) = room.mails
    assert mail["To"] == MARIA
    assert mail["From"] == SENDER
    assert mail["Subject"] == LETTER.subject
    assert mail.get_content().strip() == LETTER.text
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_repetition_is_the_same_mail(tmp_path: Path) -> None:
    """Mail programs tell copies by the Message-ID."""
    with mail_room(tmp_path) as room:
        for _ in range(2):
            asyncio.run(room.carrier().send(LETTER))
    first, second = room.mails
    assert first["Message-ID"] == second["Message-ID"] == "<0b7d0e57-1@region.example>"
    assert first["Date"] == second["Date"]


@pytest.mark.parametrize(
    ("answer", "failure"), [("550 no such mailbox", LetterRefused), ("452 mailbox full", CarrierDown)]
)
def test_a_refused_mailbox(answer: str, failure: type[Exception], tmp_path: Path) -> None:
    with mail_room(tmp_path) as room:
        room.refusals[MARIA] = answer
        with pytest.raises(failure):
            asyncio.run(room.carrier().send(LETTER))
    assert room.mails == []


@pytest.mark.parametrize(("answer", "failure"), [("554 spam", LetterRefused), ("451 later", CarrierDown)])
def test_a_refused_text(answer: str, failure: type[Exception], tmp_path: Path) -> None:
    with mail_room(tmp_path) as room:
        room.answer_to_text = answer
        with pytest.raises(failure):
            asyncio.run(room.carrier().send(LETTER))


def test_a_wrong_password_is_the_account_s_fault_not_the_letter_s(tmp_path: Path) -> None:
    with mail_room(tmp_path) as room, pytest.raises(CarrierDown, match="mail-account-refused"):
        asyncio.run(room.carrier(password="wrong").send(LETTER))


def test_no_tls_no_mail(tmp_path: Path) -> None:
    """A server that offers no STARTTLS, or somebody between who hides it, gets neither login nor letter."""
    with mail_room(tmp_path, "none") as room, pytest.raises(CarrierDown, match="mail-account-refused"):
        asyncio.run(room.carrier("starttls").send(LETTER))
    assert room.mails == []


def test_a_server_nobody_trusts_gets_nothing(tmp_path: Path) -> None:
    RegionCa.load_or_make(tmp_path / "other", datetime.now(UTC), "Another CA")
    other = tmp_path / "other" / CA_CERTIFICATE_FILE
    with mail_room(tmp_path) as room, pytest.raises(CarrierDown, match="mail-unreachable"):
        asyncio.run(room.carrier(ca=other).send(LETTER))
    assert room.mails == []


def test_nobody_at_home(tmp_path: Path) -> None:
    with mail_room(tmp_path) as room:
        carrier = room.carrier()
    with pytest.raises(CarrierDown, match="mail-unreachable"):
        asyncio.run(carrier.send(LETTER))


@pytest.mark.parametrize(
    "address",
    ["maria@post.example\r\nBcc: all@post.example", "", "maria", "a@b@c", "мария@почта.рф", "<a@b.ru>"],
)
def test_an_address_breaks_out_of_nothing(address: str, tmp_path: Path) -> None:
    with mail_room(tmp_path) as room, pytest.raises(LetterRefused) as refused:
        asyncio.run(room.carrier().send(Letter("id", address, "s", "t", LETTER.written_at)))
    assert room.mails == []
    assert address not in str(refused.value) or not address
