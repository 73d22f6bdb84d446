"""The journal as a file for a spreadsheet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from backend.contract.journal import LINES_A_FILE
from callcenter.auditor.journal_rows import JournalRow
from callcenter.supervisor.exports import csv_of
from content.i18n import Words

COLUMNS: Final = (
    "day", "time", "who", "what", "code", "person", "holder", "purpose", "refused", "kiosk",
)  # fmt: skip


def as_csv(rows: Iterable[JournalRow], words: Words, *, is_cut: bool) -> bytes:
    """A line a look; the last one says so where the file does not hold them all."""
    return csv_of(_lines(rows, words, is_cut=is_cut), words.language)


def _lines(rows: Iterable[JournalRow], words: Words, *, is_cut: bool) -> Iterator[tuple[str, ...]]:
    yield tuple(words(f"journal.file.{name}") for name in COLUMNS)
    for row in rows:
        yield tuple(getattr(row, name) for name in COLUMNS)
    if is_cut:
        yield (words("journal.file.cut", most=LINES_A_FILE),)
