"""A client of Asterisk's Manager Interface: signs in by challenge, tells of calls, comes back when cut."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from backend.clock import Clock
from backend.telephony.ami_messages import END_OF_LINE, Message, phone_event, read_message, write_action
from backend.telephony.values import Hear

SIGN_IN_SECONDS: Final = 10.0
LONGEST_MESSAGE: Final = 64 * 1024
_BLOCK_END: Final = (END_OF_LINE * 2).encode()
_GREETING: Final = b"Asterisk Call Manager/"


class AmiRefused(Exception):
    """The exchange does not take the account, or is none."""

    code = "ami-refused"


@dataclass(frozen=True, slots=True)
class AmiAccount:
    """An account of manager.conf with `read = call`; it needs no right to write."""

    host: str
    port: int
    user: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AsteriskTelephony:
    """Implements `Telephony`; `say` hears codes alone."""

    account: AmiAccount
    clock: Clock
    say: Callable[[str], None]
    pause: float = 2.0  # seconds before the exchange is asked again

    async def listen(self, hear: Hear) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._listen_once(hear)
            except AmiRefused as refused:
                self.say(refused.code)
            except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                self.say("ami-unreachable")
            await asyncio.sleep(self.pause)

    async def _listen_once(self, hear: Hear) -> None:
        account = self.account
        reader, writer = await asyncio.open_connection(account.host, account.port, limit=LONGEST_MESSAGE)
        try:
            async with asyncio.timeout(SIGN_IN_SECONDS):
                await self._sign_in(reader, writer)
            self.say("ami-connected")
            while True:
                event = phone_event(await _next(reader), self.clock())
                if event is not None:
                    await hear(event)
        finally:
            writer.close()

    async def _sign_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not (await reader.readline()).startswith(_GREETING):
            raise AmiRefused
        writer.write(write_action("Challenge", AuthType="MD5", ActionID="challenge"))
        challenge = (await _answer(reader, "challenge")).get("Challenge", "")
        # What the protocol has instead of a password in the clear; the line is within one house.
        key = hashlib.md5((challenge + self.account.secret).encode(), usedforsecurity=False).hexdigest()
        fields = {"AuthType": "MD5", "Username": self.account.user, "Key": key, "Events": "call"}
        writer.write(write_action("Login", **fields, ActionID="login"))
        await _answer(reader, "login")


async def _next(reader: asyncio.StreamReader) -> Message:
    block = await reader.readuntil(_BLOCK_END)
    return read_message(block.decode("utf-8", errors="replace"))


async def _answer(reader: asyncio.StreamReader, action: str) -> Message:
    """The answer to an action; events between are of nobody's call yet."""
    while (message := await _next(reader)).get("ActionID") != action or "Response" not in message:
        pass
    if message["Response"] != "Success":
        raise AmiRefused
    return message
