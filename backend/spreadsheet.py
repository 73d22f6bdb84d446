"""What imports of CSV files have in common: what parts the columns, and plain words for a fault; pure."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from backend.bad_line import BadLine

Line = TypeVar("Line")
YES: Final = frozenset({"yes", "1", "true", "да"})

_PLAIN: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "extra_forbidden": "this kind of line has no such column",
}
"""Instead of the checker's own words, by its type of error."""


UNREADABLE: Final = "a value here has no end: look for a quotation mark that nothing closes"


def separator(text: str) -> str:
    """A spreadsheet with Russian settings saves with semicolons."""
    head = text.partition("\n")[0]
    return ";" if ";" in head and "," not in head else ","


def unreadable_line(text: str) -> int:
    """The line from which on a table cannot be read, since one value swallows what follows; 0: none."""
    rows = csv.reader(StringIO(text), delimiter=separator(text))
    try:
        for _ in rows:
            pass
    except csv.Error:
        return rows.line_num
    return 0


def plain_words(error: Any) -> str:
    """One error of pydantic's list, for somebody who fills in tables."""
    if error["type"] == "union_tag_not_found":
        return "says what kind of line it is, and is missing"
    if error["type"] == "union_tag_invalid":
        return f"write one of {error['ctx']['expected_tags']}"
    return _PLAIN.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")


@dataclass(frozen=True, slots=True)
class Kinds(Generic[Line]):
    """What lines a table may have, told apart by its column `what`."""

    checked: TypeAdapter[Line]
    yes_or_no: Collection[str]  # columns that say one of the two
    head: str  # how the first line begins: `what,resource,…`


def lines_of(text: str, kinds: Kinds[Line]) -> tuple[list[tuple[int, Line]], list[BadLine]]:
    """Each good line with its number, and the bad ones; never nothing of both."""
    if line := unreadable_line(text):
        return [], [BadLine(line, UNREADABLE)]
    rows = csv.DictReader(StringIO(text), delimiter=separator(text))
    if "what" not in (rows.fieldnames or ()):
        why = f"the first line names the columns, as `{kinds.head}`; here none is called `what`"
        return [], [BadLine(1, why)]
    good: list[tuple[int, Line]] = []
    bad: list[BadLine] = []
    for number, row in enumerate(rows, 2):
        if None in row:
            bad.append(BadLine(number, "more values than there are columns"))
            continue
        try:
            good.append((number, kinds.checked.validate_python(_filled(row, kinds.yes_or_no))))
        except ValidationError as error:
            bad.append(BadLine(number, "; ".join(_told(each) for each in error.errors())))
    if not good and not bad:
        bad.append(BadLine(1, "no line follows the one that names the columns"))
    return good, bad


def _filled(row: Mapping[str, Any], yes_or_no: Collection[str]) -> dict[str, Any]:
    filled = {name: value for name, value in row.items() if value}
    answers = {name: filled[name].strip().lower() in YES for name in yes_or_no if name in filled}
    return {**filled, **answers}


def _told(error: Any) -> str:
    column = ".".join(str(part) for part in error["loc"][1:]) or "what"
    return f"{column}: {plain_words(error)}"
