"""How a session ends: by a button, by the card, by nobody being there, by a reader that is lost."""

from __future__ import annotations

from devices.ports import ReaderBack, ReaderLost, ReaderProfile
from kiosk.flow import effects, events
from kiosk.flow.walk import AS_FOUND
from tests.walks.kiosk_walk import KioskWalk


def test_finish_with_the_card_still_in_asks_to_take_it() -> None:
    kiosk = KioskWalk().identified().tap("bar.finish")
    assert kiosk.page == "take-card"
    assert kiosk.walk.session is None
    assert kiosk.spoken[-1].startswith("Заберите карту")
    kiosk.wait(11.0)
    assert len(kiosk.spoken) == 2, "a forgotten card is called after again"
    kiosk.wait(600.0)
    assert len(kiosk.spoken) < 10, "but not all night"
    kiosk.card_out()
    assert kiosk.page == "home"


def test_after_a_tap_the_session_outlives_the_card_and_ends_at_the_next_tap() -> None:
    kiosk = KioskWalk(ReaderProfile.TAP).welcomed().card_out()
    assert kiosk.page == "welcome"
    assert not kiosk.shows("welcome.pin.title"), "no slot, no PIN"
    kiosk.card_in()
    assert kiosk.walk.session is None
    assert kiosk.ordered(effects.ProveCard) == 1


def test_after_a_tap_the_pin_needs_the_contact_slot() -> None:
    kiosk = KioskWalk(ReaderProfile.TAP, "slot").welcomed().card_out().tap("welcome.pin")
    assert kiosk.page == "contact-slot"
    kiosk.card_in("contact slot").enter_pin().card_proves().backend_confirms()
    assert kiosk.page == "personal-file-general"
    kiosk.card_out("contact slot")
    assert kiosk.page == "home"
    assert kiosk.walk.session is None


def test_nobody_there_is_warned_then_forgotten() -> None:
    kiosk = KioskWalk().identified().tap("comfort.contrast")
    kiosk.wait(59.0)
    assert not kiosk.view.dialog
    kiosk.wait(1.5)
    assert kiosk.shows("time_out.title")
    kiosk.wait(20.0)
    assert kiosk.walk.session is not None, "at least twenty seconds to answer"
    kiosk.wait(10.0)
    assert kiosk.walk.session is None
    kiosk.card_out()
    assert kiosk.walk.comfort == AS_FOUND


def test_the_time_out_can_be_put_off_again_and_again() -> None:
    kiosk = KioskWalk().identified()
    for _ in range(12):
        kiosk.wait(61.0).tap("time_out.extend")
    assert kiosk.walk.session is not None


def test_who_is_read_to_has_ten_times_as_long() -> None:
    kiosk = KioskWalk().identified().tap("comfort.voice").wait(599.0)
    assert not kiosk.view.dialog
    kiosk.wait(2.0)
    assert kiosk.shows("time_out.title")


def test_a_reader_lost_in_a_session_ends_it_and_home_says_so() -> None:
    kiosk = KioskWalk().identified()
    kiosk.happens(events.ReaderReported(ReaderLost("reader-lost")))
    assert kiosk.walk.session is None
    assert kiosk.shows("home.reader_lost.title")


def test_a_reader_that_returns_takes_its_own_failure_page_away() -> None:
    kiosk = KioskWalk().card_in().card_refuses("reader-lost")
    assert kiosk.page == "failure-reader-lost"
    kiosk.happens(events.ReaderReported(ReaderBack("reader")))
    assert kiosk.page == "home"


def test_large_words_stay_until_the_card_is_out() -> None:
    kiosk = KioskWalk().identified().tap("comfort.large").tap("bar.finish")
    assert kiosk.page == "take-card"
    assert kiosk.walk.comfort.large
    kiosk.card_out()
    assert kiosk.page == "home"
    assert kiosk.walk.comfort == AS_FOUND
