"""The outbox put together: where requests are filed, the thread that sends them, and what it tells."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import SystemRandom
from uuid import uuid4

from devices.ports import Reader
from kiosk.clock import SystemClock
from kiosk.filing import Filing
from kiosk.flow.events import Event, OutboxReported
from kiosk.journal import Journal
from kiosk.links.backend import BackendLink
from kiosk.outbox.desk import FilingDesk
from kiosk.outbox.failures import OutboxError
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.pace import Pace
from kiosk.outbox.sender import Sender
from kiosk.outbox.worker import SendingThread
from kiosk.sealing_key import read_sealing_key

OUTBOX_FOLDER = "outbox"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything of the outbox that the rest of the kiosk needs."""

    filing: Filing
    sending: SendingThread
    report: Callable[[], OutboxReported]
    close: Callable[[], None]

    def line_is_well(self) -> None:
        """A heartbeat got through: what waits is tried at once."""
        if self.report().waiting:
            self.sending.wake()


def build_outgoing(
    data: Path,
    kiosk: str,
    link: BackendLink,
    reader: Reader,
    journal: Journal,
    post: Callable[[Event], None],
) -> Outgoing:
    """Build it for an enrolled kiosk; nothing is opened or sent before `sending.start`."""
    outbox = Outbox(data / OUTBOX_FOLDER, lambda code: journal.note("outbox-damaged", code=code))
    told = Told(outbox, lambda: int(link.time().timestamp()), post)
    sender = Sender(
        outbox,
        link.deliver,
        post,
        Pace(SystemRandom().random),
        SystemClock.now,
        lambda: int(link.time().timestamp()),
    )
    sending = SendingThread(sender, journal, told.tell)
    desk = FilingDesk(
        outbox,
        kiosk,
        lambda: read_sealing_key(data),
        secrets.randbelow,
        lambda: uuid4().hex,
        sending.wake,
    )
    return Outgoing(Filing(desk, link, reader, SystemClock.now), sending, told.report, outbox.close)


class Told:
    """Tells the walk how the outbox stands, when that has changed."""

    def __init__(self, outbox: Outbox, unix: Callable[[], int], post: Callable[[Event], None]) -> None:
        self._outbox = outbox
        self._unix = unix
        self._post = post
        self._last = OutboxReported()

    def report(self) -> OutboxReported:
        """How it stands now."""
        try:
            depth = self._outbox.depth()
        except OutboxError as error:
            return OutboxReported(code=error.code)
        oldest = 0 if depth.oldest_filed_at is None else max(0, self._unix() - depth.oldest_filed_at)
        return OutboxReported(depth.waiting, oldest, depth.refused, self._outbox.trouble())

    def tell(self) -> None:
        """Post it, if it is another than last time."""
        now = self.report()
        if now != self._last:
            self._last = now
            self._post(now)
