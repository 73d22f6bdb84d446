"""How pages are composed: outcomes in the middle, home on one page, lists dense, no leftovers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.flow.blocks import (
    Chip,
    Choice,
    Choices,
    Emblem,
    EntryGrid,
    Hero,
    Notice,
    Paragraph,
    PinPad,
    Row,
    Rows,
    Section,
    Title,
    Tone,
    TouchTest,
)
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.views import Comfort, View
from kiosk.screens.drawing import Box, Drawing, Glyph, PaperSign, ReaderSign, Ring, Role
from kiosk.screens.fonts import font_files
from kiosk.screens.icons import GLYPHS
from kiosk.screens.layout.blocks import tool_of
from kiosk.screens.layout.page import lay_out
from kiosk.screens.moving import once
from kiosk.screens.panel import LANDSCAPE, PORTRAIT, Panel
from kiosk.screens.ruler import KivyRuler
from tests.kiosk.screens.sample_views import HEADER, Said, view
from tests.kiosk.worlds import WORDS, world

PANELS = pytest.mark.parametrize("panel", [PORTRAIT, LANDSCAPE], ids=["portrait", "landscape"])
OUTCOMES = (
    "reading",
    "printing",
    "printed",
    "take-card",
    "out-of-service",
    "pin-checking",
    "acts-for-loading",
)


def drawn(one: View, panel: Panel = PORTRAIT, page: int = 0) -> Drawing:
    return lay_out(one, panel, KivyRuler(font_files()), WORDS[one.header.comfort.language], page)


def catalogue(language: str = "ru") -> dict[str, View]:
    return dict(every_view(world(), Comfort(language=language)))


def pictures(drawing: Drawing) -> list[Box]:
    """The boxes of emblems: pictures without words in the content."""
    return [node.box for node in drawing.nodes if node.role is Role.IMAGE and node.moves]


@PANELS
def test_an_outcome_shows_its_picture_over_its_words_in_the_middle(panel: Panel) -> None:
    for name, one in catalogue().items():
        if not (name in OUTCOMES or name.startswith(("failure-", "not-printed-"))):
            continue
        drawing = drawn(one, panel)
        (picture,) = pictures(drawing)
        title = next(node for node in drawing.nodes if node.role is Role.HEADING)
        assert picture.bottom < title.box.y, name
        assert abs(picture.x + picture.width / 2 - (title.box.x + title.box.width / 2)) <= 1, name
        assert drawing.pages == 1, name


def test_every_picture_of_an_outcome_is_known() -> None:
    moving = {"paper_out", *(way + end for way in ("insert", "lay", "tap") for end in ("", "_out"))}
    emblems = [block for one in catalogue().values() for block in one.blocks if isinstance(block, Emblem)]
    assert {emblem.picture for emblem in emblems} <= moving | set(GLYPHS)


def test_words_without_room_for_a_picture_keep_the_sign_of_their_tone() -> None:
    long = Notice(Tone.ATTENTION, "Что сделать", "Очень длинные слова о том, что делать дальше. " * 40)
    one = view(Emblem("repair", Tone.ATTENTION), Title("Не вышло"), long)
    drawing = drawn(one)
    assert pictures(drawing) == []
    marks = [mark for node in drawing.nodes if node.role is Role.NOTICE for mark in node.marks]
    assert any(isinstance(mark, Glyph) and mark.icon == "attention" for mark in marks)


def test_buttons_that_come_late_do_not_move_the_words_of_a_wait() -> None:
    views = catalogue()
    early, late = drawn(views["reading"]), drawn(views["reading-slow"])
    assert len(views["reading-slow"].actions) > len(views["reading"].actions)
    assert pictures(early) == pictures(late)


def test_a_wait_turns_its_ring_around_the_picture() -> None:
    marks = [mark for node in drawn(catalogue()["reading"]).nodes for mark in node.marks]
    assert sum(isinstance(mark, Ring) for mark in marks) == 1
    assert sum(isinstance(mark, ReaderSign) for mark in marks) == 1


def test_the_paper_and_the_card_that_come_out_stay_out() -> None:
    assert once(0) == 0
    assert once(3) == once(60) == 1
    views = catalogue()
    printed = [mark for node in drawn(views["printed"]).nodes for mark in node.marks]
    assert any(isinstance(mark, PaperSign) for mark in printed)
    taken = [mark for node in drawn(views["take-card"]).nodes for mark in node.marks]
    assert any(isinstance(mark, ReaderSign) and mark.leaving for mark in taken)


@PANELS
@pytest.mark.parametrize("language", ["ru", "en"])
def test_home_keeps_its_seven_cards_on_one_page_whatever_it_has_to_say(panel: Panel, language: str) -> None:
    for name, one in catalogue(language).items():
        if not name.startswith("home"):
            continue
        cards = next(block for block in one.blocks if isinstance(block, EntryGrid)).cards
        drawing = drawn(one, panel)
        shown = {node.press for node in drawing.nodes}
        assert drawing.pages == 1, name
        assert {card.press for card in cards} <= shown, name


def test_nobody_is_alarmed_by_the_tries_before_a_pin_was_wrong() -> None:
    tones = {
        name: next(block.tone for block in one.blocks if isinstance(block, PinPad))
        for name, one in catalogue().items()
        if name in {"pin-entered", "pin-wrong", "pin-last-try"}
    }
    assert tones == {"pin-entered": Tone.NEUTRAL, "pin-wrong": Tone.ATTENTION, "pin-last-try": Tone.TROUBLE}


def test_nine_plain_rows_stand_on_an_upright_page() -> None:
    rows = tuple(Row(f"Мера поддержки номер {n}", Said(f"{n}"), icon="measures") for n in range(20))
    drawing = drawn(view(Title("Все меры поддержки", "Меры поддержки"), Rows(rows)))
    assert sum(isinstance(node.press, Said) and node.moves for node in drawing.nodes) >= 9


def test_the_last_page_of_a_text_is_no_leftover() -> None:
    parts = [block for n in range(9) for block in (Section(f"Часть {n}"), Paragraph("Слова и слова. " * 9))]
    one = view(Title("Мера"), *parts)
    first, last = drawn(one), drawn(one, page=99)
    assert first.pages > 1
    assert lowest(last) > lowest(first) / 2


def lowest(drawing: Drawing) -> float:
    """Where the text of a page ends."""
    return max(node.box.bottom for node in drawing.nodes if node.role is Role.TEXT and node.moves)


def test_enlarged_text_is_composed_too() -> None:
    large = replace(HEADER, comfort=Comfort(large=True))
    one = view(Emblem("paper_out", Tone.GOOD), Title("Заберите бумагу"), Paragraph("Листок лежит в лотке."))
    assert len(pictures(drawn(replace(one, header=large)))) == 1


def test_a_value_stands_beside_its_title_and_takes_no_line_of_its_own() -> None:
    bare = Row("Ряд 1", Said("row"), "Партер. Свободно: 13")
    assert row_height(replace(bare, value="700 ₽")) == row_height(bare)
    long = replace(bare, title="Самое длинное название, какое стоит на строке", value="от 1 234,56 ₽ в месяц")
    assert row_height(long) > row_height(bare), "the control"


def row_height(row: Row) -> float:
    drawing = drawn(view(Title("Какой ряд?"), Rows((row,))))
    return next(node for node in drawing.nodes if node.press == row.press).box.height


@PANELS
def test_a_heading_within_a_question_stands_over_what_it_heads(panel: Panel) -> None:
    large = replace(HEADER, comfort=Comfort(large=True))
    counted = Row("Многодетная семья", None, "Первоочередное право", chip=Chip("Учтено", Tone.GOOD))
    answers = tuple(Choice(f"Родитель служит в полиции или МЧС, {n}", False, Said(f"{n}")) for n in range(6))
    one = view(
        Title("Есть льгота?", "Детский сад: Пётр П."),
        Section("Уже учтено"),
        Rows((counted,)),
        Paragraph("Отметьте, если есть другое. Учтём, когда покажете документ."),
        Choices(answers, several=True),
    )
    one = replace(one, header=large)
    pages = [drawn(one, panel, page) for page in range(drawn(one, panel).pages)]
    assert len(pages) > 1
    headed = [" ".join(node.name for node in page.nodes) for page in pages]
    assert all("Многодетная" in page for page in headed if "Уже учтено" in page)


@PANELS
@pytest.mark.parametrize("large", [False, True], ids=["plain", "large"])
@pytest.mark.parametrize("low", [False, True], ids=["standing", "low"])
def test_what_is_wrong_with_what_was_typed_is_seen_at_once(panel: Panel, large: bool, low: bool) -> None:
    """On the first page or the quiet panel: nobody turns a page to learn of a slip.

    On a panel on its side the keys leave enlarged words less room than they need: they begin there.
    """
    comfort = Comfort(large=large, low_reach=low)
    seen = 0
    for name, one in every_view(world(), comfort):
        wrong = [block for block in one.blocks if isinstance(block, Notice)]
        if not wrong or tool_of(one.blocks) is None or any(isinstance(b, TouchTest) for b in one.blocks):
            continue
        seen += 1
        words = " ".join(node.name for node in drawn(one, panel).nodes)
        assert {word for word in wrong[0].title.split() if word not in words} == set(), name
        if not (large and panel.landscape):
            assert {word for word in wrong[0].text.split() if word not in words} == set(), name
    assert seen > 10


def test_the_invitation_is_never_torn_in_two() -> None:
    for name, one in every_view(world(), Comfort(large=True)):
        heroes = [block for block in one.blocks if isinstance(block, Hero)]
        for hero in heroes:
            pages = drawn(one).pages
            whole = [p for p in range(pages) if any(hero.title in n.name for n in drawn(one, page=p).nodes)]
            assert len(whole) == 1, name


def test_as_much_of_what_was_found_as_has_room_stands_over_the_keys() -> None:
    one = catalogue()["goods-search-medicine-live"]
    drawing = drawn(one, LANDSCAPE)
    assert drawing.pages == 1
    rows = next(block for block in one.blocks if isinstance(block, Rows)).rows
    assert sum(node.press in [row.press for row in rows] for node in drawing.nodes) >= 3
