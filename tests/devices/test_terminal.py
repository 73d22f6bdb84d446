"""The payment terminal over real TCP: what it took, what it did not, and what nobody knows."""

from __future__ import annotations

import socket

import pytest

from devices.ports import Approved, Declined
from devices.printer_address import TcpAddress
from devices.simulators.terminal import NAME, Answer, SimulatedTerminal
from devices.terminal import TcpTerminal, answer_of

AMOUNT = 140_000


def test_an_approved_sale_names_its_slip() -> None:
    with SimulatedTerminal() as simulated:
        terminal = TcpTerminal(TcpAddress("127.0.0.1", simulated.port))
        first, second = terminal.pay(AMOUNT, "410072351"), terminal.pay(AMOUNT, "410072352")
    assert isinstance(first, Approved)
    assert isinstance(second, Approved)
    assert (first.terminal, first.amount_kopecks) == (NAME, AMOUNT)
    assert first.reference != second.reference
    assert simulated.sales[0] == {"amount": AMOUNT, "currency": "RUB", "invoice": "410072351"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("decline", "terminal-declined"),
        ("cancel", "terminal-cancelled"),
        ("hang-up", "terminal-silent"),
        ("garble", "terminal-silent"),
    ],
)
def test_what_else_may_come_has_a_name(answer: Answer, code: str) -> None:
    with SimulatedTerminal(answer) as simulated:
        assert TcpTerminal(TcpAddress("127.0.0.1", simulated.port)).pay(AMOUNT, "1") == Declined(code)


def test_where_nothing_listens_it_is_offline() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert TcpTerminal(TcpAddress("127.0.0.1", probe.getsockname()[1])).pay(AMOUNT, "1") == Declined(
            "terminal-offline"
        )


def test_one_that_says_nothing_is_not_waited_for_for_ever() -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        terminal = TcpTerminal(TcpAddress("127.0.0.1", mute.getsockname()[1]), pay_seconds=0.1)
        assert terminal.pay(AMOUNT, "1") == Declined("terminal-silent")


def test_a_slip_without_a_time_zone_is_not_believed() -> None:
    told = b'{"approved": {"terminal": "T", "reference": "1", "at": "2026-11-20T12:00:00"}}'
    assert answer_of(told, AMOUNT) == Declined("terminal-silent")
    zoned = told.replace(b'00"}', b'00+03:00"}')
    assert isinstance(answer_of(zoned, AMOUNT), Approved)
