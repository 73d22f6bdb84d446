"""Nothing of a person stays in the runner: no digit of a PIN, no file, no memory."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from collections.abc import Iterator

import pytest

from kiosk.flow import events
from kiosk.flow.demo.person import holder_file
from kiosk.flow.effects import Effect, VerifyPinAndProve
from kiosk.flow.events import Event
from kiosk.flow.step import step
from kiosk.flow.walk import Walk
from kiosk.flow.world import World
from tests.kiosk.running_kiosk import Kiosk, running
from tests.kiosk.sample_pack import PACK
from tests.walks.values import holds, spells


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    with running() as made:
        yield made


def test_pin_is_overwritten_everywhere(kiosk: Kiosk) -> None:
    kiosk.level_two()
    kiosk.waits_until(lambda: all(not any(pin) for pin in kiosk.reader.pins_seen), "zeros")
    assert kiosk.reader.pins_seen, "the reader did get a PIN"
    assert kiosk.pin.take() == bytearray()


def watch(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Event], list[Effect]]:
    """Every event that the walk takes and every effect it orders, from now on."""
    taken: list[Event] = []
    ordered: list[Effect] = []

    def stepped(walk: Walk, event: Event, at: World) -> Walk:
        taken.append(event)
        after = step(walk, event, at)
        ordered.extend(after.effects)
        return after

    monkeypatch.setattr("kiosk.runner.step", stepped)
    return taken, ordered


def test_the_digits_of_a_pin_are_nowhere_but_in_the_buffer_and_at_the_reader(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, ordered = watch(kiosk, monkeypatch)
    kiosk.reader.pin = b"8305"
    kiosk.level_one()
    kiosk.runner.post(events.PinOffered())
    kiosk.waits_for("pin")
    for digit in "8305":
        kiosk.runner.post(events.PinChanged(kiosk.pin.press(int(digit))))
    assert holds(vars(kiosk.pin), "8305"), "the control: there they are, and the search finds them"
    kiosk.runner.post(events.PinConfirmed())
    kiosk.waits_for("personal-file-general")
    assert any(isinstance(order, VerifyPinAndProve) for order in ordered)
    assert [event.count for event in taken if isinstance(event, events.PinChanged)] == [1, 2, 3, 4]
    assert not spells([event for event in taken if isinstance(event, events.PinChanged)], "8305")
    for place in (taken, ordered, kiosk.shown, kiosk.runner.walk, kiosk.log.getvalue(), vars(kiosk.pin)):
        assert not holds(place, "8305")


def test_the_search_for_digits_finds_those_that_come_one_by_one() -> None:
    """The control: if the events carried digits instead of their number, it would be seen."""
    assert spells([events.PinChanged(int(digit)) for digit in "8305"], "8305")


def test_card_out_wipes_a_half_typed_pin(kiosk: Kiosk) -> None:
    kiosk.level_one()
    kiosk.runner.post(events.PinOffered())
    kiosk.waits_for("pin")
    kiosk.pin.press(1)
    kiosk.card_out()
    kiosk.waits_for("home")
    assert kiosk.pin.take() == bytearray()


def test_after_the_end_nobody_holds_the_personal_file(kiosk: Kiosk) -> None:
    watched = weakref.ref(kiosk.backend.file)
    kiosk.level_two()
    kiosk.backend.file = holder_file(PACK)
    assert watched() is not None, "the control: during the session it is there"
    kiosk.card_out()
    kiosk.waits_for("home")
    kiosk.shown.clear()

    def gone() -> bool:
        gc.collect()
        return watched() is None

    kiosk.waits_until(gone, "somebody still holds the file")


def allocated_after(kiosk: Kiosk, sessions: int) -> int:
    for _ in range(sessions):
        kiosk.level_two()
        kiosk.card_out()
        kiosk.waits_for("home")
        kiosk.shown.clear()
        kiosk.reader.digests.clear()
        kiosk.reader.pins_seen.clear()
        kiosk.backend.ended.clear()
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


@pytest.mark.slow
def test_memory_does_not_grow_with_sessions(kiosk: Kiosk) -> None:
    tracemalloc.start()
    try:
        before = allocated_after(kiosk, 150)  # interpreter free lists fill up at first
        after = allocated_after(kiosk, 150)
    finally:
        tracemalloc.stop()
    assert after - before < 64 * 1024, f"{after - before} bytes in 150 sessions"
