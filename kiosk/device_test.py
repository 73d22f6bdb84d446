"""The service menu's test of the devices: one line each, asked of the very devices that serve citizens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from devices.health import Finding, Verdict, check_disk, check_display, check_headset, check_scanner
from devices.ports import Printer, PrinterState, VoiceState
from devices.presence import Presence
from kiosk.flow.technician_pages import CheckLine, CheckState

PRINTER_TEST: Final = {
    PrinterState.READY: (CheckState.GOOD, ""),
    PrinterState.PAPER_LOW: (CheckState.ATTENTION, ""),
    PrinterState.PAPER_OUT: (CheckState.ATTENTION, "failure.printer-paper-out.todo"),
    PrinterState.COVER_OPEN: (CheckState.ATTENTION, "failure.printer-cover-open.todo"),
    PrinterState.OFFLINE: (CheckState.TROUBLE, "failure.printer-offline.todo"),
    PrinterState.UNKNOWN: (CheckState.TROUBLE, "failure.printer-unknown.todo"),
}
VOICE_TEST: Final = {
    VoiceState.READY: CheckState.GOOD,
    VoiceState.SPEAKING: CheckState.GOOD,
    VoiceState.LOST: CheckState.ATTENTION,
}
FINDINGS: Final = {
    Verdict.GOOD: CheckState.GOOD,
    Verdict.ATTENTION: CheckState.ATTENTION,
    Verdict.TROUBLE: CheckState.TROUBLE,
}


class WatchedReader(Protocol):
    @property
    def presence(self) -> Presence: ...


class SpeakingVoice(Protocol):
    def state(self) -> VoiceState: ...


class WallClock(Protocol):
    def wall(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class DeviceTest:
    """Called on a worker thread; takes as long as the printer's answer does."""

    readers: Mapping[str, WatchedReader]  # by the name of their line
    printer: Printer
    voice: SpeakingVoice
    clock: WallClock
    headset: Path | None
    data: Path
    environment: Mapping[str, str]
    scanner: Path | None = None

    def __call__(self) -> tuple[CheckLine, ...]:
        """The lines, top to bottom."""
        printer, voice = self.printer.state(), self.voice.state()
        mood, hint = PRINTER_TEST[printer]
        now = self.clock.wall().isoformat(sep=" ", timespec="seconds")
        return (
            *(_reader(what, reader.presence) for what, reader in self.readers.items()),
            CheckLine("printer", mood, hint, printer.value),
            CheckLine("voice", VOICE_TEST[voice], value=voice.value),
            *((_found(check_headset(self.headset)),) if self.headset else ()),
            *((_found(check_scanner(self.scanner)),) if self.scanner else ()),
            CheckLine("clock", CheckState.GOOD, value=now),
            _found(check_disk(standing_on(self.data))),
            _found(check_display(self.environment)),
        )


def standing_on(folder: Path) -> Path:
    """The folder, or the nearest above it that exists: before the enrolment there is no data folder yet."""
    absolute = folder.absolute()
    return next(path for path in (absolute, *absolute.parents) if path.exists())


def _reader(what: str, presence: Presence) -> CheckLine:
    if presence.lost:
        return CheckLine(what, CheckState.TROUBLE, f"failure.{presence.lost}.todo", presence.lost)
    return CheckLine(what, CheckState.GOOD, value=presence.reader or "")


def _found(finding: Finding) -> CheckLine:
    hint = f"service.hint.{finding.code}" if finding.code else ""
    return CheckLine(finding.part.value, FINDINGS[finding.verdict], hint, finding.detail or finding.code)
