"""Rounds: what is due is sent, what failed waits longer each time, whoever files is not made to wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import StringIO
from random import Random
from threading import Event as Flag

import pytest

from backend.client import ClientFailure
from backend.contract.requests import DeliveryAnswer
from kiosk.flow.events import Event, RequestAccepted, RequestRefused
from kiosk.journal import Journal
from kiosk.outbox.delivery import FOR_GOOD, delivery_of, outcome_of
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.pace import LONGEST_SECONDS, Pace
from kiosk.outbox.sender import IDLE_SECONDS, Sender
from kiosk.outbox.values import Accepted, Entry, NotNow, Outcome, RefusedForGood
from kiosk.outbox.worker import SendingThread
from tests.kiosk.fakes import FakeClock
from tests.kiosk.outbox.samples import desk, file_one

DOWN = NotNow("backend-unreachable", line=True)
ODD_ROW = NotNow("internal", line=False)


@dataclass
class Bench:
    """A sender with a hand on everything around it."""

    outbox: Outbox
    answers: dict[str, Outcome] = field(default_factory=dict)  # by receipt; the others are accepted
    down: bool = False
    sent: list[str] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    now: float = 0.0

    def __post_init__(self) -> None:
        pace = Pace(lambda: 1.0)
        self.sender = Sender(
            self.outbox, self.deliver, self.told.append, pace, lambda: self.now, lambda: 1_790_000_000
        )

    def deliver(self, entry: Entry) -> Outcome:
        self.sent.append(entry.receipt_code)
        if self.down:
            return DOWN
        return self.answers.get(entry.receipt_code, Accepted("26-000001"))

    def filed(self, number: int) -> list[str]:
        at = desk(self.outbox, Random(5))
        return [file_one(at, each) for each in range(number)]


@pytest.fixture
def bench(outbox: Outbox) -> Bench:
    return Bench(outbox)


def test_what_is_accepted_is_told_once_and_never_sent_again(bench: Bench) -> None:
    receipts = bench.filed(2)
    assert bench.sender.round() == IDLE_SECONDS
    bench.now += 1000
    bench.sender.round()
    assert bench.sent == receipts
    assert bench.told == [RequestAccepted(receipt, "26-000001") for receipt in receipts]


def test_a_dead_line_is_tried_by_one_and_less_often_each_time(bench: Bench) -> None:
    bench.filed(5)
    bench.down = True
    waits = []
    for _ in range(10):
        waits.append(bench.sender.round())
        bench.now += waits[-1]
    assert len(set(bench.sent)) == 1
    assert waits[:5] == [2.0, 4.0, 8.0, 16.0, 32.0]
    assert len(bench.sent) < len(waits)
    bench.down = False
    bench.now += LONGEST_SECONDS
    bench.sender.round()
    assert len(bench.told) == 5


def test_who_files_now_does_not_wait_for_the_line_to_be_due(bench: Bench) -> None:
    bench.filed(1)
    bench.down = True
    bench.sender.round()
    bench.down = False
    bench.sender.round()
    assert not bench.told  # not yet due
    bench.sender.hurry()
    bench.sender.round()
    assert len(bench.told) == 1


def test_an_odd_row_holds_nobody_up(bench: Bench) -> None:
    odd, *others = bench.filed(3)
    bench.answers[odd] = ODD_ROW
    bench.sender.round()
    assert bench.told == [RequestAccepted(receipt, "26-000001") for receipt in others]
    assert bench.outbox.depth().waiting == 1


def test_a_refusal_for_good_is_told_and_ends_the_sending(bench: Bench) -> None:
    [receipt] = bench.filed(1)
    bench.answers[receipt] = RefusedForGood("filing-unproven")
    for _ in range(5):
        bench.sender.round()
        bench.now += 10_000
    assert bench.sent == [receipt]
    assert bench.told == [RequestRefused(receipt, "filing-unproven")]
    assert bench.outbox.depth().refused == 1


def test_a_jump_of_the_time_of_day_holds_nothing_back(outbox: Outbox) -> None:
    """The steady clock alone decides; the control is the steady clock standing still."""
    bench = Bench(outbox)
    bench.filed(1)
    bench.down = True
    bench.sender.round()
    bench.down = False
    for _ in range(3):
        bench.sender.round()
    assert not bench.told
    bench.now += 2.0
    bench.sender.round()
    assert bench.told


@pytest.mark.parametrize("jitter", [0.0, 0.5, 1.0])
def test_the_wait_grows_and_ends_at_the_longest(jitter: float) -> None:
    waits = [Pace(lambda: jitter).wait(attempts) for attempts in range(1, 2000)]
    assert waits == sorted(waits)
    assert waits[0] >= 1.0
    assert waits[-1] <= LONGEST_SECONDS


def entry() -> Entry:
    return Entry(1, "K7M4-9XAT-3CEY", "a" * 32, b"sealed", 1)


@pytest.mark.parametrize("code", sorted(FOR_GOOD))
def test_a_fault_of_the_row_is_for_good(code: str) -> None:
    assert outcome_of(entry(), ClientFailure(code)) == RefusedForGood(code)


@pytest.mark.parametrize(
    "code",
    ["backend-unreachable", "backend-slow", "backend-certificate", "kiosk-withdrawn", "token-invalid",
     "database-full", "too-many-attempts", "not-found", "a-code-of-next-year"],
)  # fmt: skip
def test_whatever_may_change_is_tried_again(code: str) -> None:
    assert outcome_of(entry(), ClientFailure(code)) == NotNow(code, line=True)


def test_an_answer_to_another_receipt_settles_nothing() -> None:
    answer = DeliveryAnswer(receipt_code="2222-2222-2222", outcome="accepted", request_number="26-000001")
    assert isinstance(outcome_of(entry(), answer), NotNow)


def test_a_delivery_carries_the_seal_as_it_lies_in_the_store() -> None:
    again = delivery_of(entry()).model_validate_json(delivery_of(entry()).model_dump_json())
    assert (again.receipt_code, again.sequence, again.sealed) == ("K7M4-9XAT-3CEY", 1, b"sealed")


def test_a_filing_wakes_the_thread(bench: Bench) -> None:
    settled = Flag()
    thread = SendingThread(bench.sender, Journal(StringIO(), FakeClock()), settled.set)
    thread.start()
    assert settled.wait(5)
    settled.clear()
    at = desk(bench.outbox, Random(5), stored=thread.wake)
    file_one(at)
    for _ in range(100):
        if bench.told:
            break
        settled.wait(0.05)
    thread.stop()
    assert len(bench.told) == 1
