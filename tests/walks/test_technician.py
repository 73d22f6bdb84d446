"""The technician's hidden door, menu and tests."""

from __future__ import annotations

from kiosk.flow import effects, events, technician_events
from kiosk.flow.pages import Home
from kiosk.flow.technician_pages import CheckLine, CheckState
from tests.walks.kiosk_walk import KioskWalk


def at_the_menu() -> KioskWalk:
    kiosk = KioskWalk().happens(technician_events.ClockHeld())
    kiosk.happens(events.PinChanged(6)).tap("pin.confirm")
    return kiosk.happens(technician_events.ServiceCodeChecked(kiosk.ask, right=True))


def test_a_long_press_of_the_clock_and_the_code_open_the_menu() -> None:
    kiosk = KioskWalk().happens(technician_events.ClockHeld())
    assert kiosk.page == "service-code"
    kiosk.happens(events.PinChanged(5)).happens(events.PinConfirmed())
    assert kiosk.ordered(effects.CheckServiceCode) == 0, "too short to be tried"
    assert at_the_menu().page == "service-menu"


def test_three_wrong_codes_lock_the_door_for_five_minutes() -> None:
    kiosk = KioskWalk().happens(technician_events.ClockHeld())
    for _ in range(3):
        kiosk.happens(events.PinChanged(6)).happens(events.PinConfirmed())
        kiosk.happens(technician_events.ServiceCodeChecked(kiosk.ask, right=False))
    assert kiosk.walk.stack == (Home(),)
    kiosk.happens(technician_events.ClockHeld())
    assert kiosk.page == "home"
    kiosk.wait(301.0).happens(technician_events.ClockHeld())
    assert kiosk.page == "service-code"


def test_the_door_is_shut_while_somebody_is_signed_in() -> None:
    kiosk = KioskWalk().identified().happens(technician_events.ClockHeld())
    assert kiosk.page == "personal-file-general"


def test_a_service_card_opens_the_menu_and_leaving_closes_it() -> None:
    kiosk = KioskWalk().card_in()
    kiosk.happens(events.ServiceCardProved(kiosk.ask))
    assert kiosk.page == "service-menu"
    assert kiosk.walk.session is None
    kiosk.card_out()
    assert kiosk.page == "home"


def test_device_and_network_tests_show_lines_and_can_be_run_again() -> None:
    kiosk = at_the_menu().tap("service.devices")
    assert kiosk.page == "device-test-running"
    lines = (
        CheckLine("reader", CheckState.GOOD, value="Reader 00 00"),
        CheckLine("printer", CheckState.ATTENTION, "failure.printer-paper-out.todo", "paper_out"),
    )
    kiosk.happens(technician_events.CheckFinished(kiosk.ask, lines))
    assert kiosk.page == "device-test"
    assert kiosk.shows("failure.printer-paper-out.todo")
    kiosk.tap("service.again")
    assert kiosk.page == "device-test-running"
    kiosk.tap("bar.back").tap("service.network")
    assert kiosk.ordered(effects.CheckNetwork) == 1


def test_a_test_paper_is_printed() -> None:
    kiosk = at_the_menu().tap("service.print").tap("action.print").paper_comes()
    assert kiosk.shows("printed.test")
    assert kiosk.printed[0].sheet.owner == 0


def test_the_touch_test_counts_every_field() -> None:
    kiosk = at_the_menu().tap("service.touch")
    for field in range(48):
        assert not kiosk.shows("service.touch.done")
        kiosk.happens(technician_events.FieldTouched(field))
    assert kiosk.shows("service.touch.done")


def test_versions_name_program_content_and_kiosk() -> None:
    kiosk = at_the_menu().tap("service.versions")
    for shown in ("0.1.0", "2026.11.0", "kiosk-1", "https://127.0.0.1:8443"):
        assert kiosk.shows(shown)


def out_of_service() -> KioskWalk:
    kiosk = KioskWalk().happens(events.Broke("pack-damaged"))
    assert kiosk.page == "out-of-service"
    return kiosk


def test_a_kiosk_out_of_service_still_knows_the_technicians_card() -> None:
    kiosk = out_of_service().card_in()
    assert kiosk.page == "out-of-service", "asked quietly: nothing moves before the card has proved itself"
    kiosk.happens(events.ServiceCardProved(kiosk.ask))
    assert kiosk.page == "service-menu"
    kiosk.card_out()
    assert kiosk.page == "out-of-service"


def test_a_kiosk_out_of_service_signs_no_citizen_in() -> None:
    for answer in ("proves", "refuses", "no backend"):
        kiosk = out_of_service().card_in()
        if answer == "proves":
            kiosk.card_proves()
        elif answer == "refuses":
            kiosk.card_refuses("card-unreadable")
        else:
            kiosk.backend_refuses("backend-unreachable")
        assert kiosk.page == "out-of-service", answer
        assert kiosk.ordered(effects.OpenSession) == 0
        assert kiosk.walk.awaited == ()


def test_the_forgotten_service_card_is_asked_again_out_of_service() -> None:
    kiosk = out_of_service().card_in()
    kiosk.happens(events.ServiceCardProved(kiosk.ask)).tap("bar.finish")
    assert kiosk.page == "take-card"
    kiosk.tap("take_card.again").card_proves()
    assert kiosk.page == "out-of-service"
