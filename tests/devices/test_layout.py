"""The paper: what LOOK of a sheet a citizen gets, at 80 mm and at 58 mm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.layout import CodeLine, CutLine, PaperLine, TextLine, as_text, lay_out, wrap
from devices.ports import Align, CheckItem, Cut, Element, Line, Pair, QrCode, Rule, Sheet, Space

WIDE, NARROW = 48, 32


def laid(*elements: Element, columns: int = WIDE) -> tuple[PaperLine, ...]:
    return lay_out(Sheet("test", elements), columns)


def texts(*elements: Element, columns: int = WIDE) -> list[str]:
    return [line.text for line in laid(*elements, columns=columns) if isinstance(line, TextLine)]


def test_words_stay_whole_and_lines_stay_within_the_paper() -> None:
    lines = texts(
        Line("Компенсация расходов на оплату жилого помещения и коммунальных услуг"), columns=NARROW
    )
    assert lines == ["Компенсация расходов на оплату", "жилого помещения и коммунальных", "услуг"]


def test_an_amount_is_never_split() -> None:
    assert texts(Line("Ежемесячно выплачивается 12 345,67 ₽ на счёт"), columns=NARROW) == [
        "Ежемесячно выплачивается",
        "12 345,67 руб. на счёт",
    ]


@pytest.mark.parametrize("glued", ["№ 12", "1 234 567 руб.", "Иванова М. П.", "д. 5", "каб. 204"])
def test_what_belongs_together_moves_to_the_next_line_together(glued: str) -> None:
    for filler in range(1, 40):
        text = f"{'а' * filler} {glued} конец"
        assert any(glued in line for line in wrap(text, NARROW)), text


def test_a_pair_has_its_value_at_the_right_edge() -> None:
    (line,) = texts(Pair("Сумма", "1 200,00 ₽"))
    assert line == "Сумма" + "1 200,00 руб.".rjust(WIDE - len("Сумма"))


def test_a_value_that_does_not_fit_moves_below_still_at_the_right_edge() -> None:
    lines = texts(
        Pair("Орган, который назначает меру", "Центр социальной поддержки населения"), columns=NARROW
    )
    assert lines == [
        "Орган, который назначает меру",
        "Центр социальной поддержки".rjust(NARROW),
        "населения".rjust(NARROW),
    ]


def test_a_long_label_keeps_a_short_value_on_its_last_line() -> None:
    lines = texts(Pair("Ежемесячная денежная выплата ветерану труда", "500 ₽"), columns=NARROW)
    assert lines == ["Ежемесячная денежная выплата", "ветерану труда" + "500 руб.".rjust(NARROW - 14)]


def test_things_to_bring_have_a_box_and_a_hanging_indent() -> None:
    assert texts(CheckItem("Паспорт гражданина Российской Федерации"), columns=NARROW) == [
        "[ ] Паспорт гражданина",
        "    Российской Федерации",
    ]


def test_a_large_line_counts_double() -> None:
    lines = laid(Line("Талон номер А-104 к специалисту", large=True, align=Align.CENTRE))
    assert lines == (
        TextLine("Талон номер А-104", large=True, centred=True),
        TextLine("к специалисту", large=True, centred=True),
    )


def test_rule_space_and_code() -> None:
    lines = laid(Rule(), Space(2), QrCode("https://okno.example/1", "Наведите камеру телефона"))
    assert lines[0] == TextLine("─" * WIDE)
    assert lines[1:3] == (TextLine(""), TextLine(""))
    assert lines[3] == TextLine("")
    assert lines[4] == CodeLine("https://okno.example/1")
    assert lines[5] == TextLine("")
    assert lines[6] == TextLine("Наведите камеру телефона", centred=True)


def test_a_cut_in_the_middle_is_a_line_of_its_own() -> None:
    lines = laid(Line("Первый"), Cut(), Line("Второй"))
    assert lines[1] == CutLine()
    assert as_text(lines, 5).splitlines()[1] == "- - -"


def test_plain_text_shows_the_paper_as_it_will_look() -> None:
    paper = as_text(laid(Line("Окно", align=Align.CENTRE), Pair("Всего", "2")), WIDE)
    assert paper.splitlines() == ["Окно".center(WIDE).rstrip(), "Всего" + "2".rjust(WIDE - 5)]


words = st.lists(st.text("абвгдежзАБВ0123456789.,-№", min_size=1, max_size=NARROW), max_size=30)


@given(words, st.sampled_from([NARROW, WIDE]))
def test_no_word_that_fits_is_cut_and_nothing_is_lost(parts: list[str], width: int) -> None:
    lines = wrap(" ".join(parts), width)
    assert all(len(line) <= width for line in lines)
    assert " ".join(lines).split() == [part for part in parts if part]


elements = st.one_of(
    st.builds(Line, st.text(), st.booleans(), st.booleans(), st.sampled_from(Align)),
    st.builds(Pair, st.text(), st.text(), st.booleans()),
    st.builds(CheckItem, st.text()),
    st.just(Rule()),
)


@given(st.lists(elements, max_size=8), st.sampled_from([NARROW, WIDE]))
def test_any_sheet_stays_within_the_paper(sheet: list[Element], columns: int) -> None:
    for line in lay_out(Sheet("any", tuple(sheet)), columns):
        assert isinstance(line, TextLine)
        assert len(line.text) * (2 if line.large else 1) <= columns


def test_in_the_middle_of_a_paper_no_house_number_stands_alone() -> None:
    place = Line("Мурманск, ул. Софьи Перовской, 17", align=Align.CENTRE)
    assert texts(place, columns=32) == [
        "Мурманск, ул. Софьи",
        "Перовской, 17",
    ]
    assert texts(place, columns=48) == ["Мурманск, ул. Софьи Перовской, 17"]


def test_a_value_of_two_lines_begins_beside_its_label_where_it_has_room() -> None:
    hours = Pair("Пн-Чт", "08:45-17:15 (перерыв\u00a013:00-13:45)")
    assert texts(hours, columns=32) == [
        "Пн-Чт                08:45-17:15",
        "           (перерыв 13:00-13:45)",
    ]
