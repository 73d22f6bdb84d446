"""The client of an exchange against a peer that follows a script over real TCP."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from backend.contract.telephony import PhoneEvent
from backend.telephony.ami import AmiAccount, AsteriskTelephony
from backend.telephony.ami_messages import phone_event, read_message, write_action

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SECRET = "an exchange's own secret"
CALLS = (
    b"Event: FullyBooted\r\nPrivilege: system,all\r\n\r\n"
    b"Event: DialBegin\r\nChannel: PJSIP/trunk-00000011\r\nCallerIDNum: 89211234567\r\n"
    b"DestChannel: PJSIP/desk-1-00000012\r\nDestUniqueid: 1700000000.18\r\nDestCallerIDNum: 101\r\n\r\n"
    b"Event: DialEnd\r\nCallerIDNum: 89211234567\r\nDestChannel: PJSIP/desk-1-00000012\r\n"
    b"DestUniqueid: 1700000000.18\r\nDialStatus: ANSWER\r\n\r\n"
    b"Event: DialEnd\r\nDestChannel: PJSIP/desk-2-00000013\r\nDestUniqueid: 1700000000.19\r\n"
    b"DialStatus: CANCEL\r\n\r\n"
    b"Event: Hangup\r\nChannel: PJSIP/desk-1-00000012\r\nUniqueid: 1700000000.18\r\n"
    b"ConnectedLineNum: 89211234567\r\nCause: 16\r\n\r\n"
)
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """An honest one that hangs up on its client after its calls."""
    writer.write(b"Asterisk Call Manager/5.0.2\r\n")
    asked = read_message((await reader.readuntil(b"\r\n\r\n")).decode())
    assert asked["Action"] == "Challenge"
    writer.write(b"Response: Success\r\nActionID: challenge\r\nChallenge: 842387\r\n\r\n")
    login = read_message((await reader.readuntil(b"\r\n\r\n")).decode())
    key = hashlib.md5(f"842387{SECRET}".encode(), usedforsecurity=False).hexdigest()
    if login["Key"] != key or login["Username"] != "okno":
        writer.write(b"Response: Error\r\nActionID: login\r\nMessage: Authentication failed\r\n\r\n")
    else:
        writer.write(b"Response: Success\r\nActionID: login\r\nMessage: Authentication accepted\r\n\r\n")
        for begin in range(0, len(CALLS), 7):
            writer.write(CALLS[begin : begin + 7])
            await writer.drain()
    writer.close()


async def web_server(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    writer.close()


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A head that never ends."""
    writer.write(b"Asterisk Call Manager/5.0.2\r\n" + b"x" * 200_000)
    await reader.read()
    writer.close()


def listened(script: Script, secret: str, rounds: int) -> tuple[list[PhoneEvent], list[str]]:
    """What was heard and said until `rounds` codes were said."""

    async def run() -> tuple[list[PhoneEvent], list[str]]:
        heard, said, enough = list[PhoneEvent](), list[str](), asyncio.Event()

        def say(code: str) -> None:
            said.append(code)
            if len(said) >= rounds:
                enough.set()

        async def hear(event: PhoneEvent) -> None:
            heard.append(event)

        async with await asyncio.start_server(script, "127.0.0.1", 0) as server:
            account = AmiAccount("127.0.0.1", server.sockets[0].getsockname()[1], "okno", secret)
            port = AsteriskTelephony(account, lambda: NOW, say, pause=0.01)
            task = asyncio.create_task(port.listen(hear))
            await asyncio.wait_for(enough.wait(), 20)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return heard, said

    return asyncio.run(run())


def test_a_call_at_one_line() -> None:
    heard, said = listened(exchange, SECRET, 2)
    assert [(each.line, each.event, each.call, each.number) for each in heard] == [
        ("desk-1", "ringing", "1700000000.18", "89211234567"),
        ("desk-1", "answered", "1700000000.18", "89211234567"),
        ("desk-1", "ended", "1700000000.18", "89211234567"),
    ]
    assert said == ["ami-connected", "ami-unreachable"]


def test_it_comes_back_when_it_is_cut_off() -> None:
    _, said = listened(exchange, SECRET, 4)
    assert said == ["ami-connected", "ami-unreachable"] * 2


@pytest.mark.parametrize(
    ("script", "code"),
    [(exchange, "ami-refused"), (web_server, "ami-refused"), (endless, "ami-unreachable")],
)
def test_what_does_not_take_us(script: Script, code: str) -> None:
    heard, said = listened(script, "another secret", 1)
    assert (heard, said) == ([], [code])


def test_a_line_break_makes_no_second_action() -> None:
    with pytest.raises(ValueError, match="line break"):
        write_action("Login", Username="x\r\nAction: Originate")


@pytest.mark.parametrize(
    "message",
    [
        {"Event": "DialBegin", "DestChannel": "nonsense", "DestUniqueid": "1"},
        {"Event": "DialBegin", "DestChannel": "PJSIP/desk-1-00000012"},
        {"Event": "Newchannel", "Channel": "PJSIP/desk-1-00000012", "Uniqueid": "1"},
        {},
    ],
)
def test_what_is_no_call_of_a_line(message: dict[str, str]) -> None:
    assert phone_event(message, NOW) is None


def test_a_withheld_number() -> None:
    message = {"Event": "DialBegin", "DestChannel": "SIP/desk-1-0000002a", "DestUniqueid": "1.2"}
    event = phone_event({**message, "CallerIDNum": "<unknown>"}, NOW)
    assert event is not None
    assert event.number == ""
