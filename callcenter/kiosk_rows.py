"""Kiosks as rows of a table: what each cell says, which sign it wears, and the order. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, Literal
from zoneinfo import ZoneInfo

from backend.contract.kiosks import Heartbeat, KioskStatus
from callcenter import times
from content.i18n import Words

Sign = Literal["good", "attention", "trouble", "none"]

# The gravest first: what keeps a citizen from being served stands above what only will.
GRAVITY: Final = (
    "kiosk-silent",
    "reader-lost",
    "clock-wrong",
    "outbox-damaged",
    "outbox-full",
    "outbox-unusable",
    "outbox-waiting",
    "printer-paper-out",
    "printer-cover-open",
    "printer-offline",
    "printer-unknown",
    "printer-paper-low",
    "voice-lost",
    "pack-refused",
    "pack-outdated",
)
ONLY_ATTENTION: Final = frozenset({"printer-paper-low", "voice-lost", "pack-refused", "pack-outdated"})
SHOWN_CHIPS: Final = 2
SHOWN_OF_HASH: Final = 7
_MINUS: Final = "\u2212"
_DIGITS: Final = re.compile(r"(\d+)")
_PRINTER_SIGNS: Final[dict[str, Sign]] = {
    "ready": "good",
    "paper_low": "good",
    "paper_out": "attention",
    "cover_open": "trouble",
    "offline": "trouble",
    "unknown": "trouble",
}
_PAPER: Final[dict[str, tuple[str, Sign]]] = {
    "ready": ("enough", "good"),
    "paper_low": ("low", "attention"),
    "paper_out": ("out", "trouble"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    sign: Sign = "none"
    more: str = ""  # the whole value where `text` is shortened


@dataclass(frozen=True, slots=True)
class Chip:
    """A failure code, as it is shown in a row and in the guide beside the table."""

    code: str
    title: str
    sign: Sign
    known: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    kiosk: str
    title: str
    chips: tuple[Chip, ...]
    further: int  # chips beyond those shown
    cells: tuple[Cell, ...]  # in the order of COLUMNS after "title" and "attention"


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """What to do about a code, and at how many kiosks it stands now."""

    chip: Chip
    todo: str
    kiosks: int


Key = Callable[[KioskStatus], object]


def gravity(code: str) -> int:
    """The lower, the graver; a code of a newer backend counts as grave."""
    return GRAVITY.index(code) if code in GRAVITY else 0


def _attention_key(status: KioskStatus) -> object:
    """The gravest code decides, then the next; the end counts as harmless, so more codes stand first."""
    return (*sorted(map(gravity, status.attention)), len(GRAVITY))


def _of_heartbeat(read: Callable[[Heartbeat], object], status: KioskStatus) -> object:
    return None if status.heartbeat is None else read(status.heartbeat)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that puts «Дом 9» before «Дом 10» and ё beside е."""
    parts = _DIGITS.split(text.casefold().replace("ё", "е"))
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def _paper_key(heartbeat: Heartbeat) -> int:
    order = ("paper_out", "paper_low", "ready")
    return order.index(heartbeat.printer) if heartbeat.printer in order else len(order)


COLUMNS: Final[dict[str, Key]] = {
    "title": lambda status: natural(status.title),
    "attention": _attention_key,
    "seen": lambda status: status.last_seen,
    "reader": partial(_of_heartbeat, lambda heartbeat: heartbeat.reader == "ready"),
    "printer": partial(_of_heartbeat, lambda heartbeat: list(_PRINTER_SIGNS)[::-1].index(heartbeat.printer)),
    "paper": partial(_of_heartbeat, _paper_key),
    "clock": lambda status: None if status.clock_skew_seconds is None else -abs(status.clock_skew_seconds),
    "pack": partial(_of_heartbeat, lambda heartbeat: heartbeat.pack_hash),
    "version": partial(_of_heartbeat, lambda heartbeat: natural(heartbeat.version)),
    "uptime": partial(_of_heartbeat, lambda heartbeat: heartbeat.uptime_seconds),
}


def ordered(
    kiosks: Iterable[KioskStatus], column: str, *, descending: bool = False
) -> tuple[KioskStatus, ...]:
    """By the column, kiosks without a value last either way; equals by title."""
    key = COLUMNS[column]
    by_title = sorted(kiosks, key=lambda status: (natural(status.title), status.kiosk))
    known = [status for status in by_title if key(status) is not None]
    unknown = [status for status in by_title if key(status) is None]
    known.sort(key=key, reverse=descending)  # type: ignore[arg-type]
    return (*known, *unknown)


def unknown_codes(kiosks: Iterable[KioskStatus]) -> tuple[str, ...]:
    """Codes of a newer backend that we have no words for."""
    return tuple(sorted({code for status in kiosks for code in status.attention} - set(GRAVITY)))


class RowMaker:
    """Makes rows in one language for one moment."""

    def __init__(self, words: Words, zone: ZoneInfo, now: datetime) -> None:
        self._words = words
        self._zone = zone
        self._now = now

    def row(self, status: KioskStatus) -> Row:
        """The row of a kiosk."""
        chips = tuple(self.chip(code) for code in sorted(status.attention, key=gravity))
        heartbeat = status.heartbeat
        devices = (Cell("–"),) * 3
        own = (Cell("–"),) * 3
        if heartbeat is not None:
            devices = self._devices(heartbeat)
            own = (
                self._pack(heartbeat, "pack-outdated" in status.attention),
                Cell(heartbeat.version),
                Cell(self.duration(heartbeat.uptime_seconds)),
            )
        cells = (self._seen(status), *devices, self._clock(status), *own)
        return Row(status.kiosk, status.title, chips, max(0, len(chips) - SHOWN_CHIPS), cells)

    def chip(self, code: str) -> Chip:
        """The chip of a code; one we have no words for shows itself."""
        if code not in GRAVITY:
            return Chip(code, code, "trouble", known=False)
        sign: Sign = "attention" if code in ONLY_ATTENTION else "trouble"
        return Chip(code, self._words(f"attention.{code}.title"), sign)

    def guide(self, kiosks: Iterable[KioskStatus]) -> tuple[GuideEntry, ...]:
        """Every code with what to do, always in the same order, so that the eye finds it again."""
        counts = Counter(code for status in kiosks for code in status.attention)
        return tuple(
            GuideEntry(self.chip(code), self._words(f"attention.{code}.todo"), counts[code])
            for code in GRAVITY
        )

    def clock_time(self, moment: datetime) -> str:
        """«12:03», or «21.11 12:03» on another day."""
        return times.clock_time(moment, self._now, self._zone)

    def duration(self, seconds: float) -> str:
        """«3 д 4 ч», «5 ч 12 мин», «12 мин», «40 с»: the two largest units."""
        return times.duration(seconds, self._words)

    def _seen(self, status: KioskStatus) -> Cell:
        silent: Sign = "trouble" if "kiosk-silent" in status.attention else "good"
        if status.last_seen is None:
            return Cell(self._words("kiosks.seen.never"), silent)
        return Cell(self.clock_time(status.last_seen), silent)

    def _devices(self, heartbeat: Heartbeat) -> tuple[Cell, Cell, Cell]:
        words = self._words
        reader = Cell(
            words(f"kiosks.reader.{heartbeat.reader}"), "good" if heartbeat.reader == "ready" else "trouble"
        )
        printer = Cell(words(f"kiosks.printer.{heartbeat.printer}"), _PRINTER_SIGNS[heartbeat.printer])
        if heartbeat.printer not in _PAPER:
            return reader, printer, Cell("–")
        paper, sign = _PAPER[heartbeat.printer]
        return reader, printer, Cell(words(f"kiosks.paper.{paper}"), sign)

    def _clock(self, status: KioskStatus) -> Cell:
        skew = status.clock_skew_seconds
        if skew is None:
            return Cell("–")
        size = self.duration(abs(skew))
        sign: Sign = "trouble" if "clock-wrong" in status.attention else "good"
        if abs(skew) < 1:
            return Cell(size, sign)
        return Cell(f"{_MINUS if skew < 0 else '+'}{size}", sign)

    def _pack(self, heartbeat: Heartbeat, outdated: bool) -> Cell:
        sign: Sign = "attention" if outdated else "good"
        told = (heartbeat.pack_version, heartbeat.pack_hash, heartbeat.pack_refused)
        return Cell(heartbeat.pack_hash[:SHOWN_OF_HASH], sign, more=" · ".join(filter(None, told)))
