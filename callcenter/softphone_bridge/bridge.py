"""From the softphone's control interface to the backend's webhook: in order, and as often as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from backend.client import BackendAddress, ClientFailure, Nothing
from backend.contract.notice_seal import seal
from backend.contract.telephony import EVENTS_PATH, SEAL_HEADER, PhoneEvent
from callcenter.softphone_bridge.baresip_events import phone_event
from callcenter.softphone_bridge.netstrings import Netstrings, NotANetstring

PAUSE: Final = 1.0  # seconds before the softphone, or the backend, is asked again
MOST_WAITING: Final = 1000
_PIECE: Final = 4096
_SERVER_AT_FAULT: Final = 500


@dataclass(frozen=True, slots=True)
class Softphone:
    """Whose control interface it is, and the line it is in the backend."""

    host: str
    port: int
    line: str
    key: str = field(repr=False)


async def bridge(
    softphone: Softphone, backend: BackendAddress, clock: Callable[[], datetime], say: Callable[[str], None]
) -> None:
    """Until cancelled; `say` hears codes, never numbers."""
    waiting: asyncio.Queue[PhoneEvent] = asyncio.Queue(MOST_WAITING)
    async with asyncio.TaskGroup() as both:
        both.create_task(_listen(softphone, waiting, clock, say))
        both.create_task(_tell(softphone, backend, waiting, clock, say))


async def _listen(
    softphone: Softphone,
    waiting: asyncio.Queue[PhoneEvent],
    clock: Callable[[], datetime],
    say: Callable[[str], None],
) -> None:
    is_there = False
    while True:
        try:
            reader, writer = await asyncio.open_connection(softphone.host, softphone.port)
        except OSError:
            if is_there:
                say("softphone-unreachable")
            is_there = False
        else:
            is_there = True
            say("softphone-connected")
            try:
                await _read(softphone, reader, waiting, clock)
            except (OSError, NotANetstring):
                say("softphone-line-broken")
            finally:
                writer.close()
        await asyncio.sleep(PAUSE)


async def _read(
    softphone: Softphone,
    reader: asyncio.StreamReader,
    waiting: asyncio.Queue[PhoneEvent],
    clock: Callable[[], datetime],
) -> None:
    messages = Netstrings()
    while piece := await reader.read(_PIECE):
        for message in messages.feed(piece):
            event = phone_event(message, softphone.line, clock())
            if event is not None:
                await waiting.put(event)


async def _tell(
    softphone: Softphone,
    backend: BackendAddress,
    waiting: asyncio.Queue[PhoneEvent],
    clock: Callable[[], datetime],
    say: Callable[[str], None],
) -> None:
    """One after another; sealed anew at each try, for a seal soon grows old."""
    line = backend.line()
    try:
        while True:
            event = await waiting.get()
            while True:
                # The line sends these very bytes.
                header = seal(softphone.key, event.model_dump_json().encode(), clock())
                answer = await asyncio.to_thread(
                    line.ask, "POST", EVENTS_PATH, Nothing, body=event, headers={SEAL_HEADER: header}
                )
                if not isinstance(answer, ClientFailure):
                    break
                say(answer.code)
                if answer.problem is not None and answer.problem.status < _SERVER_AT_FAULT:
                    break  # another try would be refused as well
                await asyncio.sleep(PAUSE)
    finally:
        line.close()
