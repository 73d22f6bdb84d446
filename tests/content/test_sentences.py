"""Sentences and words as the fifteen-word rule counts them."""

from __future__ import annotations

import pytest

from content.sentences import long_sentences, sentences, word_count


def test_sentences_and_list_lines_are_told_apart() -> None:
    text = "Возьмите паспорт. Придите в соцзащиту!\n- чек\n- справка"
    assert sentences(text) == ["Возьмите паспорт.", "Придите в соцзащиту!", "- чек", "- справка"]


def test_an_abbreviation_before_a_figure_ends_nothing() -> None:
    assert sentences("Статья ст. 28.1 закона.") == ["Статья ст. 28.1 закона."]


@pytest.mark.parametrize(
    ("text", "count"), [("Раз, два и три", 4), ("12 345,67 ₽", 2), ("— «»", 0), ("пин-код", 1)]
)
def test_words_are_counted_as_they_are_written(text: str, count: int) -> None:
    assert word_count(text) == count


def test_the_sixteenth_word_is_one_too_many() -> None:
    assert long_sentences("слово " * 15) == []
    assert len(long_sentences("слово " * 16)) == 1
