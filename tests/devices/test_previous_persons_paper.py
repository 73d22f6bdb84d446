"""The paper of the person before: it must not come out for the next one.

Each promise has its control: with the guard off, or with a plain program, the old job does come out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from escpos.printer import Network

from devices.escpos_library import compose_end, compose_line, compose_start, open_link
from devices.layout import TextLine
from devices.ports import NotPrinted, Printed, PrinterState
from devices.printer import EscPosPrinter
from devices.printer_address import TcpAddress
from devices.printer_profile import load_profile
from devices.printer_talk import Talk
from devices.simulators.printer.engine import Model
from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from tests.devices.printing import QUICK, in_parallel, printer_at, sheet_of

LAST_LINE = "Первый, строка 29"
PAPER_ENDS = Condition(out_after_rows=3)


class UnguardedPrinter(EscPosPrinter):
    """The same printer without its guard: a fault is told, but nothing is thrown away."""

    def _clean_up(self, talk: Talk) -> bool:
        self._unfinished = False
        return False


@pytest.fixture
def simulated() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


def everything_printed(simulated: SimulatedPrinter) -> str:
    return "".join(ticket.text for ticket in simulated.wait_for_tickets(9, seconds=0.5))


def test_paper_put_back_brings_nothing_of_the_person_who_left(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(PAPER_ENDS)
    assert printer.print(sheet_of("Первый", 30)) == NotPrinted("printer-paper-out")
    assert simulated.waiting_bytes == 0
    simulated.set(Condition())
    assert LAST_LINE not in everything_printed(simulated)


def test_control_without_the_guard_the_old_job_comes_out_when_paper_is_back(
    simulated: SimulatedPrinter,
) -> None:
    profile = load_profile("generic-80")
    printer = UnguardedPrinter(TcpAddress("127.0.0.1", simulated.port), profile, QUICK)
    simulated.set(PAPER_ENDS)
    assert printer.print(sheet_of("Первый", 30)) == NotPrinted("printer-paper-out")
    simulated.set(Condition())
    assert LAST_LINE in everything_printed(simulated)


def test_control_a_plain_program_says_success_and_the_next_person_gets_the_paper(
    simulated: SimulatedPrinter,
) -> None:
    simulated.set(Condition(paper="out"))
    plain = Network("127.0.0.1", simulated.port, timeout=1)
    plain.open()
    plain._raw(f"{LAST_LINE}\n".encode("cp437", errors="ignore") + b"LEFT BEHIND\n")
    plain.cut()
    plain.close()
    simulated.set(Condition())
    assert "LEFT BEHIND" in everything_printed(simulated)


def test_half_a_paper_is_cut_off_before_the_next_person_prints(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(PAPER_ENDS)
    printer.print(sheet_of("Первый", 30))
    simulated.set(Condition())
    assert printer.print(sheet_of("Второй")) == Printed()
    remnant, paper = simulated.tickets
    assert "Первый, строка 0" in remnant.text
    assert paper.text.strip() == "Второй, строка 0"


def test_asking_the_state_is_enough_to_get_rid_of_the_remnant(simulated: SimulatedPrinter) -> None:
    """The heartbeat asks: so a technician who puts paper in sees the remnant fall, not the next citizen."""
    printer = printer_at(simulated)
    simulated.set(PAPER_ENDS)
    printer.print(sheet_of("Первый", 30))
    simulated.set(Condition())
    assert printer.state() is PrinterState.READY
    assert len(simulated.tickets) == 1


def test_a_printer_that_went_silent_is_cleared_when_it_speaks_again(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(replace(PAPER_ENDS, silent=True))
    assert printer.print(sheet_of("Первый", 30)) == NotPrinted("printer-unknown")
    simulated.set(replace(PAPER_ENDS, closes_after=400))
    assert printer.print(sheet_of("Первый", 30)) == NotPrinted("printer-not-acknowledged")
    simulated.set(replace(simulated.condition, closes_after=None))
    printer.state()
    simulated.set(Condition())
    assert LAST_LINE not in everything_printed(simulated)


def test_a_printer_that_cannot_be_cleared_never_takes_an_old_answer_for_a_new_paper() -> None:
    """What no software can prevent there, the old job's end, is at least not mixed up with the new job."""
    with SimulatedPrinter(model=Model(clears=False)) as simulated:
        printer = printer_at(simulated, clears=False)
        simulated.set(PAPER_ENDS)
        assert printer.print(sheet_of("Первый", 30)) == NotPrinted("printer-paper-out")
        assert printer.print(sheet_of("Второй")) == NotPrinted("printer-paper-out")
        simulated.set(Condition())
        assert printer.print(sheet_of("Второй")) == Printed()
        assert simulated.tickets[-1].text.strip() == "Второй, строка 0"


def test_a_cancel_that_a_printer_cannot_obey_tells_the_truth() -> None:
    """The paper did come out: «Заберите бумагу»."""
    with SimulatedPrinter(model=Model(clears=False)) as simulated:
        printer = printer_at(simulated, clears=False)
        simulated.set(Condition(slow=True))
        result, _ = in_parallel(lambda: printer.print(sheet_of("Первый", 2)), printer.cancel)
        assert result == Printed()
        assert "Первый, строка 1" in simulated.tickets[0].text


@pytest.mark.parametrize("clean_first", [True, False])
def test_a_kiosk_that_died_while_printing_cleans_up_when_it_comes_back(
    simulated: SimulatedPrinter, clean_first: bool
) -> None:
    """Control: without `clean_first` the old job comes out."""
    leave_a_job_behind(simulated)
    profile = load_profile("generic-80")
    reborn = EscPosPrinter(TcpAddress("127.0.0.1", simulated.port), profile, QUICK, clean_first=clean_first)
    assert reborn.state() is PrinterState.PAPER_OUT
    simulated.set(Condition())
    assert (LAST_LINE not in everything_printed(simulated)) is clean_first


def leave_a_job_behind(simulated: SimulatedPrinter) -> None:
    """A process that sends a whole job and dies before it learns what became of it."""
    simulated.set(PAPER_ENDS)
    profile = load_profile("generic-80")
    link = open_link(TcpAddress("127.0.0.1", simulated.port), QUICK)
    link.send(compose_start(profile))
    for number in range(30):
        link.send(compose_line(TextLine(f"Первый, строка {number}"), profile))
    link.send(compose_end(profile))
    link.close()
    sent = time.monotonic()
    while simulated.condition.paper != "out" or not simulated.waiting_bytes:
        assert time.monotonic() - sent < 2
        time.sleep(0.01)


def test_power_that_fails_in_the_middle_of_a_job(simulated: SimulatedPrinter) -> None:
    printer = printer_at(simulated)
    simulated.set(Condition(slow=True))
    result, _ = in_parallel(lambda: printer.print(sheet_of("Первый", 30)), simulated.power_off)
    assert result == NotPrinted("printer-not-acknowledged")
    assert printer.state() is PrinterState.OFFLINE
    simulated.set(Condition())
    simulated.power_on()
    assert printer.print(sheet_of("Второй")) == Printed()
    assert simulated.tickets[-1].text.strip() == "Второй, строка 0"
