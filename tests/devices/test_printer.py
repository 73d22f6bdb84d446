"""The printer over real TCP: what is printed, what is told, and what each fault is called."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from devices.layout import as_text, lay_out
from devices.ports import Cut, Line, NotPrinted, Printed, PrinterState, QrCode, Sheet
from devices.printer_profile import load_profile, profile_names
from devices.simulators.printer.engine import Model
from devices.simulators.printer.paper import RasterRow
from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from tests.devices.printing import SHEET, in_parallel, printer_at, sheet_of

PIECES_OF_ONE_LINE = 3  # start, line, end


@pytest.fixture
def simulated() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


def test_a_healthy_printer_prints_the_sheet_as_it_was_laid_out(simulated: SimulatedPrinter) -> None:
    assert printer_at(simulated).print(SHEET) == Printed()
    (ticket,) = simulated.tickets
    expected = as_text(lay_out(SHEET, 48), 48)
    assert ticket.text == expected.strip("\n") + "\n"
    assert ticket.codes == ("https://okno.example/m/жку?n=1",)
    assert "?" not in ticket.text.replace("жку?n=1", "")
    assert simulated.unknown_commands == ()


def test_a_cut_in_the_middle_gives_two_papers_of_one_job(simulated: SimulatedPrinter) -> None:
    sheet = Sheet("Билеты", (Line("Первый"), Cut(), Line("Второй")))
    assert printer_at(simulated).print(sheet) == Printed()
    first, second = simulated.tickets
    assert ("Первый" in first.text, "Второй" in first.text) == (True, False)
    assert "Второй" in second.text
    assert simulated.unknown_commands == ()


def test_narrow_paper_gets_its_code_as_a_picture() -> None:
    model = Model(name="OKNO-58", columns=32, dots=384, native_qr=False)
    with SimulatedPrinter(model=model) as simulated:
        assert printer_at(simulated, profile="generic-58").print(SHEET) == Printed()
        (ticket,) = simulated.tickets
        assert simulated.unknown_commands == ()
    pictures = [row for row in ticket.rows if isinstance(row, RasterRow)]
    assert pictures
    assert all(row.width <= 384 for row in pictures)
    assert "12 345,67 руб." in ticket.text


def test_a_wrong_code_page_would_be_garbage_so_the_profile_matters(simulated: SimulatedPrinter) -> None:
    """Control: the same sheet with another printer's profile comes out unreadable."""
    printer_at(simulated, profile="citizen-ct-s651").print(sheet_of("Иванова"))
    printer_at(simulated, profile="generic-80").print(sheet_of("Иванова"))
    garbage, good = simulated.tickets
    assert "Иванова" not in garbage.text
    assert "Иванова" in good.text


@pytest.mark.parametrize("name", profile_names())
def test_every_shipped_profile_is_readable(name: str) -> None:
    profile = load_profile(name)
    assert profile.columns * 12 == profile.dots


FAULTS = {
    PrinterState.PAPER_OUT: Condition(paper="out"),
    PrinterState.COVER_OPEN: Condition(cover_open=True),
    PrinterState.OFFLINE: Condition(offline=True),
    PrinterState.UNKNOWN: Condition(silent=True),
}
CODES = {
    PrinterState.PAPER_OUT: "printer-paper-out",
    PrinterState.COVER_OPEN: "printer-cover-open",
    PrinterState.OFFLINE: "printer-offline",
    PrinterState.UNKNOWN: "printer-unknown",
}


@pytest.mark.parametrize("state", FAULTS)
def test_a_fault_before_the_job_is_named_and_nothing_is_sent(
    simulated: SimulatedPrinter, state: PrinterState
) -> None:
    printer = printer_at(simulated)
    simulated.set(FAULTS[state])
    assert printer.state() is state
    assert printer.print(SHEET) == NotPrinted(CODES[state])
    simulated.set(Condition())
    assert simulated.wait_for_tickets(1, seconds=0.3) == ()
    assert printer.state() is PrinterState.READY


def test_low_paper_is_told_and_still_prints(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(Condition(paper="low"))
    assert printer.state() is PrinterState.PAPER_LOW
    assert printer.print(SHEET) == Printed()


def test_a_printer_without_power_is_offline(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.power_off()
    assert printer.state() is PrinterState.OFFLINE
    assert printer.print(SHEET) == NotPrinted("printer-offline")
    simulated.power_on()
    assert printer.print(SHEET) == Printed()


DURING = {
    "printer-paper-out": Condition(out_after_rows=3),
    "printer-not-acknowledged": Condition(closes_after=200),
}


@pytest.mark.parametrize("code", DURING)
def test_a_fault_during_the_job_is_named_and_the_rest_is_never_printed(
    simulated: SimulatedPrinter, code: str
) -> None:
    printer = printer_at(simulated)
    simulated.set(DURING[code])
    assert printer.print(sheet_of("Первый", 30)) == NotPrinted(code)
    simulated.set(Condition())
    assert printer.print(sheet_of("Второй")) == Printed()
    last = simulated.tickets[-1]
    assert "Первый" not in last.text
    assert "Второй, строка 0" in last.text
    assert not any("Первый, строка 29" in ticket.text for ticket in simulated.tickets)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Condition(cover_open=True), "printer-cover-open"),
        (Condition(paper="out"), "printer-paper-out"),
        (Condition(offline=True), "printer-offline"),
        (Condition(silent=True, slow=True), "printer-not-acknowledged"),
    ],
)
def test_a_fault_in_the_middle_of_a_slow_job(
    simulated: SimulatedPrinter, change: Condition, code: str
) -> None:
    printer = printer_at(simulated)
    simulated.set(Condition(slow=True))
    result, _ = in_parallel(lambda: printer.print(sheet_of("Первый", 20)), lambda: simulated.set(change))
    assert result == NotPrinted(code)
    simulated.set(Condition())
    assert printer.print(sheet_of("Второй")) == Printed()
    assert "Первый" not in simulated.tickets[-1].text


def test_cancelling_from_another_thread_stops_the_paper_and_cuts_off_what_came(
    simulated: SimulatedPrinter,
) -> None:
    printer = printer_at(simulated)
    simulated.set(Condition(slow=True))
    started = time.monotonic()
    result, _ = in_parallel(lambda: printer.print(sheet_of("Первый", 30)), printer.cancel)
    assert result == NotPrinted("printer-cancelled", paper_came_out=True)
    assert "Первый, строка 0" in simulated.tickets[0].text, "half of it lies in the tray, and is told"
    assert time.monotonic() - started < 2.0  # thirty lines would take nine seconds
    assert printer.print(sheet_of("Второй")) == Printed()
    assert "Первый" not in simulated.tickets[-1].text


def test_a_cancel_before_anything_was_printed_brings_no_paper(simulated: SimulatedPrinter) -> None:
    answer = printer_at(simulated).print(SHEET, lambda: True)
    assert answer == NotPrinted("printer-cancelled", paper_came_out=False)
    assert simulated.wait_for_tickets(1, seconds=0.3) == ()


def test_a_cancel_that_comes_with_the_last_word_of_the_printer_denies_no_paper(
    simulated: SimulatedPrinter,
) -> None:
    """The whole paper is out, and its acknowledgement on the line, when it is seen to be cancelled."""
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        if len(asked) <= 1 + PIECES_OF_ONE_LINE:
            return False
        simulated.wait_for_tickets(1)
        time.sleep(0.1)
        return True

    assert printer_at(simulated).print(sheet_of("Первый"), cancelled) == Printed()
    assert len(simulated.tickets) == 1


def test_cancelling_also_drops_a_job_that_waits_for_its_turn(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(Condition(slow=True))
    waiting: list[object] = []
    second = threading.Thread(target=lambda: waiting.append(printer.print(sheet_of("Ждущий"))))

    def queue_and_cancel() -> None:
        second.start()
        time.sleep(0.1)
        printer.cancel()

    in_parallel(lambda: printer.print(sheet_of("Первый", 20)), queue_and_cancel)
    second.join(timeout=5)
    assert waiting == [NotPrinted("printer-cancelled")]


def test_a_cancel_with_nothing_under_way_harms_nobody(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    printer.cancel()
    assert printer.print(SHEET) == Printed()


def test_the_state_can_be_asked_while_a_job_prints(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(Condition(slow=True))
    asked: list[float] = []

    def ask() -> None:
        started = time.monotonic()
        assert printer.state() is PrinterState.READY
        asked.append(time.monotonic() - started)

    in_parallel(lambda: printer.print(sheet_of("Первый", 3)), ask)
    assert asked[0] < 0.1


def test_the_printer_says_what_it_is(simulated: SimulatedPrinter) -> None:
    assert printer_at(simulated).model() == "OKNO-80"


def test_a_code_too_large_for_the_paper_is_printed_as_words(simulated: SimulatedPrinter) -> None:
    assert printer_at(simulated).print(Sheet("лист", (QrCode("слово " * 900),))) == Printed()
    assert simulated.tickets[0].text.startswith("слово слово")


def test_nothing_of_a_sheet_is_in_its_repr() -> None:
    assert "Иванова" not in repr(SHEET)
