"""What the printer tests share: a paper of a person, and the parts put together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from msgspec.structs import replace

from devices.ports import Align, CheckItem, Line, Pair, QrCode, Rule, Sheet, Space
from devices.printer import EscPosPrinter
from devices.printer_address import TcpAddress
from devices.printer_profile import load_profile
from devices.printer_talk import Limits
from devices.simulators.printer.server import SimulatedPrinter

QUICK = Limits(connect=0.5, reply=0.8, clean=3.0, acknowledge=2.5, watch=0.1, quiet=0.05)

SHEET = Sheet(
    "Мои меры поддержки",
    (
        Line("Окно · Мурманск, пр. Ленина, д. 82", align=Align.CENTRE),
        Line("24 ноября 2026, 10:15", align=Align.CENTRE),
        Space(),
        Line("1 234,56 ₽", bold=True, large=True, align=Align.CENTRE),
        Rule(),
        Pair("Иванова М. П.", "«Ветеран труда»"),
        Pair("Компенсация за ЖКУ — ежемесячно", "12 345,67 ₽", bold=True),
        Line("Что взять с собой", bold=True),
        CheckItem("Паспорт, № 12 или ещё какой-нибудь документ…"),
        QrCode("https://okno.example/m/жку?n=1", "Подробнее: наведите камеру"),
        Line("Бесплатно: 8 800 000-00-00"),
    ),
)


def sheet_of(person: str, lines: int = 1) -> Sheet:
    return Sheet("лист", tuple(Line(f"{person}, строка {at}") for at in range(lines)))


def printer_at(
    simulated: SimulatedPrinter, *, profile: str = "generic-80", clears: bool = True, limits: Limits = QUICK
) -> EscPosPrinter:
    return EscPosPrinter(
        TcpAddress("127.0.0.1", simulated.port), replace(load_profile(profile), clears_buffer=clears), limits
    )


def in_parallel(job: Callable[[], object], meanwhile: Callable[[], object]) -> tuple[object, object]:
    """Start the job, let it print for a little, do the other thing; return both results."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(job()))
    thread.start()
    time.sleep(0.5)
    other = meanwhile()
    thread.join(timeout=10)
    assert not thread.is_alive()
    return results[0], other
