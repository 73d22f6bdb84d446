"""The corridor between walk and world: effects out, answers in, nothing of a person left behind."""

from __future__ import annotations

import gc
import io
import threading
import time
import tracemalloc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from devices.ports import CardAbsent, CardFailure, CardPresent, NotPrinted
from devices.voice import DEFAULT_VOLUME
from kiosk.backend_port import Refused
from kiosk.flow import events, pages, technician_events
from kiosk.flow.demo_person import holder_file
from kiosk.flow.effects import Effect, VerifyPinAndProve
from kiosk.flow.events import Event
from kiosk.flow.pages import Paper, PaperKind
from kiosk.flow.step import step
from kiosk.flow.views import View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World
from kiosk.hands import Hands
from kiosk.journal import Journal
from kiosk.outside import Parts
from kiosk.pin import PinBuffer
from kiosk.runner import LONGEST_TURN, Runner
from kiosk.service_code import seal_code
from kiosk.session_keys import SessionKeys
from tests.kiosk.fakes import FakeBackend, FakeClock, FakePrinter, FakeReader, FakeVoice
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.values import holds, spells

CODE = seal_code(b"314159", b"salt-of-the-test")


@dataclass
class Kiosk:
    """A runner with fakes around it, and what it has shown."""

    reader: FakeReader
    printer: FakePrinter
    voice: FakeVoice
    backend: FakeBackend
    pin: PinBuffer
    keys: SessionKeys
    parts: Parts
    clock: FakeClock
    log: io.StringIO
    runner: Runner
    shown: list[View]
    ended: list[bool]
    sequence: int = 0

    def card_in(self) -> None:
        self.sequence += 1
        self.runner.post(events.ReaderReported(CardPresent("reader", self.sequence, b"")))

    def card_out(self) -> None:
        self.runner.post(events.ReaderReported(CardAbsent("reader", self.sequence)))

    def enter(self, digits: str) -> None:
        for digit in digits:
            self.runner.post(events.PinChanged(self.pin.press(int(digit))))
        self.runner.post(events.PinConfirmed())

    def waits_for(self, page: str, seconds: float = 3.0) -> None:
        self.waits_until(lambda: bool(self.shown) and self.shown[-1].name == page, page, seconds)

    def waits_until(self, true: Callable[[], bool], what: str = "", seconds: float = 3.0) -> None:
        until = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < until, f"{what}; shown: {[view.name for view in self.shown[-4:]]}"
            time.sleep(0.002)

    def level_one(self) -> None:
        self.card_in()
        self.waits_for("welcome")

    def level_two(self) -> None:
        self.level_one()
        self.runner.post(events.PinOffered())
        self.waits_for("pin")
        self.enter("1234")
        self.waits_for("personal-file-general")


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    reader, printer, voice, backend = FakeReader(), FakePrinter(), FakeVoice(), FakeBackend()
    pin, keys, clock, log = PinBuffer(), SessionKeys(), FakeClock(), io.StringIO()
    runner = Runner(Walk(), world(), clock, Journal(log, clock))
    shown: list[View] = [runner.first_view()]
    parts = Parts(reader, printer, voice, backend, lambda: (), CODE)
    ended: list[bool] = []
    runner.start(shown.append, lambda: ended.append(True))
    runner.equip(Hands(parts, pin, keys))
    runner.post(events.PrinterReported(printer.now))
    made = Kiosk(reader, printer, voice, backend, pin, keys, parts, clock, log, runner, shown, ended)
    yield made
    backend.gate.set()
    printer.gate.set()
    voice.gate.set()
    runner.stop()


def test_card_pin_file_and_end(kiosk: Kiosk) -> None:
    kiosk.level_two()
    assert kiosk.reader.digests == [
        b"nonce-1/9E/session".ljust(32, b"."),
        b"nonce-2/9A/holder".ljust(32, b"."),
    ]
    kiosk.card_out()
    kiosk.waits_for("home")
    kiosk.waits_until(lambda: kiosk.backend.ended == ["token-1"], "the session is ended at the backend")
    assert kiosk.keys.of(1) is None


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


def test_wrong_pin_shows_the_tries_that_are_left(kiosk: Kiosk) -> None:
    kiosk.level_one()
    kiosk.runner.post(events.PinOffered())
    kiosk.waits_for("pin")
    kiosk.enter("9999")
    kiosk.waits_for("pin-wrong")
    assert "Осталось 2 попытки" in repr(kiosk.shown[-1])


def test_session_that_opens_after_the_person_left_is_ended(kiosk: Kiosk) -> None:
    kiosk.backend.gate.clear()
    kiosk.card_in()
    kiosk.waits_for("reading")
    kiosk.card_out()
    kiosk.waits_for("home")
    kiosk.backend.gate.set()
    kiosk.waits_until(lambda: kiosk.backend.ended == ["token-1"], "ended")
    assert kiosk.shown[-1].name == "home"


def test_a_stuck_call_of_one_person_does_not_hold_up_the_next(kiosk: Kiosk) -> None:
    kiosk.backend.gate.clear()
    kiosk.card_in()
    kiosk.waits_for("reading")
    kiosk.card_out()
    kiosk.waits_for("home")
    stuck, kiosk.backend.gate = kiosk.backend.gate, threading.Event()
    kiosk.backend.gate.set()
    kiosk.level_one()
    stuck.set()


def test_refusals_and_faults_become_pages(kiosk: Kiosk) -> None:
    kiosk.backend.refusal = Refused("card-lost")
    kiosk.card_in()
    kiosk.waits_for("failure-card-lost")
    kiosk.card_out()
    kiosk.backend.refusal = None
    kiosk.backend.fault = RuntimeError("Полярная Мария, 1951")
    kiosk.card_in()
    kiosk.waits_for("failure-kiosk-internal")
    assert "effect-failed" in kiosk.log.getvalue()
    assert "Полярная" not in kiosk.log.getvalue(), "the message of a fault may quote a person"


def test_card_failures_become_pages(kiosk: Kiosk) -> None:
    kiosk.reader.failure = CardFailure("card-unreadable")
    kiosk.card_in()
    kiosk.waits_for("failure-card-unreadable")


def test_paper_is_printed_and_its_refusal_told(kiosk: Kiosk) -> None:
    paper = Paper(PaperKind.MEASURE, "monthly-payment")
    kiosk.runner.post(events.Opened(pages.PreviewPage(paper)))
    kiosk.runner.post(events.PrintAsked(paper))
    kiosk.waits_for("printed")
    kiosk.printer.answer = NotPrinted("printer-cover-open")
    kiosk.runner.post(events.PrintAsked(paper))
    kiosk.waits_for("not-printed-printer-cover-open")


class UnguardedHands(Hands):
    """The same hands, to whom a cancelled job is as good as any."""

    def _cancelled_since(self, prints: int) -> bool:
        return False


def ask_for_paper(kiosk: Kiosk) -> None:
    listed = Paper(PaperKind.ENTITLEMENT_LIST)
    kiosk.runner.post(events.Opened(pages.PreviewPage(listed)))
    kiosk.runner.post(events.PrintAsked(listed))


def two_jobs_whose_people_left(kiosk: Kiosk) -> None:
    """One sheet stands in a printer that is stuck, another person's waits behind it; both have gone."""
    kiosk.printer.gate.clear()
    kiosk.level_two()
    ask_for_paper(kiosk)
    kiosk.waits_until(lambda: len(kiosk.printer.sheets) == 1, "the first sheet is with the printer")
    kiosk.card_out()
    kiosk.waits_for("home")
    kiosk.level_two()
    ask_for_paper(kiosk)
    kiosk.waits_until(lambda: len(kiosk.runner.walk.left_paper) == 1)
    kiosk.waits_for("printing")
    kiosk.card_out()
    kiosk.waits_for("home")
    kiosk.waits_until(lambda: kiosk.printer.cancelled == 2, "both are cancelled")
    kiosk.printer.gate.set()
    kiosk.waits_until(lambda: not kiosk.runner.walk.left_paper, "both are answered")


def test_a_job_of_somebody_who_left_never_reaches_the_printer(kiosk: Kiosk) -> None:
    two_jobs_whose_people_left(kiosk)
    assert len(kiosk.printer.sheets) == 1
    assert kiosk.shown[-1].name == "home"


def test_control_without_the_guard_the_job_of_somebody_who_left_reaches_the_printer(kiosk: Kiosk) -> None:
    kiosk.runner.equip(UnguardedHands(kiosk.parts, kiosk.pin, kiosk.keys))
    two_jobs_whose_people_left(kiosk)
    assert len(kiosk.printer.sheets) == 2


def test_the_technicians_code(kiosk: Kiosk) -> None:
    kiosk.runner.post(technician_events.ClockHeld())
    kiosk.waits_for("service-code")
    kiosk.enter("271828")
    kiosk.waits_until(
        lambda: "service.code" not in repr(kiosk.shown[-1]) and "не подошёл" in repr(kiosk.shown[-1])
    )
    kiosk.enter("314159")
    kiosk.waits_for("service-menu")
    kiosk.runner.post(technician_events.NetworkTestAsked())
    kiosk.waits_until(lambda: "1 ms" in repr(kiosk.shown[-1]))


def test_nothing_personal_is_spoken_aloud_even_when_the_headset_was_just_pulled_out(kiosk: Kiosk) -> None:
    kiosk.voice.plugged = True
    kiosk.runner.post(events.HeadsetReported(True))
    kiosk.level_two()
    kiosk.waits_until(lambda: any("Полярная" in text for text in kiosk.voice.said), "spoken to the headset")
    kiosk.voice.said.clear()
    kiosk.voice.plugged = False  # pulled out, but the event is still on its way
    kiosk.runner.post(events.Switched(pages.PersonalFilePage(pages.FileTab.SOCIAL)))
    kiosk.waits_for("personal-file-social")
    assert not any("Полярная" in text for text in kiosk.voice.said)


def test_the_next_person_begins_with_the_usual_volume(kiosk: Kiosk) -> None:
    kiosk.level_one()
    kiosk.voice.volume = 4
    kiosk.card_out()
    kiosk.waits_for("home")
    kiosk.waits_until(lambda: kiosk.voice.volume == DEFAULT_VOLUME, "the volume of the start")


def test_a_fault_of_one_page_does_not_end_the_kiosk(kiosk: Kiosk) -> None:
    kiosk.runner.post(events.Opened(pages.MeasurePage("no-such-measure")))
    kiosk.waits_until(lambda: "step-failed" in kiosk.log.getvalue())
    kiosk.runner.post(events.Opened(pages.MeasuresPage()))
    kiosk.waits_for("measures")


def break_the_walk(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that even going home does not mend."""

    def broken(*_: object) -> Walk:
        raise RuntimeError("Полярная Мария, 1951")

    monkeypatch.setattr("kiosk.runner.step", broken)
    kiosk.runner.post(events.Touched())
    kiosk.waits_until(lambda: bool(kiosk.ended), "the app is told to end")


def test_a_walk_that_breaks_ends_the_kiosk_and_does_not_pass_for_well(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kiosk.runner.is_well()
    break_the_walk(kiosk, monkeypatch)
    kiosk.waits_until(lambda: not kiosk.runner.is_well())
    assert "walk-failed" in kiosk.log.getvalue()
    assert "Полярная" not in kiosk.log.getvalue()


def test_a_walk_that_breaks_ends_the_kiosk_even_without_a_log(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.log.close()
    break_the_walk(kiosk, monkeypatch)


def test_a_walk_that_hangs_does_not_pass_for_well(kiosk: Kiosk) -> None:
    kiosk.level_two()
    kiosk.voice.gate.clear()
    kiosk.runner.post(events.VoiceSwitched())
    kiosk.waits_until(lambda: bool(kiosk.voice.said), "speaking holds the walk up")
    assert kiosk.runner.is_well()
    kiosk.clock.seconds += LONGEST_TURN + 1
    assert not kiosk.runner.is_well()
    kiosk.voice.gate.set()
    kiosk.waits_until(kiosk.runner.is_well)


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


def test_time_passes_without_any_touch(kiosk: Kiosk) -> None:
    kiosk.level_one()
    kiosk.clock.seconds += 61
    kiosk.waits_until(lambda: bool(kiosk.shown[-1].dialog), "the warning")
    kiosk.clock.seconds += 31
    kiosk.waits_for("take-card")


def test_stopping_twice_is_the_same_as_once(kiosk: Kiosk) -> None:
    kiosk.runner.stop()
    kiosk.runner.stop()


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
