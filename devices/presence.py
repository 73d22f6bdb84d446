"""Which card lies in the reader, as a value: what PC/SC reports in, events out (pure).

pcscd counts a reader's arrivals and removals together, so a card that went out and in between two looks
is seen by the count, though it lies there both times.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from devices.ports import CardAbsent, CardPresent, ReaderBack, ReaderEvent, ReaderLost

COUNTER_RANGE = 1 << 16


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at a reader: is a card there, pcscd's counter, and the card's answer to reset."""

    reader: str
    card: bool
    counter: int
    atr: bytes = b""


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known; `sequence` numbers the latest arrival and never goes back."""

    reader: str | None = None
    card: bool = False
    counter: int = 0
    sequence: int = 0
    atr: bytes = b""
    lost: str | None = None


Change = tuple[Presence, tuple[ReaderEvent, ...]]


def sighted(before: Presence, sighting: Sighting) -> Change:
    """A look at the reader in use, or at the one that now is."""
    if before.reader != sighting.reader:
        gone, events = _left(before)
        found = replace(gone, reader=sighting.reader, counter=sighting.counter, lost=None)
        after, arrived = _arrivals(found, sighting, int(sighting.card))
        return after, (*events, ReaderBack(sighting.reader), *arrived)
    changes = (sighting.counter - before.counter) % COUNTER_RANGE
    if changes == 0 and before.card == sighting.card:
        return before, ()
    gone, events = _left(before)
    # The removal of a card that lay there is one of the changes; of the rest every second is an arrival.
    arrivals = max((changes + (not before.card)) // 2, int(sighting.card))
    after, arrived = _arrivals(gone, sighting, arrivals)
    return after, (*events, *arrived)


def lost(before: Presence, code: str) -> Change:
    """No reader, or no pcscd: a card that lay there counts as gone."""
    gone, events = _left(before)
    after = replace(gone, reader=None, counter=0, lost=code)
    if before.lost == code:
        return after, events
    return after, (*events, ReaderLost(code))


def replaced(before: Presence) -> Change:
    """The card turned out to be another one than before, though pcscd saw nobody come or go."""
    assert before.reader is not None
    after = replace(before, sequence=before.sequence + 1)
    return after, (
        CardAbsent(before.reader, before.sequence),
        CardPresent(before.reader, after.sequence, before.atr),
    )


def _left(before: Presence) -> Change:
    if before.reader is None or not before.card:
        return before, ()
    return replace(before, card=False, atr=b""), (CardAbsent(before.reader, before.sequence),)


def _arrivals(before: Presence, sighting: Sighting, count: int) -> Change:
    after = replace(
        before,
        counter=sighting.counter,
        sequence=before.sequence + count,
        card=sighting.card,
        atr=sighting.atr if sighting.card else b"",
    )
    if count == 0:
        return after, ()
    present = CardPresent(sighting.reader, after.sequence, sighting.atr)
    if sighting.card:
        return after, (present,)
    # It came and went between two looks: worth a word to the person who held it too short.
    return after, (present, CardAbsent(sighting.reader, after.sequence))
