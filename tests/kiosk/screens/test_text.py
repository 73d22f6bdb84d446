"""Lines that fit: words whole where they can be, divided by syllables where they cannot."""

from __future__ import annotations

import pytest

from kiosk.screens.text import reads_well, wrap
from kiosk.screens.theme import BODY, TypeStyle


class TenAChar:
    """Every character is ten wide."""

    def width(self, text: str, style: TypeStyle, size: int) -> float:
        return 10 * len(text)


def broken(text: str, columns: int) -> tuple[str, ...]:
    return wrap(text, 10 * columns, BODY, 38, TenAChar())


def test_words_stay_whole_where_they_fit() -> None:
    assert broken("Куда обратиться за помощью", 16) == ("Куда обратиться", "за помощью")


def test_a_forced_line_end_is_kept() -> None:
    assert broken("раз\nдва три", 20) == ("раз", "два три")


def test_a_hard_space_is_never_broken() -> None:
    assert broken("всего 12\u00a0345,67\u00a0₽", 12) == ("всего", "12\u00a0345,67\u00a0₽")


@pytest.mark.parametrize(
    ("word", "columns", "parts"),
    [
        ("здравоохранение", 10, ("здравоох-", "ранение")),
        ("самообслуживание", 9, ("самообс-", "луживание")),
    ],
)
def test_a_word_wider_than_the_line_is_divided_by_syllables(
    word: str, columns: int, parts: tuple[str, ...]
) -> None:
    got = broken(word, columns)
    assert "".join(part.removesuffix("-") for part in got) == word
    assert all(len(part) <= columns for part in got)
    assert all(len(part.removesuffix("-")) >= 2 for part in got)
    assert got == parts


def test_no_line_begins_with_a_soft_sign() -> None:
    for columns in range(4, 12):
        assert all(line[0] not in "ьъй" for line in broken("обстоятельство", columns))


def test_what_has_no_syllables_is_cut_where_it_must_be() -> None:
    assert broken("12345678901234567890", 8) == ("12345678", "90123456", "7890")


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("Чем пособие отличается от услуги", 25, ("Чем пособие отличается", "от услуги")),
        ("Ответьте нам до 4 декабря", 18, ("Ответьте нам", "до 4 декабря")),
        ("Мурманск, просп. Ленина, д. 49", 27, ("Мурманск, просп. Ленина,", "д. 49")),
        ("Одна бронь — один читатель", 12, ("Одна бронь —", "один", "читатель")),
    ],
)
def test_no_line_ends_with_what_is_read_with_the_next_word(
    text: str, columns: int, lines: tuple[str, ...]
) -> None:
    assert broken(text, columns) == lines


def test_reading_well_costs_no_line_more() -> None:
    assert broken("А дом и сад мой", 9) == ("А дом", "и сад мой")
    assert broken("А дом и сад мой", 7) == ("А дом и", "сад мой"), "the control: two lines, not three"


def test_a_short_word_does_not_stand_alone_on_the_last_line() -> None:
    assert broken("Понедельник, 23 ноября, 10:00", 24) == ("Понедельник,", "23 ноября, 10:00")
    assert broken("Номер семьсот пятнадцать да", 24) == ("Номер семьсот", "пятнадцать да")
    assert broken("Рассматривают обращение", 14) == ("Рассматривают", "обращение"), "a long word may"


def test_lines_read_well_unless_one_leans_on_the_next() -> None:
    assert reads_well(("Детский сад «Полянка»,", "с 1 сентября", "2027 года"))
    assert not reads_well(("Детский сад «Полянка», с", "1 сентября 2027 года"))
    assert not reads_well(("Ответьте до 4", "декабря"))
