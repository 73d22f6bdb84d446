"""docs/failures.md lists every failure once, and each of its links leads to a section."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def sections() -> list[tuple[str, str]]:
    """(page, code) of every section of every page."""
    return [
        (page.name, code)
        for page in sorted((DOCS / "failures").glob("*.md"))
        for code in re.findall(r"^## ([a-z0-9-]+)", page.read_text(), re.MULTILINE)
    ]


def test_no_failure_has_two_pages() -> None:
    assert [code for code, times in Counter(code for _, code in sections()).items() if times > 1] == []


def test_the_index_lists_every_failure_and_nothing_else() -> None:
    links = re.findall(r"\[([a-z0-9-]+)\]\(failures/([a-z]+\.md)#\1\)", (DOCS / "failures.md").read_text())
    assert sorted((page, code) for code, page in links) == sorted(sections())
