"""The days of the year in which one can apply, seen from a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from content.rules.model import Window


@dataclass(frozen=True, slots=True)
class WindowNote:
    """The window that is open, or else the next one; both days inclusive."""

    is_open: bool
    opens: date
    closes: date


def window_note(window: Window, today: date) -> WindowNote:
    """The window of this year or of the next one; one over the turn of the year ends in the next year."""
    spans = [_span(window, year) for year in (today.year - 1, today.year, today.year + 1)]
    opens, closes = next(span for span in spans if today <= span[1])
    return WindowNote(opens <= today, opens, closes)


def _span(window: Window, year: int) -> tuple[date, date]:
    ends = year + (window.closes < window.opens)
    return _day(window.opens, year), _day(window.closes, ends)


def _day(written: str, year: int) -> date:
    """A day written as 06-01; 29 February is the 28th in a year without it."""
    month, day = (int(part) for part in written.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
