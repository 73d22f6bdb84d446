"""A report as files for a spreadsheet: CSV (RFC 4180) and XLSX. No cell of them is ever a formula. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font

from callcenter.supervisor.report_rows import Report, Table
from content.i18n import Words

Value = str | int
# What a spreadsheet of this language takes for the next column.
_BETWEEN_COLUMNS: Final = {"ru": ";", "en": ","}
_BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection
_NOT_IN_XML: Final = {code: None for code in range(32) if chr(code) not in "\t\n"}
_NOT_IN_A_SHEETS_NAME: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_LONGEST_SHEETS_NAME: Final = 31
_WIDTHS: Final = (52, 14, 14, 14, 14)


def as_csv(report: Report, words: Words) -> bytes:
    """Every table in one, a line a number; the mark at the front tells the encoding."""
    return csv_of(_numbers(report, words), words.language)


def csv_of(rows: Iterable[Sequence[Value]], language: str) -> bytes:
    """Any rows as a spreadsheet of this language reads them."""
    text = StringIO(newline="")
    table = csv.writer(text, delimiter=_BETWEEN_COLUMNS[language], lineterminator="\r\n")
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(report: Report, words: Words) -> bytes:
    """A sheet a table."""
    book, taken = Workbook(write_only=True), set[str]()
    for title, head, rows in sheets(report, words):
        sheet = book.create_sheet(_sheets_name(title, taken))
        for column, width in zip("ABCDE", _WIDTHS, strict=True):
            sheet.column_dimensions[column].width = width
        sheet.append([_cell(sheet, title, bold=True), _cell(sheet, report.period)])
        sheet.append([_cell(sheet, each, bold=True) for each in head])
        for row in rows:
            sheet.append([_cell(sheet, each) for each in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def harmless(value: Value) -> Value:
    """A text that would be read as a formula, with a quote before it."""
    if isinstance(value, str) and value.startswith(_BEGINS_A_FORMULA):
        return f"'{value}"
    return value


def sheets(report: Report, words: Words) -> Iterator[tuple[str, Sequence[str], list[Sequence[Value]]]]:
    """Title, head and rows of each table, as it stands on the page."""
    head = (words("reports.column.part"), words("reports.answered"), words("reports.lost"))
    yield words("reports.parts"), head, [(part.title, part.answered, part.lost) for part in report.parts]
    for section, tables in report.sections.items():
        for table in tables:
            title = f"{words(f'reports.section.{section}')}: {table.title}"
            yield title, (table.column, words("reports.count")), list(_rows(table))
    head_of_loads = tuple(
        words(f"reports.loads.{name}") for name in ("name", "contacts", "talk_seconds", "wrap_up_seconds")
    )
    yield (
        words("reports.loads"),
        head_of_loads,
        [(load.name, load.contacts, load.talk_seconds, load.wrap_up_seconds) for load in report.loads],
    )


def _numbers(report: Report, words: Words) -> Iterator[Sequence[Value]]:
    yield [words(f"reports.csv.{name}") for name in ("table", "line", "what", "number", "period")]
    for title, head, rows in sheets(report, words):
        for line, *numbers in rows:
            for what, number in zip(head[1:], numbers, strict=True):
                yield title, line, what, number, report.period


def _rows(table: Table) -> Iterator[Sequence[Value]]:
    return ((line.title, line.number) for line in table.lines)


def _cell(sheet: Any, value: Value, *, bold: bool = False) -> Cell:
    """A text stays a text, whatever it begins with."""
    cell: Cell = WriteOnlyCell(sheet, value=value.translate(_NOT_IN_XML) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheets_name(title: str, taken: set[str]) -> str:
    """At most 31 letters, each name once."""
    name = " ".join(title.translate(_NOT_IN_A_SHEETS_NAME).split())[:_LONGEST_SHEETS_NAME].rstrip()
    number = 2
    while name.casefold() in taken:
        name = f"{name[: _LONGEST_SHEETS_NAME - 3].rstrip()} {number}"
        number += 1
    taken.add(name.casefold())
    return name
