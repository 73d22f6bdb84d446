"""Numbers that name rather than count: phones, ordinals, acts and their articles."""

from __future__ import annotations

import re
from typing import Final

from content.numerals_ru import Case, Gender, cardinal, ordinal
from content.spoken_russian.context import ALONE, Rule

_PHONE: Final = re.compile(
    r"(?<![\w-])(\+7|8)[ -]?\(?(\d{3})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})(?![\d-])"
)
_PERIODS: Final = {"мес": "месяц", "год": "год", "день": "день", "сутки": "сутки"}
_PER: Final = re.compile(rf"\s?/\s?({'|'.join(_PERIODS)})\b\.?")  # «₽/мес.»
_OF_YEARS: Final = re.compile(rf"{ALONE}(\d{{1,3}})-(лет\w+)")  # «80-летний»
_YEARS_STEMS: Final = {90: "девяносто", 100: "сто"}
_ORDINAL: Final = re.compile(rf"{ALONE}(\d{{1,4}})-(й|я|е|го|м)(?!\w)")
_ORDINAL_FORMS: Final = {
    "й": (Case.NOMINATIVE, Gender.MASCULINE),
    "я": (Case.NOMINATIVE, Gender.FEMININE),
    "е": (Case.NOMINATIVE, Gender.NEUTER),
    "го": (Case.GENITIVE, Gender.MASCULINE),
    "м": (Case.PREPOSITIONAL, Gender.MASCULINE),
}
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_ROMAN_ORDINAL: Final = re.compile(r"\b(I{1,3}|IV|VI{0,3}|IX|X)\b(?: (групп[аы]|степен[ьи]))?")
_HYPHENED_NUMBER: Final = re.compile(r"№ ?\d+(?:-\d+)+")  # «№ 4301-1»
_ARTICLES: Final = re.compile(r"(ст\. |ч\. |п\. |\d\.)(\d+)\s?[–—]\s?(\d)")  # «ст. 13–15», «12.5–12.7»
_NUMBER_OF_ACT: Final = re.compile(r"(\d)-(?=[^\W\d_])")  # «181-ФЗ»
_POINTS: Final = re.compile(rf"{ALONE}\d+(?:\.\d+)+")  # «ст. 28.1»
_SLASH: Final = re.compile(r"(?<=\d)\s?/\s?(?=\d)")


def _phone(found: re.Match[str]) -> str:
    country = "плюс семь" if found[1] == "+7" else "восемь"
    return ", ".join([country, *(_phone_group(found[group]) for group in (2, 3, 4, 5))])


def _phone_group(digits: str) -> str:
    rest = digits.lstrip("0")
    zeros = ["ноль"] * (len(digits) - len(rest))
    return " ".join([*zeros, cardinal(int(rest))] if rest else zeros)


def _per(found: re.Match[str]) -> str:
    return f" в {_PERIODS[found[1]]}"


def _of_years(found: re.Match[str]) -> str:
    number = int(found[1])
    stem = _YEARS_STEMS.get(number) or "".join(cardinal(number, case=Case.GENITIVE).split())
    return f"{stem}{found[2]}"


def _ordinal(found: re.Match[str]) -> str:
    return ordinal(int(found[1]), *_ORDINAL_FORMS[found[2]])


def _roman(found: re.Match[str]) -> str:
    noun = found[2] or ""
    case = Case.GENITIVE if noun.endswith(("ы", "и")) else Case.NOMINATIVE
    gender = Gender.FEMININE if noun else Gender.MASCULINE
    return f"{ordinal(_ROMAN.index(found[1]) + 1, case, gender)} {noun}".strip()


NUMBERING: Final[tuple[Rule, ...]] = (
    (_PER, _per),
    (_OF_YEARS, _of_years),
    (_ORDINAL, _ordinal),
    (_ROMAN_ORDINAL, _roman),
    (_HYPHENED_NUMBER, lambda found: found[0].replace("-", " дефис ")),
    (_ARTICLES, lambda found: f"{found[1]}{found[2]} по {found[3]}"),
    (_NUMBER_OF_ACT, lambda found: f"{found[1]} "),
    (_POINTS, lambda found: found[0].replace(".", " точка ")),
    (_SLASH, lambda found: " дробь "),
)
PHONES: Final[tuple[Rule, ...]] = ((_PHONE, _phone),)
