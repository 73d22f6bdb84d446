"""The corridor between walk and world: effects out, answers in, nothing of a person left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from devices.ports import CardFailure, NotPrinted
from devices.voice import DEFAULT_VOLUME
from kiosk.flow import events, pages, technician_events
from kiosk.flow.pages import Paper, PaperKind
from kiosk.flow.walk import Walk
from kiosk.hands.of_walk import Hands
from kiosk.ports.backend import Refused
from kiosk.runner import LONGEST_TURN
from tests.kiosk.running_kiosk import Kiosk, running


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    with running() as made:
        yield made


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


def test_time_passes_without_any_touch(kiosk: Kiosk) -> None:
    kiosk.level_one()
    kiosk.clock.seconds += 61
    kiosk.waits_until(lambda: bool(kiosk.shown[-1].dialog), "the warning")
    kiosk.clock.seconds += 31
    kiosk.waits_for("take-card")


def test_stopping_twice_is_the_same_as_once(kiosk: Kiosk) -> None:
    kiosk.runner.stop()
    kiosk.runner.stop()
