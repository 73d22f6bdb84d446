"""One thing looks and reads the same on every page there is: waits, lists, names, ways on."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kiosk.flow.blocks import EntryGrid, Notice, Paragraph, Progress, Rows, Tabs
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.playbill.events import TerminalAsked
from kiosk.flow.views import Comfort, View
from tests.kiosk.worlds import world

LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def views(language: str) -> dict[str, View]:
    return dict(every_view(world(), Comfort(language=language)))


@LANGUAGES
def test_a_wait_ends_as_a_sentence_or_as_something_going_on(language: str) -> None:
    for name, view in views(language).items():
        for block in view.blocks:
            if isinstance(block, Progress):
                assert block.text.endswith(("…", ".")), (name, block.text)


@LANGUAGES
def test_in_a_list_every_row_has_a_sign_or_none_has(language: str) -> None:
    for name, view in views(language).items():
        for block in view.blocks:
            if isinstance(block, Rows) and block.rows:
                signs = {bool(row.icon) for row in block.rows}
                assert len(signs) == 1, (name, [row.title for row in block.rows if not row.icon])


@LANGUAGES
def test_ways_on_of_one_name_lead_to_one_place(language: str) -> None:
    """Of entry cards and tabs, which are read as the names of places."""
    places: dict[str, set[str]] = defaultdict(set)
    for view in views(language).values():
        for block in view.blocks:
            if isinstance(block, EntryGrid):
                for card in block.cards:
                    places[card.title].add(repr(card.press))
    tabs = {
        tab.title
        for view in views(language).values()
        for b in view.blocks
        if isinstance(b, Tabs)
        for tab in b.tabs
    }
    assert {title: sorted(where) for title, where in places.items() if len(where) > 1} == {}
    assert places.keys() & tabs <= {"По сфере жизни", "По жизненной ситуации"}


@LANGUAGES
def test_no_sentence_is_said_twice_in_a_row(language: str) -> None:
    for name, view in views(language).items():
        for block in view.blocks:
            if isinstance(block, Notice) and block.title:
                assert not block.text.startswith(block.title), (name, block.title)


@LANGUAGES
def test_where_a_terminal_stands_paying_is_what_stands_out(language: str) -> None:
    due = views(language)["admission-due-terminal"]
    assert isinstance(due.actions[-1].press, TerminalAsked)
    assert [button.primary for button in due.actions] == [False, False, True]
    assert views(language)["admission-due"].actions[-1].primary


@LANGUAGES
def test_a_list_of_awards_is_not_offered_for_print_under_the_list_of_requests(language: str) -> None:
    shown = views(language)
    titles = {
        name: [b.icon for b in shown[name].actions] for name in shown if name.startswith("personal-file")
    }
    assert "print" in titles["personal-file-social"]
    assert "print" not in titles["personal-file-requests"]


def test_what_is_in_the_middle_of_a_sentence_has_a_small_letter() -> None:
    (text,) = [b.text for b in views("ru")["booking-cancel"].blocks if isinstance(b, Paragraph)]
    assert ", понедельник, 23 ноября, 09:00." in text
