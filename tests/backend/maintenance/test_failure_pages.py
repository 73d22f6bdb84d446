"""Whatever `check` can name has a page that says what to do."""

from __future__ import annotations

from pathlib import Path

from backend.maintenance.findings import REMEDIES

DOCS = Path(__file__).parents[3] / "docs"


def test_every_finding_has_a_section() -> None:
    pages = [*DOCS.glob("failures.md"), *DOCS.glob("failures/*.md")]
    sections = {
        line.removeprefix("## ").strip()
        for page in pages
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("## ")
    }
    assert set(REMEDIES) - sections == set()
