"""Between the moment a thing is asked and the moment it is done, its person may have left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from devices.ports import NotPrinted, Printed, PrinterState, Sheet, never
from devices.printer import EscPosPrinter
from devices.simulators.printer.server import SimulatedPrinter
from kiosk.flow import effects, events
from kiosk.flow.pages import Paper, PaperKind
from kiosk.hands.of_walk import Hands
from kiosk.hands.outside import Parts
from kiosk.pin import PinBuffer
from kiosk.session_keys import SessionKeys
from tests.devices.printing import printer_at, sheet_of
from tests.kiosk.fakes import FakeBackend, FakePrinter, FakeReader, FakeVoice

LIST = Paper(PaperKind.ENTITLEMENT_LIST)


@dataclass
class Slow:
    """A real printer; something happens on the way from the job to it."""

    printer: EscPosPrinter
    knows_who_left: bool = True
    meanwhile: Callable[[], None] = field(default=lambda: None)

    def state(self) -> PrinterState:
        return self.printer.state()

    def print(self, sheet: Sheet, cancelled: Callable[[], bool] = never) -> Printed | NotPrinted:
        self.meanwhile()
        return self.printer.print(sheet, cancelled if self.knows_who_left else never)

    def cancel(self) -> None:
        self.printer.cancel()


@pytest.fixture
def simulated() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


def hands_with(printer: Slow | FakePrinter, pin: PinBuffer, keys: SessionKeys, reader: FakeReader) -> Hands:
    return Hands(Parts(reader, printer, FakeVoice(), FakeBackend(), lambda: ()), pin, keys)


@pytest.mark.parametrize("knows_who_left", [True, False])
def test_a_cancel_in_the_moment_before_the_printer_begins_is_obeyed(
    simulated: SimulatedPrinter, knows_who_left: bool
) -> None:
    """Control: a printer that is not told who asks prints the sheet of the one who left."""
    slow = Slow(printer_at(simulated), knows_who_left)
    hands = hands_with(slow, PinBuffer(), SessionKeys(), FakeReader())
    slow.meanwhile = lambda: hands.order(effects.CancelPrint())
    answer = hands.job(effects.PrintSheet(1, sheet_of("Ушедший"), LIST))()
    if knows_who_left:
        assert answer == events.PaperRefused(1, NotPrinted("printer-cancelled"))
        assert simulated.wait_for_tickets(1, seconds=0.5) == ()
    else:
        assert answer == events.PaperPrinted(1)


def typed(pin: PinBuffer, digits: str) -> None:
    for digit in digits:
        pin.press(int(digit))


def test_a_job_that_had_to_queue_takes_the_pin_of_its_own_person_or_none() -> None:
    pin, reader = PinBuffer(), FakeReader(pin=b"2222")
    hands = hands_with(FakePrinter(), pin, SessionKeys(), reader)
    typed(pin, "1111")
    first = hands.job(effects.VerifyPinAndProve(1, 1))
    hands.order(effects.Wipe())
    typed(pin, "2222")
    first()
    assert reader.pins_seen == [], "the first person has left: nothing of hers is done any more"
    assert isinstance(hands.job(effects.VerifyPinAndProve(2, 2))(), events.CardProved)


def test_a_wipe_ends_whatever_session_is_still_open() -> None:
    keys, backend = SessionKeys(), FakeBackend()
    hands = Hands(Parts(FakeReader(), FakePrinter(), FakeVoice(), backend, lambda: ()), PinBuffer(), keys)
    keys.keep(7, "forgotten by a fault")
    job = hands.job(effects.Wipe())
    keys.keep(8, "the next person")
    job()
    assert backend.ended == ["forgotten by a fault"]
    assert keys.of(7) is None
    assert keys.of(8) == "the next person"
