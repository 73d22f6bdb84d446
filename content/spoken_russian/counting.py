"""Counted things: a number with its noun, in gender and case as far as endings tell."""

from __future__ import annotations

from typing import Final

from content.numerals_ru import Case, Gender, agreeing, cardinal

LONGEST_QUANTITY: Final = 12  # digits; what is longer is the number of a document

_WHOLES: Final = ("целая", "целых", "целых")
_FRACTIONS: Final = {
    1: ("десятая", "десятых", "десятых"),
    2: ("сотая", "сотых", "сотых"),
    3: ("тысячная", "тысячных", "тысячных"),
}
_FEMININE_SINGULAR: Final = ("а", "я", "ь")
_FEMININE_FEW: Final = ("и", "ы", "ие", "ые")
_MASCULINE: Final = frozenset({"день", "рубль", "июнь", "июль", "апрель"})
_NO_NOUNS: Final = frozenset(
    {"и", "или", "либо", "но", "не", "по", "на", "за", "о", "во", "это", "если", "все"}
)

Forms = tuple[str, str, str]
"""A noun after one, two and five: «рубль», «рубля», «рублей»."""


def counted(number: int, forms: Forms, case: Case) -> str:
    """«двадцать одна копейка», «двадцати одной копейки»."""
    return f"{integer(str(number), gender_of(forms), case)} {agreeing(number, forms, case)}"


def with_noun(digits: str, noun: str, case: Case) -> str:
    """A number before a noun that is written already: «две недели», «за одну неделю»."""
    number = int(digits.replace(" ", ""))
    said = integer(digits, _gender_by(noun, number, case), case)
    if number % 10 == 1 and number % 100 != 11 and noun.endswith(("у", "ю")):
        said = f"{said.removesuffix('один')}одну"
    return f"{said} {noun}".strip()


def integer(digits: str, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """A whole number; digit by digit where it begins with a zero or is too long for a quantity."""
    plain = digits.replace(" ", "")
    if len(plain) > LONGEST_QUANTITY or (plain.startswith("0") and len(plain) > 1):
        return digit_by_digit(plain)
    return cardinal(int(plain), gender, case)


def digit_by_digit(digits: str) -> str:
    """«ноль ноль семь»."""
    return " ".join(cardinal(int(digit)) for digit in digits if digit != " ")


def decimal(whole: int, part: str, case: Case) -> str:
    """«одна целая пять десятых»; a longer fraction digit by digit."""
    names = _FRACTIONS.get(len(part))
    if names is None:
        return f"{cardinal(whole)} запятая {digit_by_digit(part)}"
    wholes = f"{cardinal(whole, Gender.FEMININE, case)} {agreeing(whole, _WHOLES, case)}"
    return f"{wholes} {cardinal(int(part), Gender.FEMININE, case)} {agreeing(int(part), names, case)}"


def gender_of(forms: Forms) -> Gender:
    """The gender of a noun by the form that follows two: «копейки» against «рубля»."""
    return Gender.FEMININE if forms[1].endswith(_FEMININE_FEW) else Gender.MASCULINE


def _gender_by(noun: str, number: int, case: Case) -> Gender:
    """The gender of the noun as it is written after a number, where its ending tells."""
    ones = number % 10 if number % 100 not in (11, 12) else 0
    if noun.casefold() in _MASCULINE | _NO_NOUNS or ones not in (1, 2):
        return Gender.MASCULINE
    if case is Case.GENITIVE or ones == 2:
        return Gender.FEMININE if noun.endswith(_FEMININE_FEW) else Gender.MASCULINE
    if noun.endswith(("о", "е")):
        return Gender.NEUTER
    return Gender.FEMININE if noun.endswith(_FEMININE_SINGULAR) else Gender.MASCULINE
