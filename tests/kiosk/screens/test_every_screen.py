"""Every view, in every language, look, size and posture: whole, readable, in reach. No pixels."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from kiosk.flow.blocks import (
    EntryGrid,
    Hero,
    Notice,
    Paragraph,
    PinPad,
    Rows,
    Section,
    Summary,
    Title,
    TouchTest,
)
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.entry_blocks import Keyboard, NumberPad
from kiosk.flow.views import Comfort, View
from kiosk.screens.drawing import Drawing
from kiosk.screens.fonts import font_files
from kiosk.screens.layout.page import lay_out
from kiosk.screens.panel import LANDSCAPE, PORTRAIT, Panel
from kiosk.screens.ruler import KivyRuler
from kiosk.screens.semantics import semantics
from tests.kiosk.screens.audit import faults
from tests.kiosk.worlds import WORDS, world

COMFORTS = [
    Comfort(large=large, contrast=contrast, low_reach=low)
    for large in (False, True)
    for contrast in (False, True)
    for low in (False, True)
]


FIELDS = ("title", "text", "help", "value", "label")


def drawings(view: View, panel: Panel, ruler: KivyRuler) -> Iterator[Drawing]:
    """Every page of `view`."""
    words = WORDS[view.header.comfort.language]
    drawing = lay_out(view, panel, ruler, words)
    yield drawing
    for page in range(1, drawing.pages):
        yield lay_out(view, panel, ruler, words, page)


def every_drawing(panel: Panel, comfort: Comfort) -> Iterator[tuple[str, View, Drawing]]:
    ruler = KivyRuler(font_files())
    for name, view in every_view(world(), comfort):
        for drawing in drawings(view, panel, ruler):
            yield f"{name} {drawing.page + 1}/{drawing.pages}", view, drawing


def comfort_drawn(view: View) -> Comfort:
    """The touch test uses the whole glass and enlarges nothing."""
    comfort = view.header.comfort
    tested = any(isinstance(block, TouchTest) for block in view.blocks)
    return replace(comfort, large=False, low_reach=False) if tested else comfort


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("comfort", COMFORTS, ids=str)
@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_screen_is_whole_readable_and_in_reach(panel: Panel, comfort: Comfort, language: str) -> None:
    found = [
        f"{name}: {fault}"
        for name, view, drawing in every_drawing(panel, replace(comfort, language=language))
        for fault in faults(drawing, panel, comfort_drawn(view))
    ]
    assert found == []


@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
def test_every_plain_screen_is_whole(panel: Panel) -> None:
    found = [
        f"{name}: {fault}"
        for name, view, drawing in every_drawing(panel, Comfort())
        for fault in faults(drawing, panel, comfort_drawn(view))
    ]
    assert found == []


def words_of(view: View, titled: bool) -> set[str]:
    """The words of texts, rows, pairs and cards of a view, and of its title if `titled`."""
    texts: list[str] = []
    for block in view.blocks:
        match block:
            case Rows(rows=parts) | Summary(pairs=parts) | EntryGrid(cards=parts):
                texts += [str(getattr(part, field, "")) for part in parts for field in FIELDS]
            case Title() if not titled:
                continue
            case Title() | Section() | Paragraph() | Notice() | Hero():
                texts += [str(getattr(block, field, "")) for field in FIELDS]
    return {word for text in texts for word in text.split()}


@pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
@pytest.mark.parametrize("comfort", [Comfort(), Comfort(large=True, low_reach=True)], ids=["plain", "large"])
def test_paging_loses_no_word(comfort: Comfort, panel: Panel) -> None:
    """Titles may give way to a notice on the quiet panel, and the help to the question itself.

    What was found while typing comes with «Готово».
    """
    ruler = KivyRuler(font_files())
    cramped = comfort.low_reach and panel.landscape
    for name, view in every_view(world(), comfort):
        if panel.landscape and any(isinstance(block, Keyboard) for block in view.blocks):
            continue
        sought = view
        if cramped and any(isinstance(block, NumberPad) for block in view.blocks):
            wrong = tuple(b for b in view.blocks if isinstance(b, Notice))
            sought = replace(view, blocks=wrong or view.blocks[:1])
        titled = not (cramped and any(isinstance(block, PinPad) for block in view.blocks))
        shown = " ".join(node.name for drawing in drawings(view, panel, ruler) for node in drawing.nodes)
        assert {word for word in words_of(sought, titled) if word not in shown} == set(), name


def test_everything_seen_has_a_role_a_name_and_is_spoken() -> None:
    for name, _, drawing in every_drawing(PORTRAIT, Comfort()):
        for meaning in semantics(drawing):
            assert meaning.spoken, f"{name}: {meaning.name}"


def test_a_dialog_hides_the_page_from_whoever_does_not_see_it() -> None:
    views = dict(every_view(world(), Comfort()))
    drawing = lay_out(views["time-out"], PORTRAIT, KivyRuler(font_files()), WORDS["ru"])
    names = {meaning.name for meaning in semantics(drawing)}
    assert names == {node.name for node in drawing.dialog}
    assert "Меры поддержки" not in " ".join(names)


def test_the_audit_finds_what_it_is_there_to_find() -> None:
    """The control: a drawing with planted faults."""
    view = dict(every_view(world(), Comfort()))["measures"]
    drawing = lay_out(view, PORTRAIT, KivyRuler(font_files()), WORDS["ru"])
    at, row = next((i, node) for i, node in enumerate(drawing.nodes) if node.focusable and node.moves)
    planted = {
        "small target": replace(row, box=replace(row.box, height=50)),
        "sticks out": replace(row, box=replace(row.box, width=120)),
        "off the screen": row.moved(400, 0),
        "overlap": row.moved(0, 60),
        "drawn but not named": replace(row, name="Другое"),
        "without a name": replace(row, name=""),
    }
    for fault, node in planted.items():
        spoiled = replace(drawing, nodes=(*drawing.nodes[:at], node, *drawing.nodes[at + 1 :]))
        assert any(fault in found for found in faults(spoiled, PORTRAIT, Comfort())), fault
