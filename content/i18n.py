"""The words of the screens: wordings by dotted key in one language, with plural forms and placeholders.

`Words` is built once at a front door (`content.catalogues.words`) and passed in; it reads no file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

LANGUAGES: Final = ("ru", "en")

# Order of msgstr[0], msgstr[1], … in our catalogues, as CLDR names the categories.
PLURAL_FORMS: Final[Mapping[str, tuple[str, ...]]] = {"ru": ("one", "few", "many"), "en": ("one", "other")}

Catalogue = Mapping[str, tuple[str, ...]]
"""Wordings by key: one form, or as many plural forms as the language has."""


class MissingWordingError(LookupError):
    """A wording or one of its placeholders is missing: an error of the program, found by the tests."""


def _russian_plural(number: int | Decimal) -> str:
    """CLDR's rule for Russian; a fraction takes the genitive singular, which is the form of "few"."""
    if number % 1:
        return "few"
    tens, ones = divmod(abs(int(number)) % 100, 10)
    if tens == 1 or ones == 0 or ones >= 5:
        return "many"
    return "one" if ones == 1 else "few"


def _english_plural(number: int | Decimal) -> str:
    """CLDR's rule for English: only the whole number one is singular."""
    return "one" if abs(number) == 1 else "other"


# Written out, since loading Babel's locale data costs a kiosk 50 ms at each start; tested against Babel.
_PLURAL_RULES: Final[Mapping[str, Callable[[int | Decimal], str]]] = {
    "ru": _russian_plural,
    "en": _english_plural,
}


def plural_form(number: int | Decimal, language: str) -> str:
    """Which of the language's PLURAL_FORMS goes with `number`."""
    return _PLURAL_RULES[language](number)


class Words:
    """The wordings of one language: `words("home.title", name=…)`, `words.plural("pin.tries", 3)`."""

    def __init__(self, language: str, catalogue: Catalogue) -> None:
        """Take the catalogue of `language` ("ru" or "en"), already read."""
        self.language: Final = language
        self._catalogue = catalogue
        self._plural_category = _PLURAL_RULES[language]
        self._forms = PLURAL_FORMS[language]

    def __call__(self, key: str, /, **values: object) -> str:
        """The wording of `key` with `{placeholders}` filled in; raises MissingWordingError."""
        return _filled(key, self._forms_of(key)[0], values)

    def __contains__(self, key: str) -> bool:
        return key in self._catalogue

    def plural(self, key: str, number: int | Decimal, /, **values: object) -> str:
        """The form of `key` that agrees with `number`, which the wording may use as `{n}`."""
        forms = self._forms_of(key)
        category = self._plural_category(number)
        index = self._forms.index(category)
        if index >= len(forms):
            raise MissingWordingError(f"{self.language}: {key} has no plural form {index} ({category})")
        return _filled(key, forms[index], {"n": number, **values})

    def _forms_of(self, key: str) -> tuple[str, ...]:
        try:
            return self._catalogue[key]
        except KeyError:
            raise MissingWordingError(f"{self.language}: {key}") from None


def _filled(key: str, wording: str, values: Mapping[str, object]) -> str:
    if "{" not in wording:
        return wording
    try:
        return wording.format_map(values)
    except KeyError as missing:
        raise MissingWordingError(f"{key}: no value for {{{missing.args[0]}}}") from None
