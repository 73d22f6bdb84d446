"""What a technician should look at, judged from a kiosk's last heartbeat. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from backend.contract.kiosks import Heartbeat

OUTBOX_WAITS_AT_MOST = timedelta(hours=1)
SILENT_AFTER = timedelta(minutes=3)
CLOCK_TOLERANCE_SECONDS = 60.0
_PRINTER_CODES = {
    "paper_low": "printer-paper-low",
    "paper_out": "printer-paper-out",
    "cover_open": "printer-cover-open",
    "offline": "printer-offline",
    "unknown": "printer-unknown",
}


def attention_codes(
    heartbeat: Heartbeat | None,
    last_seen: datetime | None,
    clock_skew_seconds: float | None,
    now: datetime,
    pack_hash: str | None,  # of the published pack, or the backend's own; None where it is not known
) -> tuple[str, ...]:
    """Failure codes, the gravest first; empty for a kiosk that needs nobody."""
    if heartbeat is None or last_seen is None:
        return ("kiosk-silent",)
    codes = []
    if now - last_seen > SILENT_AFTER:
        codes.append("kiosk-silent")
    if heartbeat.reader == "lost":
        codes.append("reader-lost")
    if heartbeat.printer in _PRINTER_CODES:
        codes.append(_PRINTER_CODES[heartbeat.printer])
    if clock_skew_seconds is not None and abs(clock_skew_seconds) > CLOCK_TOLERANCE_SECONDS:
        codes.append("clock-wrong")
    codes += _outbox_codes(heartbeat)
    if heartbeat.voice == "lost":
        codes.append("voice-lost")
    if heartbeat.pack_refused:
        codes.append("pack-refused")
    if pack_hash is not None and heartbeat.pack_hash != pack_hash:
        codes.append("pack-outdated")
    return tuple(codes)


def _outbox_codes(heartbeat: Heartbeat) -> list[str]:
    """A kiosk that is heard but whose requests do not get through, or whose outbox is unwell."""
    codes = [heartbeat.outbox_code] if heartbeat.outbox_code else []
    if timedelta(seconds=heartbeat.outbox_oldest_seconds) > OUTBOX_WAITS_AT_MOST:
        codes.append("outbox-waiting")
    return codes
