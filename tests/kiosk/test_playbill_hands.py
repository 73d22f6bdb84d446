"""What carries out the wishes of the playbill: answers for every wish, money told of as long as it takes."""

from __future__ import annotations

from datetime import UTC, datetime

from backend.contract.events import Events, SeatPlan
from backend.contract.payments import Invoice
from devices.ports import Approved, Declined
from kiosk.flow.demo import playbill as demo
from kiosk.flow.events import BackendRefused
from kiosk.flow.playbill import events
from kiosk.flow.playbill.effects import FetchInvoice, FetchPlan, FindEvents, PayAtTerminal
from kiosk.hands.playbill import SLIP_TRIES, Till, carry_out_playbill
from kiosk.ports.backend import Refused
from kiosk.session_keys import SessionKeys
from tests.kiosk.sample_pack import PACK

SLIP = Approved("T1", "632715448817", 140_000, datetime(2026, 11, 20, 9, 7, tzinfo=UTC))
PAY = PayAtTerminal(7, "hold-2", "proof", 140_000, demo.INVOICE)
OPEN = demo.invoice_of(demo.two_seats())


class PlayedLine:
    """Refuses the first `failures` slips."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.slips: list[Approved] = []

    def events(self, near: str) -> Events | Refused:
        return Events(events=demo.events(PACK), server_time=SLIP.approved_at)

    def plan(self, slot: str) -> SeatPlan | Refused:
        return demo.plan() if slot == "theatre-5-18" else Refused("plan-none")

    def invoice_of_hold(self, hold: str, token: str) -> Invoice | Refused:
        return OPEN

    def invoice_of_booking(self, session: str, number: str) -> Invoice | Refused:
        return OPEN

    def paid_at_terminal(self, effect: PayAtTerminal, slip: Approved) -> Invoice | Refused:
        self.slips.append(slip)
        failed = len(self.slips) <= self.failures
        return Refused("backend-unreachable") if failed else demo.invoice_of(demo.two_seats(), "paid")


class PlayedTerminal:
    def __init__(self, answer: Approved | Declined) -> None:
        self.answer = answer

    def pay(self, amount_kopecks: int, invoice: str) -> Approved | Declined:
        return self.answer


def test_what_is_on_and_the_hall_are_fetched() -> None:
    till, keys = Till(PlayedLine()), SessionKeys()
    found = carry_out_playbill(FindEvents(1, ""), till, keys)
    assert isinstance(found, events.EventsFound)
    assert isinstance(carry_out_playbill(FetchPlan(2, "theatre-5-18"), till, keys), events.PlanFetched)
    assert carry_out_playbill(FetchPlan(3, "pool-0-9"), till, keys) == BackendRefused(3, "plan-none")


def test_an_invoice_is_asked_for_by_its_hold_or_by_its_holder() -> None:
    till, keys = Till(PlayedLine()), SessionKeys()
    assert isinstance(
        carry_out_playbill(FetchInvoice(1, hold="h", token="t"), till, keys), events.InvoiceFetched
    )
    lost = FetchInvoice(2, session=1, number="60213347")
    assert carry_out_playbill(lost, till, keys) == BackendRefused(2, "session-expired")
    keys.keep(1, "token")
    assert isinstance(carry_out_playbill(lost, till, keys), events.InvoiceFetched)


def test_a_slip_is_told_of_again_when_the_line_fails() -> None:
    line = PlayedLine(failures=1)
    paid = carry_out_playbill(PAY, Till(line, PlayedTerminal(SLIP)), SessionKeys())
    assert isinstance(paid, events.InvoiceFetched)
    assert line.slips == [SLIP, SLIP]


def test_a_line_that_stays_down_is_said_and_the_bank_will_tell() -> None:
    line = PlayedLine(failures=9)
    told = carry_out_playbill(PAY, Till(line, PlayedTerminal(SLIP)), SessionKeys())
    assert told == BackendRefused(PAY.id, "backend-unreachable")
    assert len(line.slips) == SLIP_TRIES


def test_no_money_no_slip() -> None:
    line = PlayedLine()
    declined = Till(line, PlayedTerminal(Declined("terminal-declined")))
    assert carry_out_playbill(PAY, declined, SessionKeys()) == events.TerminalDeclined(7, "terminal-declined")
    assert carry_out_playbill(PAY, Till(line), SessionKeys()) == events.TerminalDeclined(
        7, "terminal-offline"
    )
    assert line.slips == []


def test_a_kiosk_that_is_not_enrolled_says_so() -> None:
    assert carry_out_playbill(FindEvents(1, ""), None, SessionKeys()) == BackendRefused(
        1, "kiosk-not-enrolled"
    )
