"""Signed QR texts and iCalendar."""

from __future__ import annotations

import json
import stat
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from joserfc import jws
from joserfc.jwk import ECKey

from backend.tickets.calendar_text import CalendarEntry, calendar_text
from backend.tickets.signing import KEY_FILE, TicketSigner, load_or_make_signer

STARTS = datetime(2026, 12, 3, 7, 20, tzinfo=UTC)
ENTRY = CalendarEntry(
    "12345674",
    "Приём: поликлиника № 1; взять, что есть",
    "Мурманск, ул. Шмидта, д. 39, кабинет 214",
    STARTS,
    STARTS + timedelta(minutes=15),
    STARTS - timedelta(days=9),
)


@pytest.fixture
def signer(tmp_path: Path) -> TicketSigner:
    return load_or_make_signer(tmp_path)


def test_a_signed_text_is_known_again(signer: TicketSigner) -> None:
    text = signer.qr_text("12345674")
    assert text.startswith("okno:t1:12345674:")
    assert signer.number_in(text) == "12345674"
    assert signer.qr_text("12345674") == text, "printed again, it is the same"


def test_another_number_another_key_and_other_texts_are_not(signer: TicketSigner, tmp_path: Path) -> None:
    text = signer.qr_text("12345674")
    assert signer.number_in(text.replace("12345674", "12345675")) is None
    assert load_or_make_signer(tmp_path / "other").number_in(text) is None
    unsigned = "okno:t1:12345674:"
    for forged in (
        "",
        unsigned,
        unsigned + "A" * 86,
        unsigned + "я" * 86,
        text[:-2],
        text.replace("t1", "t2"),
    ):
        assert signer.number_in(forged) is None


def test_a_reader_with_another_library_checks_it(signer: TicketSigner) -> None:
    """The signature is a JWS's own, so any JOSE library judges it: here over the same signing input."""
    key = ECKey.import_key(json.loads(signer.public_key().model_dump_json()))
    said, _, signature = signer.qr_text("12345674").rpartition(":")
    algorithm = jws.JWSRegistry().get_alg("ES256")
    raw = urlsafe_b64decode(signature + "==")
    assert algorithm.verify(said.encode(), raw, key)
    assert not algorithm.verify(said.encode() + b"0", raw, key)


def test_the_key_is_kept_and_only_its_owners(tmp_path: Path) -> None:
    text = load_or_make_signer(tmp_path).qr_text("12345674")
    assert load_or_make_signer(tmp_path).number_in(text) == "12345674"
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600


def test_the_calendar_entry_reads_back() -> None:
    text = calendar_text(ENTRY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == ENTRY.title
    assert event["LOCATION"] == ENTRY.where
    assert event.decoded("DTSTART") == STARTS
    assert event["STATUS"] == "CONFIRMED"


def test_a_cancelled_entry_takes_the_old_one_away() -> None:
    gone = CalendarEntry(ENTRY.number, ENTRY.title, ENTRY.where, STARTS, ENTRY.ends_at, ENTRY.made_at, True)
    calendar = Calendar.from_ical(calendar_text(gone))
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert event["UID"] == "12345674@okno"
