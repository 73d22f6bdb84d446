"""Reading gettext .po catalogues: the part of the format that our catalogues use, and quickly.

Message ids are our dotted keys; contexts, obsolete entries and fuzzy entries are not used, so a
line that is none of msgid, msgid_plural, msgstr, a continuation or a comment is an error.
"""

from __future__ import annotations

import json
from typing import Final


class BadCatalogueError(ValueError):
    """A .po file that cannot be read: the message names the line and what is wrong."""


_KEYWORDS: Final = ("msgid", "msgid_plural", "msgstr")


def parse_po(source: str) -> dict[str, tuple[str, ...]]:
    """Wordings by key, in file order; the header entry (empty key) is left out. Raises BadCatalogueError."""
    catalogue: dict[str, tuple[str, ...]] = {}
    key: list[str] = []
    forms: list[list[str]] = []
    current: list[str] | None = None

    def close_entry(line_number: int) -> None:
        name = "".join(key)
        if name and name in catalogue:
            raise BadCatalogueError(f"line {line_number}: {name} is written twice; keep one")
        if name and forms:
            catalogue[name] = tuple("".join(form) for form in forms)

    for line_number, raw in enumerate(source.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith('"'):
            if current is None:
                raise BadCatalogueError(f"line {line_number}: text without msgid or msgstr before it")
            current.append(_text(line, line_number))
            continue
        keyword, _, rest = line.partition(" ")
        name = keyword.partition("[")[0]
        if name not in _KEYWORDS:
            raise BadCatalogueError(f"line {line_number}: {keyword!r} is not msgid, msgid_plural or msgstr")
        text = _text(rest.strip(), line_number)
        if name == "msgid":
            close_entry(line_number)
            key, forms = [text], []
            current = key
        elif name == "msgid_plural":
            current = []
        else:
            forms.append([text])
            current = forms[-1]
    close_entry(len(source.splitlines()))
    return catalogue


def _text(quoted: str, line_number: int) -> str:
    """The text between quotes; .po escapes (\\n, \\", \\\\, \\t) are a subset of JSON's."""
    inner = quoted[1:-1]
    if quoted == f'"{inner}"' and inner.isprintable() and "\\" not in inner and '"' not in inner:
        return inner  # most are as plain as this, and the first frame waits for them
    try:
        text = json.loads(quoted)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise BadCatalogueError(f"line {line_number}: expected a text in straight double quotes")
    return text
