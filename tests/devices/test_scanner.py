"""A scanner that types, over a FIFO that stands for its input device."""

from __future__ import annotations

from pathlib import Path
from queue import Empty, SimpleQueue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.health import Verdict, check_scanner
from devices.scanner import WedgeScanner
from devices.simulators.scanner_line import ScannerLine
from devices.wedge_keys import EVENT, LONGEST_TEXT, Typed, scanned_events, typed_after

QR = "okno:t1:48213079:" + "aZ-_9" * 17 + "A"
SIGNS = st.text("abcXYZ0189:_-+/=.,;'\"()?! ", min_size=1, max_size=LONGEST_TEXT)


@given(SIGNS)
def test_what_is_typed_is_what_was_scanned(text: str) -> None:
    assert typed_after(scanned_events(text), Typed()).read == (text,)


@given(SIGNS, st.integers(1, 5))
def test_it_may_come_in_pieces(text: str, size: int) -> None:
    events, typed = scanned_events(text), Typed()
    read: tuple[str, ...] = ()
    step = EVENT.size * size
    for at in range(0, len(events), step):
        typed = typed_after(events[at : at + step], typed)
        read += typed.read
    assert read == (text,)


@given(st.binary(max_size=400))
def test_noise_breaks_nothing(noise: bytes) -> None:
    typed_after(noise, Typed())


def test_a_stuck_key_fills_no_memory() -> None:
    assert len(typed_after(scanned_events("a" * 5000)[: -2 * EVENT.size], Typed()).line) == LONGEST_TEXT + 1


def test_every_ticket_that_is_held_before_it_arrives_once(tmp_path: Path) -> None:
    heard: SimpleQueue[str] = SimpleQueue()
    line, scanner = ScannerLine(tmp_path / "scanner"), WedgeScanner(tmp_path / "scanner")
    scanner.start(heard.put)
    try:
        for text in (QR, "a" * (LONGEST_TEXT + 1), QR):
            line.scan(text)
        assert [heard.get(timeout=20), heard.get(timeout=20)] == [QR, QR]
        with pytest.raises(Empty):
            heard.get(timeout=0.2)
        assert scanner.present()
    finally:
        scanner.stop()
        scanner.stop()
        line.close()


def test_a_scanner_that_is_plugged_in_later_is_heard(tmp_path: Path) -> None:
    heard: SimpleQueue[str] = SimpleQueue()
    scanner = WedgeScanner(tmp_path / "scanner")
    scanner.start(heard.put)
    assert check_scanner(tmp_path / "scanner").verdict is Verdict.ATTENTION
    line = ScannerLine(tmp_path / "scanner")
    try:
        line.scan(QR)
        assert heard.get(timeout=30) == QR
        assert check_scanner(tmp_path / "scanner").verdict is Verdict.GOOD
    finally:
        scanner.stop()
        line.close()


def test_what_no_keyboard_types(tmp_path: Path) -> None:
    line = ScannerLine(tmp_path / "scanner")
    with pytest.raises(ValueError, match="US keyboard"):
        line.scan("талон")
    line.close()
    assert not (tmp_path / "scanner").exists()
