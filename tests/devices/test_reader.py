"""The reader on a real pcscd: what it tells when cards, reader and pcscd come and go, and what it refuses."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from uuid import UUID

import pytest

from devices.card_worker import MOST_LEFT_BEHIND
from devices.pcsc import PcscContext
from devices.ports import (
    CardAbsent,
    CardFailure,
    CardKey,
    CardPresent,
    CardProof,
    ForeignCard,
    ReaderBack,
    ReaderEvent,
    ReaderLost,
)
from devices.reader import PcscReader
from devices.simulators.private_pcscd import PrivatePcscd
from devices.simulators.virtual_card import VirtualPivCard
from tests.devices.card_maker import GUID, PIN, CardMaker

pytestmark = pytest.mark.slow

CHALLENGE = bytes(range(32))
MAKER = CardMaker()
CONTENT = MAKER.content()
SECONDS = 5.0
FIRST_SLOT = "*00 00"


class Watched:
    """A reader and what it has told."""

    def __init__(self, reader: PcscReader) -> None:
        self.reader = reader
        self._told: SimpleQueue[ReaderEvent] = SimpleQueue()
        reader.start(self._told.put)

    def next(self, seconds: float = SECONDS) -> ReaderEvent:
        return self._told.get(timeout=seconds)

    def until(self, kind: type[ReaderEvent], seconds: float = SECONDS) -> Any:
        """The next event of a kind, skipping others."""
        end = time.monotonic() + seconds
        while True:
            event = self.next(max(0.01, end - time.monotonic()))
            if isinstance(event, kind):
                return event

    def silent(self, seconds: float) -> bool:
        try:
            self.next(seconds)
        except Empty:
            return True
        return False

    def prove(self, sequence: int, key: CardKey = CardKey.CARD, pin: str | None = None) -> Any:
        secret = None if pin is None else bytearray(pin.encode())
        result = self.reader.prove(sequence, key, CHALLENGE, secret)
        assert secret is None or not any(secret)
        return result


@pytest.fixture
def pcscd(virtual_reader: PrivatePcscd) -> PrivatePcscd:
    """With its reader, running, and empty."""
    for slot in (0, 1):
        virtual_reader.remove(slot)
    virtual_reader.start()
    if not virtual_reader.list()["reader"]:
        virtual_reader.plug()
    time.sleep(0.9)  # two looks of pcscd: whatever the test before left is forgotten
    return virtual_reader


@pytest.fixture
def watched(pcscd: PrivatePcscd) -> Iterator[Watched]:
    reader = PcscReader(FIRST_SLOT, prove_seconds=2.0)
    watched = Watched(reader)
    assert watched.next() == ReaderBack(pcscd.reader_name)
    yield watched
    reader.stop()


def test_a_card_comes_proves_itself_and_goes(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert(CONTENT)
    assert watched.next() == CardPresent(pcscd.reader_name, 1, VirtualPivCard.atr)
    proof = watched.prove(1)
    assert isinstance(proof, CardProof)
    assert proof.guid == GUID.bytes
    assert isinstance(watched.prove(1, CardKey.HOLDER, PIN), CardProof)
    assert GUID.bytes in (watched.reader._proven or ())
    pcscd.remove()
    assert watched.next() == CardAbsent(pcscd.reader_name, 1)
    assert watched.reader._proven is None, "nothing of a card stays when it has gone"
    assert watched.prove(1) == CardFailure("card-removed")


def test_a_card_that_lies_there_at_the_start_is_told(pcscd: PrivatePcscd) -> None:
    pcscd.insert(CONTENT)
    time.sleep(0.6)
    watched = Watched(PcscReader(FIRST_SLOT))
    assert [type(watched.next()) for _ in range(2)] == [ReaderBack, CardPresent]
    watched.reader.stop()


def test_pin_wrong_tries_and_block(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert(CONTENT)
    sequence = watched.until(CardPresent).sequence
    assert watched.reader.pin_tries_left(sequence) == 3
    left = [watched.prove(sequence, CardKey.HOLDER, "9999").tries_left for _ in range(3)]
    assert left == [2, 1, 0]
    assert watched.prove(sequence, CardKey.HOLDER, PIN) == CardFailure("card-pin-blocked", tries_left=0)
    assert watched.reader.pin_tries_left(sequence) == 0


@pytest.mark.parametrize("kind", [ForeignCard.PAYMENT, ForeignCard.TRANSPORT, ForeignCard.UNKNOWN])
def test_foreign_cards_are_named(pcscd: PrivatePcscd, watched: Watched, kind: ForeignCard) -> None:
    pcscd.insert({"kind": str(kind)})
    present = watched.until(CardPresent)
    assert watched.prove(present.sequence) == CardFailure("card-foreign", foreign=kind)


def test_a_fast_out_and_in_is_a_new_arrival_and_the_old_one_is_refused(
    pcscd: PrivatePcscd, watched: Watched
) -> None:
    pcscd.insert(CONTENT)
    first = watched.until(CardPresent).sequence
    other = UUID(int=7)
    pcscd.remove()
    pcscd.insert(MAKER.content(other))
    assert watched.until(CardAbsent).sequence == first
    second = watched.until(CardPresent).sequence
    assert second > first
    assert watched.prove(first) == CardFailure("card-removed")
    proof = watched.prove(second)
    assert isinstance(proof, CardProof)
    assert proof.guid == other.bytes


def test_out_and_in_while_the_owner_was_busy_is_seen_by_the_count(pcscd: PrivatePcscd) -> None:
    told: list[ReaderEvent] = []
    back = threading.Event()

    def slow_listener(event: ReaderEvent) -> None:
        told.append(event)
        if isinstance(event, CardPresent):
            back.wait(SECONDS)

    reader = PcscReader(FIRST_SLOT)
    reader.start(slow_listener)
    pcscd.insert(CONTENT)
    time.sleep(0.6)
    pcscd.remove()
    pcscd.insert(CONTENT)
    time.sleep(0.6)
    back.set()
    time.sleep(0.3)
    reader.stop()
    assert [type(event) for event in told] == [ReaderBack, CardPresent, CardAbsent, CardPresent]
    assert reader.presence.sequence == 2


def test_a_card_that_pcscd_did_not_see_replaced_is_refused(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert(CONTENT)
    first = watched.until(CardPresent).sequence
    assert isinstance(watched.prove(first), CardProof)
    other = UUID(int=7)
    pcscd.insert(MAKER.content(other), at_once=True)
    # The dead line to the old card may show first; a retry would find the new card in its place.
    assert watched.prove(first).code in ("card-removed", "card-unreadable")
    assert watched.prove(first) == CardFailure("card-removed")
    assert watched.until(CardAbsent).sequence == first
    proof = watched.prove(watched.until(CardPresent).sequence)
    assert isinstance(proof, CardProof)
    assert proof.guid == other.bytes


def test_a_card_pulled_in_the_middle_of_a_command(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert({**CONTENT, "faults": {"delay_seconds": 0.3}})
    sequence = watched.until(CardPresent).sequence
    pulled = threading.Timer(0.4, pcscd.remove)
    pulled.start()
    assert watched.prove(sequence) == CardFailure("card-removed")
    pulled.join()
    assert watched.until(CardAbsent).sequence == sequence


@pytest.mark.parametrize("commands", range(4))
def test_a_card_that_falls_silent_is_given_up_in_time(
    pcscd: PrivatePcscd, watched: Watched, commands: int
) -> None:
    pcscd.insert({**CONTENT, "faults": {"mute_after": commands}})
    sequence = watched.until(CardPresent).sequence
    begun = time.monotonic()
    assert watched.prove(sequence) == CardFailure("card-timeout")
    assert 1.9 < time.monotonic() - begun < 3.0
    pcscd.remove()
    assert watched.until(CardAbsent).sequence == sequence
    pcscd.insert(CONTENT)
    assert isinstance(watched.prove(watched.until(CardPresent).sequence), CardProof)


def test_pcscd_hangs_and_wakes_up(pcscd: PrivatePcscd) -> None:
    watched = Watched(PcscReader(FIRST_SLOT, prove_seconds=0.2))
    pcscd.insert(CONTENT)
    sequence = watched.until(CardPresent).sequence
    assert isinstance(watched.prove(sequence), CardProof)
    before = threading.active_count()
    os.kill(pcscd.list()["pcscd"], signal.SIGSTOP)
    try:
        assert all(watched.prove(sequence) == CardFailure("card-timeout") for _ in range(8))
        assert threading.active_count() <= before + MOST_LEFT_BEHIND
    finally:
        os.kill(pcscd.list()["pcscd"], signal.SIGCONT)
    time.sleep(0.5)
    assert isinstance(watched.prove(sequence), CardProof)
    settled = time.monotonic() + SECONDS
    while threading.active_count() > before and time.monotonic() < settled:
        time.sleep(0.05)  # what was left behind ends when pcscd has answered it
    assert threading.active_count() == before
    watched.reader.stop()


def test_a_slow_card_is_waited_for_while_the_owner_keeps_watching(
    pcscd: PrivatePcscd, watched: Watched
) -> None:
    pcscd.insert({**CONTENT, "faults": {"delay_seconds": 0.25}})
    sequence = watched.until(CardPresent).sequence
    begun = time.monotonic()
    assert isinstance(watched.prove(sequence), CardProof)
    assert 1.0 < time.monotonic() - begun < 2.0


def test_pcscd_dies_and_comes_back(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert(CONTENT)
    first = watched.until(CardPresent).sequence
    assert isinstance(watched.prove(first), CardProof)  # the worker's context is warm when pcscd dies
    pcscd.kill()
    assert watched.next(1.0) == CardAbsent(pcscd.reader_name, first)
    assert watched.next(1.0) == ReaderLost("pcscd-lost")
    assert watched.prove(first) == CardFailure("reader-lost")
    assert watched.silent(1.0)
    pcscd.start()
    assert watched.next() == ReaderBack(pcscd.reader_name)
    second = watched.until(CardPresent).sequence
    assert second == first + 1
    assert isinstance(watched.prove(second), CardProof)


def test_pcscd_dies_in_the_middle_of_a_command(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert({**CONTENT, "faults": {"delay_seconds": 0.3}})
    sequence = watched.until(CardPresent).sequence
    killed = threading.Timer(0.4, pcscd.kill)
    killed.start()
    assert watched.prove(sequence) == CardFailure("reader-lost")
    killed.join()


def test_the_reader_is_unplugged_and_plugged_in_again(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.unplug()
    assert watched.until(ReaderLost).code in ("pcscd-lost", "reader-lost")
    if watched.reader.presence.lost != "reader-lost":
        assert watched.until(ReaderLost).code == "reader-lost"
    pcscd.plug()
    assert watched.until(ReaderBack) == ReaderBack(pcscd.reader_name)
    pcscd.insert(CONTENT)
    assert isinstance(watched.prove(watched.until(CardPresent).sequence), CardProof)


def test_of_two_readers_the_named_one_is_used(pcscd: PrivatePcscd) -> None:
    watched = Watched(PcscReader("*READER 00 01"))
    assert watched.next() == ReaderBack("Okno virtual reader 00 01")
    pcscd.insert(CONTENT, slot=0)
    assert watched.silent(1.0)
    pcscd.insert(CONTENT, slot=1)
    assert watched.until(CardPresent).reader == "Okno virtual reader 00 01"
    watched.reader.stop()


def test_a_name_that_no_reader_has_is_a_lost_reader(pcscd: PrivatePcscd) -> None:
    watched = Watched(PcscReader("Gemalto*"))
    assert watched.next() == ReaderLost("reader-lost")
    watched.reader.stop()


def test_another_programs_connection_survives_ours(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert(CONTENT)
    sequence = watched.until(CardPresent).sequence
    select = bytes.fromhex("00A4040009A0000003080000100000")
    ask_version = bytes.fromhex("00FD000000")
    context = PcscContext()
    with context.card(pcscd.reader_name) as theirs:
        theirs.transmit(select)
    assert isinstance(watched.prove(sequence), CardProof)
    with context.card(pcscd.reader_name) as theirs:
        # A reset would have unselected the application, and the card would not know this command.
        assert theirs.transmit(ask_version)[-2:] == b"\x90\x00"
    context.release()


def resident_pages() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1])


def test_threads_memory_and_files_do_not_grow(pcscd: PrivatePcscd, watched: Watched) -> None:
    pcscd.insert(CONTENT)
    sequence = watched.until(CardPresent).sequence

    def proofs(count: int) -> tuple[int, int, int]:
        for _ in range(count):
            assert isinstance(watched.prove(sequence), CardProof)
        return threading.active_count(), len(list(Path("/proc/self/fd").iterdir())), resident_pages()

    threads, files, memory = proofs(100)
    after_threads, after_files, after_memory = proofs(1000)
    assert (after_threads, after_files) == (threads, files)
    assert after_memory / memory < 1.05


def test_stages_are_told_for_the_benchmark(pcscd: PrivatePcscd) -> None:
    stages: list[tuple[int, str]] = []
    watched = Watched(
        PcscReader(FIRST_SLOT, on_stage=lambda sequence, stage: stages.append((sequence, stage)))
    )
    pcscd.insert(CONTENT)
    sequence = watched.until(CardPresent).sequence
    watched.prove(sequence)
    names = ["noticed", "asked", "connected", "selected", "chuid-read", "certificate-read", "signed"]
    assert stages == [(sequence, name) for name in names]
    watched.reader.stop()
