"""Wordings: plural forms as CLDR has them, placeholders, and loud failures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from content.i18n import PLURAL_FORMS, MissingWordingError, Words

RUSSIAN = Words(
    "ru",
    {
        "hello": ("Здравствуйте, {name}",),
        "tries": ("Осталась {n} попытка", "Осталось {n} попытки", "Осталось {n} попыток"),
        "short": ("одна", "несколько"),
    },
)


@given(st.integers(0, 10**6), st.sampled_from(["ru", "en"]))
def test_plural_forms_agree_with_babel(number: int, language: str) -> None:
    words = Words(language, {"key": PLURAL_FORMS[language]})
    assert words.plural("key", number) == Locale(language).plural_form(number)


def test_a_fraction_takes_the_genitive_singular() -> None:
    assert RUSSIAN.plural("tries", Decimal("1.5")) == "Осталось 1.5 попытки"


def test_values_are_filled_in() -> None:
    assert RUSSIAN("hello", name="Мария") == "Здравствуйте, Мария"
    assert RUSSIAN.plural("tries", 1) == "Осталась 1 попытка"
    assert RUSSIAN.plural("tries", 5, n="пять") == "Осталось пять попыток"


@pytest.mark.parametrize("key", ["nothing", "hello"])
def test_a_missing_wording_or_value_is_loud(key: str) -> None:
    with pytest.raises(MissingWordingError):
        RUSSIAN(key)


def test_a_missing_plural_form_is_loud() -> None:
    with pytest.raises(MissingWordingError, match="short has no plural form"):
        RUSSIAN.plural("short", 5)
