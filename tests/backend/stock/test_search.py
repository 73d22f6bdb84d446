"""Things are found as people type them, on both databases alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.misspelling import fragments_of, slips_between
from backend.stock.values import Item
from tests.backend.stock.shelf import TABLETS, Shelf

OTHERS = tuple(
    replace(TABLETS, item=f"m-{number}", title=title, substance=substance)
    for number, (title, substance) in enumerate(
        (
            ("Парацетамол", "парацетамол"),
            ("Метоворин", "метформин"),
            ("Каптодар", "каптоприл"),
            ("Капторен", "каптоприл"),
            ("Инсуларин лонг", "инсулин гларгин"),
        ),
        start=2,
    )
)


@pytest.mark.parametrize(
    "typed",
    [
        "метоворин",  # as it is
        "МЕТОВОРИН",
        "метов",  # still being typed
        "матоворин",  # changed
        "мтоворин",  # left out
        "меттоворин",  # put in
        "метвоорин",  # swapped
        "метовориг",  # the last letter
        "ветоворин",  # the first letter
        "метофо",  # a slip while it is being typed
        "vtnjdjhby",  # the wrong layout
        "metovorin",  # in Latin letters
        "метформин",  # by its substance
        "метформинн",
        "мето ворин",  # a space too many
    ],
)
def test_a_name_is_found_as_people_type_it(shelf: Shelf, typed: str) -> None:
    shelf.put(*OTHERS)
    assert shelf.found(typed)[0] == "Метоворин"


def test_the_name_itself_comes_before_what_is_made_of_it(shelf: Shelf) -> None:
    shelf.put(*OTHERS)
    assert shelf.found("парацетамол") == ["Парацетамол", "Бролизал"]


def test_everything_made_of_a_substance_is_found(shelf: Shelf) -> None:
    shelf.put(*OTHERS)
    assert set(shelf.found("каптаприл")) == {"Каптодар", "Капторен"}


@pytest.mark.parametrize("typed", ["мертвые души", "гоголь", "души гоголя", "мертвыедуши", "метрвые души"])
def test_a_book_is_found_by_title_and_author(shelf: Shelf, typed: str) -> None:
    assert shelf.found(typed, "book") == ["Мёртвые души"]


@pytest.mark.parametrize("typed", ["", "   ", "%", "'; --", "щщщщщщщ", "\U0001f48a", "ы" * 1000])
def test_what_is_nothing_finds_nothing(shelf: Shelf, typed: str) -> None:
    shelf.put(*OTHERS)
    assert shelf.found(typed) == []


def test_kinds_are_apart(shelf: Shelf) -> None:
    assert shelf.found("бролизал", "book") == []
    assert shelf.found("гоголь") == []


def test_a_corrected_item_is_found_by_its_new_name_only(shelf: Shelf) -> None:
    shelf.put(replace(TABLETS, title="Новинол"))
    assert shelf.found("новинол") == ["Новинол"]
    assert shelf.found("бролизал") == []


def test_a_word_that_is_not_known_does_not_hide_the_others(shelf: Shelf) -> None:
    assert shelf.found("бролизал подешевле") == ["Бролизал"]


LETTERS = "абвгде"


def slips_of(word: str) -> list[str]:
    """Every word that one slip makes of it."""
    made = [word[:at] + word[at + 1 :] for at in range(len(word))]
    made += [word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in LETTERS]
    made += [word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in LETTERS]
    made += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return [each for each in made if each != word]


@pytest.mark.parametrize("word", ["бегад", "вагабед", "дегабвае", "абвгдеабвгде"])
def test_every_single_slip_shares_a_fragment_with_its_word(word: str) -> None:
    for asked in slips_of(word):
        if len(asked) >= 4:
            assert fragments_of(asked) & fragments_of(word), asked
            assert slips_between(asked, word) <= 1, asked


def test_without_the_fragments_with_a_letter_left_out_slips_are_not_found() -> None:
    """The control: beginnings alone have nothing in common with most slips."""
    missed = [asked for asked in slips_of("вагабед") if asked[:7] != "вагабед"[:7]]
    assert len(missed) > 50


def test_books_of_one_author_are_told_apart(shelf: Shelf) -> None:
    shelf.put(Item("b-2", "book", "Ревизор", "", "Н. В. Гоголь"))
    assert shelf.found("гоголь ревизор", "book") == ["Ревизор"]
    assert set(shelf.found("гоголь", "book")) == {"Ревизор", "Мёртвые души"}
