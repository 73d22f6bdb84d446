"""Telephone lines by the command line."""

from __future__ import annotations

import pytest

from tests.backend.site import Site

pytestmark = pytest.mark.slow


def test_a_line_is_added_listed_and_withdrawn(bare_site: Site) -> None:
    added = bare_site.must("line", "add", "desk-1")
    assert len(added.split("key: ")[1].strip()) == 43
    assert bare_site.must("line", "list").split() == ["desk-1", "empty"]
    assert bare_site.must("line", "withdraw", "desk-1").strip() == "withdrawn"
    assert bare_site.must("line", "list").split() == ["desk-1", "withdrawn"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "Desk 1"), "line-name-wrong"),
        (("add", "desk-2"), "line-exists"),
        (("withdraw", "desk-3"), "line-unknown"),
    ],
)
def test_what_does_not_fit(bare_site: Site, arguments: tuple[str, ...], code: str) -> None:
    bare_site.must("line", "add", "desk-2")
    assert code in bare_site.fails("line", *arguments)
