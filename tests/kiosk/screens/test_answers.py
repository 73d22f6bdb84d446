"""How answers are laid out: larger where few, in columns where many, never torn from their question."""

from __future__ import annotations

from kiosk.flow.blocks import Block, Choice, Choices, Section, Tab, Tabs, Title
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import Touched
from kiosk.flow.views import Button
from kiosk.screens.drawing import Drawing, Node, Role
from kiosk.screens.fonts import font_files
from kiosk.screens.layout.page import lay_out
from kiosk.screens.panel import PORTRAIT
from kiosk.screens.ruler import KivyRuler
from kiosk.screens.theme import TARGET
from tests.kiosk.screens.sample_views import view
from tests.kiosk.worlds import WORDS

WAITING = Button("Дальше", Touched(), primary=True, enabled=False)


def choices(count: int, title: str = "Ответ", *, dense: bool = False) -> Choices:
    return Choices(
        tuple(Choice(f"{title} {number}", False, Touched()) for number in range(count)), dense=dense
    )


def drawn(*blocks: Block, page: int = 0, actions: tuple[Button, ...] = ()) -> Drawing:
    shown = view(*blocks, actions=actions)
    return lay_out(shown, PORTRAIT, KivyRuler(font_files()), WORDS["ru"], page)


def answers(drawing: Drawing) -> list[Node]:
    return [node for node in drawing.nodes if node.role is Role.CHOICE]


def test_few_answers_are_larger_than_many() -> None:
    few, many = answers(drawn(Title("?"), choices(3))), answers(drawn(Title("?"), choices(13, "Ответ " * 4)))
    assert few[0].box.height > TARGET
    assert many[0].box.height == TARGET


def test_many_short_answers_stand_in_two_columns_on_one_page() -> None:
    drawing = drawn(Title("?"), choices(16))
    assert drawing.pages == 1
    assert len({node.box.x for node in answers(drawing)}) == 2
    assert len({node.box.x for node in answers(drawn(Title("?"), choices(5)))}) == 1
    assert len({node.box.x for node in answers(drawn(Title("?"), choices(5, dense=True)))}) == 2


def test_a_question_is_not_torn_from_its_answers() -> None:
    long = "Длинный ответ, которому нужна вся строка"
    blocks = (Title("О вас"), Section("Первый?"), choices(7, long), Section("Второй?"), choices(7, long))
    pages = [drawn(*blocks, page=page) for page in range(2)]
    assert pages[0].pages == 2
    for number, question in enumerate(("Первый?", "Второй?")):
        assert [node.name for node in pages[number].nodes if node.name.endswith("й?")] == [question]
        assert len(answers(pages[number])) == 7


def test_a_question_too_long_for_a_page_goes_on_over_pages() -> None:
    long = "Длинный ответ, которому нужна вся строка"
    blocks = (Title("О вас"), Section("Первый?"), choices(20, long))
    first = drawn(*blocks)
    shown = [len(answers(drawn(*blocks, page=page))) for page in range(first.pages)]
    assert sum(shown) == 20
    assert shown[0] > 5


def test_while_the_main_button_waits_the_pager_leads_on() -> None:
    blocks = (Title("О вас"), choices(30, "Длинный ответ, которому нужна вся строка"))
    accent = drawn(*blocks, actions=(WAITING,))
    quiet = drawn(*blocks)

    def fill(drawing: Drawing) -> object:
        down = next(node for node in drawing.nodes if node.name == WORDS["ru"]("screen.page.down"))
        return down.marks[0].fill  # type: ignore[union-attr]

    assert fill(accent) != fill(quiet)


def test_a_tab_shows_its_count_under_its_title_and_says_both() -> None:
    tabs = Tabs(
        tuple(Tab(title, False, Touched(), "24") for title in ("Положено", "Возможно", "Не положено"))
    )
    nodes = [node for node in drawn(Title("?"), tabs).nodes if node.role is Role.TAB]
    assert [node.name for node in nodes] == ["Положено: 24", "Возможно: 24", "Не положено: 24"]
    assert all([line.text for line in node.marks[1:]][-1] == "24" for node in nodes)  # type: ignore[union-attr]


def test_fields_and_keys_of_the_pad_stand_in_one_column() -> None:
    pad = NumberPad(tuple(Field(label, "", active=label == "День") for label in ("День", "Месяц", "Год")))
    nodes = drawn(Title("?"), pad).nodes
    fields = [node.box for node in nodes if node.role is Role.FIELD]
    keys = [node.box for node in nodes if node.role is Role.KEY]
    assert round(fields[0].x) == min(round(key.x) for key in keys)
    assert abs(fields[-1].right - max(key.right for key in keys)) <= 2
