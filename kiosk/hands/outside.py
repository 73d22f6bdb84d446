"""What lies outside the walk, as its hands know it: devices and the backend, each by its Protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from devices.ports import Printer, Reader, Voice
from kiosk.filing import Filing
from kiosk.flow.technician_pages import CheckLine
from kiosk.hands.playbill import Till
from kiosk.ports.backend import Backend
from kiosk.ports.booking import BookingLine
from kiosk.ports.case import CaseLine
from kiosk.ports.code_word import CodeWordLine
from kiosk.ports.goods import GoodsLine
from kiosk.ports.paper import PaperLine
from kiosk.ports.queue import QueueLine


@dataclass(frozen=True, slots=True)
class Parts:
    """The world outside: devices and the backend, each by its Protocol."""

    reader: Reader
    printer: Printer
    voice: Voice
    backend: Backend
    test_devices: Callable[[], tuple[CheckLine, ...]]
    service_code: str = ""
    service_cards: frozenset[str] = frozenset()
    filing: Filing | None = None  # a kiosk that is not enrolled files nothing
    bookings: BookingLine | None = None  # nor books
    till: Till | None = None
    goods: GoodsLine | None = None  # nor has anything reserved
    papers: PaperLine | None = None  # nor is a ticket looked at
    queues: QueueLine | None = None  # nor registers a child
    cases: CaseLine | None = None  # nor lets a petition be signed
    code_words: CodeWordLine | None = None  # nor keeps a code word
