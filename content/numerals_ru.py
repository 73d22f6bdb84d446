"""Russian numerals in words: cardinals by gender and case, ordinals by ending.

Written out here because the usual library takes a kiosk 70 ms to import; the tests compare with it.
"""

from __future__ import annotations

from enum import Enum
from typing import Final


class Gender(Enum):
    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"


class Case(Enum):
    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    PREPOSITIONAL = "prepositional"  # of ordinals: «в две тысячи двадцать шестом году»


LARGEST: Final = 10**12 - 1

_N, _G = Case.NOMINATIVE, Case.GENITIVE

_ONE: Final = {
    _N: {Gender.MASCULINE: "один", Gender.FEMININE: "одна", Gender.NEUTER: "одно"},
    _G: {Gender.MASCULINE: "одного", Gender.FEMININE: "одной", Gender.NEUTER: "одного"},
}
_UNITS: Final = {
    _N: (
        "ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять",
        "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать",
        "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать",
    ),
    _G: (
        "ноля", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти",
        "десяти", "одиннадцати", "двенадцати", "тринадцати", "четырнадцати", "пятнадцати",
        "шестнадцати", "семнадцати", "восемнадцати", "девятнадцати",
    ),
}  # fmt: skip
_TENS: Final = {
    _N: (
        "", "", "двадцать", "тридцать", "сорок", "пятьдесят",
        "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
    ),
    _G: (
        "", "", "двадцати", "тридцати", "сорока", "пятидесяти",
        "шестидесяти", "семидесяти", "восьмидесяти", "девяноста",
    ),
}  # fmt: skip
_HUNDREDS: Final = {
    _N: (
        "", "сто", "двести", "триста", "четыреста", "пятьсот",
        "шестьсот", "семьсот", "восемьсот", "девятьсот",
    ),
    _G: (
        "", "ста", "двухсот", "трёхсот", "четырёхсот", "пятисот",
        "шестисот", "семисот", "восьмисот", "девятисот",
    ),
}  # fmt: skip
_THOUSANDS: Final = (
    (Gender.FEMININE, ("тысяча", "тысячи", "тысяч")),
    (Gender.MASCULINE, ("миллион", "миллиона", "миллионов")),
    (Gender.MASCULINE, ("миллиард", "миллиарда", "миллиардов")),
)

# Stems of ordinals and their declension: "ый", "ой", or "ий" (третий).
_ORDINAL_UNITS: Final = (
    ("нулев", "ой"), ("перв", "ый"), ("втор", "ой"), ("трет", "ий"), ("четвёрт", "ый"), ("пят", "ый"),
    ("шест", "ой"), ("седьм", "ой"), ("восьм", "ой"), ("девят", "ый"), ("десят", "ый"),
    ("одиннадцат", "ый"), ("двенадцат", "ый"), ("тринадцат", "ый"), ("четырнадцат", "ый"),
    ("пятнадцат", "ый"), ("шестнадцат", "ый"), ("семнадцат", "ый"), ("восемнадцат", "ый"),
    ("девятнадцат", "ый"),
)  # fmt: skip
_ORDINAL_TENS: Final = (
    ("", ""), ("", ""), ("двадцат", "ый"), ("тридцат", "ый"), ("сороков", "ой"), ("пятидесят", "ый"),
    ("шестидесят", "ый"), ("семидесят", "ый"), ("восьмидесят", "ый"), ("девяност", "ый"),
)  # fmt: skip
_ORDINAL_HUNDREDS: Final = tuple((f"{stem}сот" if stem != "ст" else "сот", "ый") for stem in (
    "", "ст", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти",
))  # fmt: skip
_ORDINAL_ENDINGS: Final = {
    (Case.GENITIVE, Gender.MASCULINE): ("ого", "ьего"),
    (Case.GENITIVE, Gender.NEUTER): ("ого", "ьего"),
    (Case.GENITIVE, Gender.FEMININE): ("ой", "ьей"),
    (Case.PREPOSITIONAL, Gender.MASCULINE): ("ом", "ьем"),
    (Case.PREPOSITIONAL, Gender.NEUTER): ("ом", "ьем"),
    (Case.PREPOSITIONAL, Gender.FEMININE): ("ой", "ьей"),
    (Case.NOMINATIVE, Gender.NEUTER): ("ое", "ье"),
    (Case.NOMINATIVE, Gender.FEMININE): ("ая", "ья"),
}


def cardinal(number: int, gender: Gender = Gender.MASCULINE, case: Case = Case.NOMINATIVE) -> str:
    """«двадцать одна», «трёхсот пятидесяти тысяч»; below 10¹², nominative or genitive."""
    if number < 0:
        return f"минус {cardinal(-number, gender, case)}"
    if number == 0:
        return _UNITS[case][0]
    groups = [_hundreds(number % 1000, gender, case)]
    for scale_gender, forms in _THOUSANDS:
        number //= 1000
        if group := number % 1000:
            groups.append(f"{_hundreds(group, scale_gender, case)} {agreeing(group, forms, case)}")
    return " ".join(group for group in reversed(groups) if group)


def agreeing(number: int, forms: tuple[str, str, str], case: Case = Case.NOMINATIVE) -> str:
    """The form of a noun («рубль», «рубля», «рублей») that follows `number` in this case."""
    singular = number % 10 == 1 and number % 100 != 11
    if case is Case.GENITIVE:
        return forms[1] if singular else forms[2]
    if singular:
        return forms[0]
    few = 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14
    return forms[1] if few else forms[2]


def ordinal(number: int, case: Case = Case.NOMINATIVE, gender: Gender = Gender.MASCULINE) -> str:
    """«третьего», «две тысячи двадцать шестом»; from 0 to 9999 (days, years, floors)."""
    head, (stem, declension) = _ordinal_parts(number)
    if (case, gender) == (Case.NOMINATIVE, Gender.MASCULINE):
        ending = declension
    else:
        hard, soft = _ORDINAL_ENDINGS[case, gender]
        ending = soft if declension == "ий" else hard
    return f"{head} {stem}{ending}".strip()


def _hundreds(number: int, gender: Gender, case: Case) -> str:
    words = [_HUNDREDS[case][number // 100]]
    rest = number % 100
    if rest >= 20:
        words.append(_TENS[case][rest // 10])
        rest %= 10
    if rest == 1:
        words.append(_ONE[case][gender])
    elif rest == 2 and gender is Gender.FEMININE and case is Case.NOMINATIVE:
        words.append("две")
    elif rest:
        words.append(_UNITS[case][rest])
    return " ".join(word for word in words if word)


def _ordinal_parts(number: int) -> tuple[str, tuple[str, str]]:
    """The words that stay cardinal, and stem and declension of the last one."""
    if number < 20:
        return "", _ORDINAL_UNITS[number]
    if number < 100 and number % 10 == 0:
        return "", _ORDINAL_TENS[number // 10]
    if number < 1000 and number % 100 == 0:
        return "", _ORDINAL_HUNDREDS[number // 100]
    if number % 1000 == 0:
        thousands = number // 1000
        return "", (f"{'' if thousands == 1 else cardinal(thousands, case=Case.GENITIVE)}тысячн", "ый")
    place = next(place for place in (10, 100, 1000) if number % place)
    last = number % 100 if 10 < number % 100 < 20 else number % place
    _, tail = _ordinal_parts(last)
    return cardinal(number - last).removeprefix("одна "), tail  # «тысяча девятьсот», as years are said
