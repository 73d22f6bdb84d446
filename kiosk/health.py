"""The health of this very kiosk: its own reader, slot, printer and headset, as its settings name them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from devices.health import KioskParts, examine
from devices.health_report import tell
from devices.printer_address import PrinterAddressError, parse_address
from devices.printer_profile import UnknownProfileError, load_profile
from kiosk.device_test import standing_on

if TYPE_CHECKING:
    from config.kiosk import KioskSettings

SETTINGS_WRONG: Final = 2


def tell_health(settings: KioskSettings, environment: Mapping[str, str], as_data: bool) -> int:
    """Examine and print; returns 0: all works, 1: serves in part, 2: wrong settings, 3: cannot serve."""
    try:
        parts = parts_of(settings, environment)
    except (PrinterAddressError, UnknownProfileError) as error:
        sys.stderr.write(f"[printer]: {error}\n")
        return SETTINGS_WRONG
    return tell(examine(parts), as_data)


def parts_of(settings: KioskSettings, environment: Mapping[str, str]) -> KioskParts:
    """What belongs to this kiosk; raises PrinterAddressError, UnknownProfileError."""
    return KioskParts(
        reader=settings.reader.name,
        contact_reader=settings.reader.contact_name,
        printer=parse_address(settings.printer.address),
        printer_profile=load_profile(settings.printer.profile),
        headset=settings.headset,
        scanner=settings.scanner,
        data=standing_on(settings.data),
        environment=environment,
    )
