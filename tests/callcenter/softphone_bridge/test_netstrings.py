"""Messages come whole, however the line cuts them; something else is noticed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from callcenter.softphone_bridge.baresip_events import phone_event
from callcenter.softphone_bridge.netstrings import LONGEST, Netstrings, NotANetstring

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_cut_anywhere(size: int) -> None:
    told = b"5:hello,0:,12:hello world!,"
    messages = Netstrings()
    found = [
        each for begin in range(0, len(told), size) for each in messages.feed(told[begin : begin + size])
    ]
    assert found == [b"hello", b"", b"hello world!"]


def test_the_longest() -> None:
    long = b"x" * LONGEST
    assert list(Netstrings().feed(str(LONGEST).encode() + b":" + long + b",")) == [long]


@pytest.mark.parametrize(
    "told", [b"HTTP/1.1 200", b"5:hello!", b"-1:,", b"99999999999", b"70000:", b"5x:", b":,"]
)
def test_what_is_none(told: bytes) -> None:
    with pytest.raises(NotANetstring):
        list(Netstrings().feed(told))


def told(**changed: object) -> bytes:
    event = {"event": True, "type": "CALL_INCOMING", "direction": "incoming", "id": "a@pbx"}
    return json.dumps({**event, "peeruri": "sip:+79211234567@pbx", **changed}).encode()


def test_a_ring_in_and_a_call_out() -> None:
    ring = phone_event(told(), "desk-1", NOW)
    assert ring is not None
    assert (ring.event, ring.direction, ring.call, ring.number) == (
        "ringing",
        "in",
        "a@pbx",
        "sip:+79211234567@pbx",
    )
    out = phone_event(told(type="CALL_ESTABLISHED", direction="outgoing"), "desk-1", NOW)
    assert out is not None
    assert (out.event, out.direction) == ("answered", "out")


@pytest.mark.parametrize(
    "message",
    [
        b"not json",
        b"[]",
        b'{"response":true,"ok":true,"data":""}',
        told(type="CALL_REMOTE_SDP"),
        told(id=""),
        told(id="x" * 300),
    ],
)
def test_what_is_no_event_of_a_call(message: bytes) -> None:
    assert phone_event(message, "desk-1", NOW) is None
