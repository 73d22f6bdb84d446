"""A field and a slot as one reader: numbers of its own, both real, on one pcscd with two slots."""

from __future__ import annotations

import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue

import pytest

from devices.ports import (
    CardAbsent,
    CardFailure,
    CardKey,
    CardPresent,
    CardProof,
    ReaderBack,
    ReaderEvent,
    ReaderLost,
)
from devices.reader import PcscReader
from devices.reader_name import is_named, readers_named
from devices.reader_pair import ReaderPair
from devices.simulators.private_pcscd import PrivatePcscd
from tests.devices.card_maker import PIN, CardMaker

CHALLENGE = bytes(range(32))
CONTENT = CardMaker().content()
DUAL = ("ACME Dual Contact Reader 00 00", "ACME Dual Contactless Reader 00 01")


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("contact", DUAL[:1]),
        ("CONTACTLESS", DUAL[1:]),
        ("*contact*", DUAL),
        ("*00 0?", DUAL),
        ("dual contact reader", DUAL[:1]),
        ("gemalto", ()),
        ("", ()),
    ],
)
def test_a_reader_is_meant_by_whole_words_or_a_pattern(wanted: str, meant: tuple[str, ...]) -> None:
    assert readers_named(DUAL, wanted) == meant


def test_the_field_is_never_the_slot() -> None:
    assert readers_named(DUAL, "*", other_than="contact") == DUAL[1:]
    assert is_named("ACS ACR1281 [ICC] 00", "[icc]"), "brackets are letters like others"


class Told:
    """A pair over the two slots of the virtual reader, and what it has told."""

    def __init__(self, pcscd: PrivatePcscd) -> None:
        slot = pcscd.contact_name
        self.pair = ReaderPair(PcscReader("*", other_than=slot), PcscReader(slot))
        self._queue: SimpleQueue[ReaderEvent] = SimpleQueue()
        self.pair.start(self._queue.put)

    def next(self, seconds: float = 5.0) -> ReaderEvent:
        return self._queue.get(timeout=seconds)

    def silent(self, seconds: float) -> bool:
        try:
            self.next(seconds)
        except Empty:
            return True
        return False


@pytest.fixture
def told(virtual_reader: PrivatePcscd) -> Iterator[Told]:
    for slot in (0, 1):
        virtual_reader.remove(slot)
    virtual_reader.start()
    time.sleep(0.9)  # two looks of pcscd: whatever the test before left is forgotten
    told = Told(virtual_reader)
    assert isinstance(told.next(), ReaderBack)
    yield told
    told.pair.stop()
    for slot in (0, 1):
        virtual_reader.remove(slot)


@pytest.mark.slow
def test_a_number_means_one_arrival_at_one_reader(virtual_reader: PrivatePcscd, told: Told) -> None:
    field, slot = virtual_reader.reader_name, virtual_reader.contact_name
    virtual_reader.insert(CONTENT)
    tapped = told.next()
    assert isinstance(tapped, CardPresent)
    assert (tapped.reader, tapped.sequence) == (field, 1)
    assert isinstance(told.pair.prove(1, CardKey.CARD, CHALLENGE, None), CardProof)
    virtual_reader.insert(CONTENT, slot=1)
    inserted = told.next()
    assert isinstance(inserted, CardPresent)
    assert (inserted.reader, inserted.sequence) == (slot, 2)
    assert told.pair.pin_tries_left(2) == 3
    pin = bytearray(PIN.encode())
    assert isinstance(told.pair.prove(2, CardKey.HOLDER, CHALLENGE, pin), CardProof)
    assert not any(pin)
    virtual_reader.remove()
    assert told.next() == CardAbsent(field, 1)
    assert told.pair.prove(1, CardKey.CARD, CHALLENGE, None) == CardFailure("card-removed")
    assert isinstance(told.pair.prove(2, CardKey.CARD, CHALLENGE, None), CardProof), "the slot's card stays"
    virtual_reader.remove(1)
    assert told.next() == CardAbsent(slot, 2)


@pytest.mark.slow
def test_a_number_nobody_has_is_refused_and_its_pin_wiped(told: Told) -> None:
    pin = bytearray(PIN.encode())
    assert told.pair.prove(7, CardKey.HOLDER, CHALLENGE, pin) == CardFailure("card-removed")
    assert not any(pin)
    assert told.pair.pin_tries_left(7) == CardFailure("card-removed")


@pytest.mark.slow
def test_the_pair_is_lost_once_and_back_when_both_are(virtual_reader: PrivatePcscd, told: Told) -> None:
    virtual_reader.kill()
    assert told.next() == ReaderLost("pcscd-lost")
    assert told.silent(1.0)
    virtual_reader.start()
    assert isinstance(told.next(), ReaderBack)
    assert told.silent(0.5)


@pytest.mark.slow
def test_a_slot_that_is_not_there_is_a_lost_reader(virtual_reader: PrivatePcscd) -> None:
    virtual_reader.start()
    pair = ReaderPair(PcscReader("*", other_than="contact"), PcscReader("contact"))
    queue: SimpleQueue[ReaderEvent] = SimpleQueue()
    pair.start(queue.put)
    assert queue.get(timeout=5.0) == ReaderLost("reader-lost")
    pair.stop()
