"""What a printer's answer bytes mean; silence and noise are never good news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.escpos_library import compose_line, is_harmless
from devices.layout import CodeLine
from devices.ports import PrinterState
from devices.printer_profile import load_profile
from devices.printer_status import Acknowledged, Cleared, Question, ReplyReader, Status, state_of
from devices.simulators.printer.realtime import CLEAR, CLEARED, Condition, split, status_answer


def told(condition: Condition) -> dict[Question, int | None]:
    return {question: status_answer(condition, question)[0] for question in Question}


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        (Condition(), PrinterState.READY),
        (Condition(paper="low"), PrinterState.PAPER_LOW),
        (Condition(paper="out"), PrinterState.PAPER_OUT),
        (Condition(cover_open=True), PrinterState.COVER_OPEN),
        (Condition(cover_open=True, paper="out"), PrinterState.COVER_OPEN),
        (Condition(offline=True), PrinterState.OFFLINE),
    ],
)
def test_states(condition: Condition, state: PrinterState) -> None:
    assert state_of(told(condition)) is state


@pytest.mark.parametrize("missing", Question)
def test_one_question_without_an_answer_makes_the_state_unknown(missing: Question) -> None:
    assert state_of({**told(Condition()), missing: None}) is PrinterState.UNKNOWN


def test_the_three_kinds_of_answer_are_told_apart_however_they_arrive() -> None:
    stream = b"\x16\x00" + CLEARED + b"\x12\x0f"
    expected = [Status(0x16), Acknowledged(), Cleared(), Status(0x12), Acknowledged()]
    for cut in range(len(stream) + 1):
        reader = ReplyReader()
        assert reader.feed(stream[:cut]) + reader.feed(stream[cut:]) == expected


@given(st.binary(max_size=64))
def test_noise_neither_breaks_the_reader_nor_grows_in_it(noise: bytes) -> None:
    reader = ReplyReader()
    reader.feed(noise)
    assert len(reader._pending) < len(CLEARED)


@given(st.text("абвгдеABCDEF0123456789:/?=&", min_size=1, max_size=120))
def test_a_picture_of_a_code_holds_no_command_that_would_be_obeyed_at_once(data: str) -> None:
    composed = compose_line(CodeLine(data), load_profile("generic-58"))
    orders, rest, tail = split(composed + b"\n")
    assert orders == []
    assert tail == b""
    assert rest == composed + b"\n"


def test_control_a_picture_can_hold_such_a_command() -> None:
    assert is_harmless(bytes(range(5, 250)))
    assert not is_harmless(b"\xff\x10\x04\xff")


@given(st.binary(max_size=40), st.integers(0, 60))
def test_the_simulated_printer_finds_orders_across_pieces(noise: bytes, cut: int) -> None:
    stream = noise.replace(b"\x10", b"") + CLEAR + b"\x10\x04\x01"
    first, _, tail = split(stream[:cut])
    second, _, rest = split(tail + stream[cut:])
    assert first + second == [CLEAR, b"\x10\x04\x01"]
    assert rest == b""
