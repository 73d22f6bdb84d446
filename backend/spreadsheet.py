"""What imports of CSV files have in common: what parts the columns, and plain words for a fault; pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

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
