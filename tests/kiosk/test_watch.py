"""Watching: changes are told once, faults do not end the watching, the log shows only what is allowed."""

from __future__ import annotations

import io
import json
import threading

from devices.ports import PrinterState
from kiosk.flow.events import BackendReported, Event, HeadsetReported, PrinterReported
from kiosk.journal import Journal
from kiosk.ports.backend import Refused
from kiosk.watch import (
    HEARTBEAT_RETRY_SECONDS,
    HEARTBEAT_SECONDS,
    HeadsetWatch,
    HeartbeatWatch,
    PrinterWatch,
    Repeated,
)
from tests.kiosk.fakes import FakeClock, FakePrinter


def test_a_change_is_told_once() -> None:
    told: list[Event] = []
    printer = FakePrinter()
    at_printer = PrinterWatch(printer, told.append)
    for _ in range(3):
        at_printer.look()
    printer.now = PrinterState.PAPER_OUT
    for _ in range(3):
        at_printer.look()
    assert told == [PrinterReported(PrinterState.READY), PrinterReported(PrinterState.PAPER_OUT)]


def test_a_headset_that_is_pulled_silences_first_and_is_told_then() -> None:
    done: list[object] = []
    watch = HeadsetWatch(lambda: done.append("silence"), done.append)
    watch.changed(True)
    watch.changed(False)
    assert done == [HeadsetReported(True), "silence", HeadsetReported(False)]


def test_a_heartbeat_that_fails_is_told_and_tried_sooner() -> None:
    told: list[Event] = []
    answers: list[Refused | None] = [None, Refused("backend-unreachable"), None]
    watch = HeartbeatWatch(lambda: answers.pop(0), told.append)
    assert [watch.look(), watch.look(), watch.look()] == [
        HEARTBEAT_SECONDS,
        HEARTBEAT_RETRY_SECONDS,
        HEARTBEAT_SECONDS,
    ]
    assert told == [BackendReported("backend-unreachable"), BackendReported("")]


def test_a_fault_is_noted_without_its_message_and_the_watching_goes_on() -> None:
    log, seen = io.StringIO(), threading.Event()
    failures = [RuntimeError("Полярная Мария")]

    def look() -> float:
        if failures:
            raise failures.pop()
        seen.set()
        return 60.0

    repeated = Repeated("printer", look, Journal(log, FakeClock()), after_fault=0.0)
    repeated.start()
    assert seen.wait(3.0)
    repeated.stop()
    repeated.stop()
    line = json.loads(log.getvalue())
    assert line["what"] == "watch-failed"
    assert line["part"] == "printer"
    assert "Полярная" not in log.getvalue()


def test_fields_that_are_not_on_the_whitelist_are_redacted() -> None:
    log = io.StringIO()
    Journal(log, FakeClock()).note("something", code="card-lost", name="Полярная")
    line = json.loads(log.getvalue())
    assert line["code"] == "card-lost"
    assert line["name"] == "<redacted>"


class Broken(io.StringIO):
    """A standard error whose reader is gone."""

    def write(self, _: str) -> int:
        raise BrokenPipeError


def test_a_log_that_cannot_be_written_stops_nobody() -> None:
    Journal(Broken(), FakeClock()).note("something")
    closed = io.StringIO()
    closed.close()
    Journal(closed, FakeClock()).note("something")
