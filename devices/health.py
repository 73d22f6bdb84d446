"""Whether the parts of a kiosk work, asked one by one; every trouble has a code and says what to do.

The codes have a page each in docs/failures.md.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from devices.headset import is_event_source
from devices.pcsc import PcscContext, PcscError
from devices.ports import PrinterState
from devices.printer import STATE_CODES, EscPosPrinter
from devices.printer_address import PrinterAddress
from devices.printer_profile import PrinterProfile
from devices.reader_name import readers_named
from devices.speech_pipe import Manner, NoPlayerError, SpeechPipe

ENOUGH_DISK_BYTES = 200 * 1024 * 1024
SOUND_SECONDS = 3.0
CLOCK_SECONDS = 3.0
X11_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers listen, by convention


class Verdict(StrEnum):
    GOOD = "good"
    ATTENTION = "attention"  # works, but somebody should come
    TROUBLE = "trouble"


class Part(StrEnum):
    READER = "reader"
    CONTACT_READER = "contact_reader"
    PRINTER = "printer"
    VOICE = "voice"
    HEADSET = "headset"
    SCANNER = "scanner"
    CLOCK = "clock"
    DISK = "disk"
    DISPLAY = "display"


ESSENTIAL = frozenset({Part.DISK, Part.DISPLAY})  # without these nobody can be served at all


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one part; `code` is "" when nothing is wrong."""

    part: Part
    verdict: Verdict
    detail: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class HealthReport:
    findings: tuple[Finding, ...]

    @property
    def can_serve(self) -> bool:
        return not any(
            finding.part in ESSENTIAL and finding.verdict is Verdict.TROUBLE for finding in self.findings
        )

    @property
    def complete(self) -> bool:
        """Nothing is missing: cards, paper and speech too."""
        return all(finding.verdict is not Verdict.TROUBLE for finding in self.findings)


@dataclass(frozen=True, slots=True)
class KioskParts:
    """What belongs to this kiosk; None where it has no such part."""

    reader: str | None = "*"  # the PC/SC name, as in devices.reader_name
    contact_reader: str = ""  # the same for the contact slot of a kiosk that has one
    printer: PrinterAddress | None = None
    printer_profile: PrinterProfile | None = None
    headset: Path | None = None
    scanner: Path | None = None
    data: Path = Path("/var/lib")
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)


def examine(parts: KioskParts) -> HealthReport:
    """Ask every part; takes a few seconds at worst."""
    checks: list[Callable[[], Finding]] = []
    if parts.reader is not None:
        checks.append(lambda: check_reader(parts.reader or "*", other_than=parts.contact_reader))
    if parts.contact_reader:
        checks.append(lambda: check_reader(parts.contact_reader, Part.CONTACT_READER))
    if parts.printer is not None and parts.printer_profile is not None:
        printer = EscPosPrinter(parts.printer, parts.printer_profile)
        checks.append(lambda: check_printer(printer))
    checks.append(lambda: check_voice(parts.environment))
    if parts.headset is not None:
        headset = parts.headset
        checks.append(lambda: check_headset(headset))
    if parts.scanner is not None:
        scanner = parts.scanner
        checks.append(lambda: check_scanner(scanner))
    checks += [
        check_clock,
        lambda: check_disk(parts.data),
        lambda: check_display(parts.environment),
    ]
    return HealthReport(tuple(check() for check in checks))


def check_reader(wanted: str, part: Part = Part.READER, other_than: str = "") -> Finding:
    try:
        context = PcscContext()
    except PcscError:
        return Finding(part, Verdict.TROUBLE, "", "pcscd-lost")
    try:
        names = readers_named(context.readers(), wanted, other_than)
        sighting = context.look(names[0]) if names else None
    except PcscError as error:
        return Finding(part, Verdict.TROUBLE, "", "pcscd-lost" if error.daemon_gone else "reader-lost")
    finally:
        context.release()
    if sighting is None:
        return Finding(part, Verdict.TROUBLE, "", "reader-lost")
    return Finding(part, Verdict.GOOD, f"{names[0]}{', карта' if sighting.card else ''}")


def check_printer(printer: EscPosPrinter) -> Finding:
    state = printer.state()
    if state in STATE_CODES:
        return Finding(Part.PRINTER, Verdict.TROUBLE, "", STATE_CODES[state])
    model = printer.model()
    if state is PrinterState.PAPER_LOW:
        return Finding(Part.PRINTER, Verdict.ATTENTION, model, "printer-paper-low")
    return Finding(Part.PRINTER, Verdict.GOOD, model)


def check_voice(environment: Mapping[str, str]) -> Finding:
    """Play an empty sentence: only a player that ends well has a sound card behind it."""
    pipe = SpeechPipe(environment)
    try:
        pipe.start("", Manner("zle/ru", 150, 0))
    except (NoPlayerError, OSError):
        return Finding(Part.VOICE, Verdict.TROUBLE, "", "voice-lost")
    until = time.monotonic() + SOUND_SECONDS
    while pipe.speaking and time.monotonic() < until:
        time.sleep(0.02)
    heard = not pipe.speaking and pipe.finish()
    pipe.stop()
    if not heard:
        return Finding(Part.VOICE, Verdict.TROUBLE, "", "voice-lost")
    return Finding(Part.VOICE, Verdict.GOOD, "espeak-ng")


def check_headset(device: Path) -> Finding:
    if is_event_source(device):
        return Finding(Part.HEADSET, Verdict.GOOD, str(device))
    return Finding(Part.HEADSET, Verdict.ATTENTION, str(device), "headset-absent")


def check_scanner(device: Path) -> Finding:
    if is_event_source(device):
        return Finding(Part.SCANNER, Verdict.GOOD, str(device))
    return Finding(Part.SCANNER, Verdict.ATTENTION, str(device), "scanner-absent")


def check_clock(command: tuple[str, ...] = ("timedatectl", "show", "--property=NTPSynchronized")) -> Finding:
    """As systemd says; a machine without systemd cannot tell, which is worth a look."""
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command
            command, capture_output=True, text=True, timeout=CLOCK_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return Finding(Part.CLOCK, Verdict.ATTENTION, "systemd", "clock-unsynchronised")
    if answer.strip().endswith("=yes"):
        return Finding(Part.CLOCK, Verdict.GOOD, "NTP")
    return Finding(Part.CLOCK, Verdict.ATTENTION, "NTP", "clock-unsynchronised")


def check_disk(folder: Path, enough: int = ENOUGH_DISK_BYTES) -> Finding:
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return Finding(Part.DISK, Verdict.TROUBLE, str(folder), "disk-low")
    detail = f"{free // (1024 * 1024)} МБ"
    if free < enough:
        return Finding(Part.DISK, Verdict.TROUBLE, detail, "disk-low")
    return Finding(Part.DISK, Verdict.GOOD, detail)


def check_display(environment: Mapping[str, str]) -> Finding:
    """Whether the display that the environment names takes connections."""
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if wayland:
        path = Path(environment.get("XDG_RUNTIME_DIR", os.sep)) / wayland
    elif x11:
        path = X11_SOCKETS / f"X{x11.rpartition(':')[2].partition('.')[0]}"
    else:
        return Finding(Part.DISPLAY, Verdict.TROUBLE, "", "display-missing")
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return Finding(Part.DISPLAY, Verdict.TROUBLE, wayland or x11 or "", "display-missing")
    return Finding(Part.DISPLAY, Verdict.GOOD, wayland or x11 or "")
