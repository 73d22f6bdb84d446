"""A failure that can meet a citizen has words of its own; the rest share the general page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.views import Comfort
from tests.kiosk.worlds import WORDS, world

FOLDER = Path(__file__).parents[3] / "docs" / "failures"
SECTION = re.compile(r"^## ([a-z0-9-]+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
SEEN = re.compile(r"\*\*The citizen sees:\*\* (?!nothing|no )", re.IGNORECASE)
MEETS_A_CARD = re.compile(r"^(card|printer|nonce|session|reader|pcscd|backend|kiosk|token)-")


def documented() -> list[str]:
    """The codes whose section says that a citizen sees something, as far as a page of the kiosk is meant."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md")))
    return sorted(
        {code for code, body in SECTION.findall(text) if SEEN.search(body) and MEETS_A_CARD.match(code)}
    )


def test_the_documents_are_found() -> None:
    assert {"card-unreadable", "printer-paper-out", "kiosk-not-enrolled"} <= set(documented())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_documented_failure_that_meets_citizens_has_words(language: str) -> None:
    words = WORDS[language]
    # A foreign card is named by its kind, which has wordings of its own.
    missing = [code for code in documented() if f"failure.{code}.title" not in words]
    assert missing == []


def test_each_failure_says_what_to_do_and_gives_a_telephone() -> None:
    for name, view in every_view(world(), Comfort()):
        if name.startswith("failure-"):
            assert "Что сделать" in repr(view.blocks), name
            assert "8\\xa0800" in repr(view.blocks), name
