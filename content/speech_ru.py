"""Figures in a Russian text written out: dates, times, phones, money, percentages, ranges, numbers.

The case of a number follows the preposition before it («до», «от», «с», «более» take the genitive),
its gender the noun after it as far as endings tell; both are what a listener notices first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from content.numerals_ru import LARGEST, Case, Gender, agreeing, cardinal, ordinal

MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

_GENITIVE_BEFORE: Final = frozenset({
    "до", "от", "с", "со", "из", "без", "для", "около", "у", "кроме", "течение", "возрасте",
    "более", "менее", "больше", "меньше", "свыше", "после", "старше", "младше", "моложе",
    "выше", "ниже", "позднее", "позже", "раньше", "ранее", "дольше",
})  # fmt: skip
_PREPOSITIONS: Final = f"(?:{'|'.join(sorted(_GENITIVE_BEFORE))})"
_GROUPED: Final = r"\d{1,3}(?: \d{3})+(?!\d)|\d+"
_BEFORE: Final = r"(?<![\w.,:-])"
_MONTH: Final = "|".join(MONTHS)

_DATE: Final = re.compile(rf"{_BEFORE}(\d{{1,2}})\.(\d{{2}})\.(\d{{4}})(?: г\.| года)?(?!\d)")
_ISO_DATE: Final = re.compile(rf"{_BEFORE}(\d{{4}})-(\d{{2}})-(\d{{2}})(?!\d)")
_DAY_OF_MONTH: Final = re.compile(rf"{_BEFORE}(\d{{1,2}}) ({_MONTH})(?: (\d{{4}})(?: г\.| года)?)?(?!\w)")
_YEAR: Final = re.compile(rf"{_BEFORE}([12]\d{{3}}) (года|году|год|г\.)(?!\w)")
_TIMES: Final = re.compile(rf"{_BEFORE}(\d{{1,2}}):(\d{{2}})\s?[–—-]\s?(\d{{1,2}}):(\d{{2}})(?!\d)")
_TIME: Final = re.compile(r"(?:(?P<before>\w+) )?(?<![\w.,:-])(?P<h>\d{1,2}):(?P<m>\d{2})(?!\d)")
_PHONE: Final = re.compile(
    r"(?<![\w-])(\+7|8)[ -]?\(?(\d{3})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})(?![\d-])"
)
_RANGE: Final = re.compile(rf"{_BEFORE}({_GROUPED})\s?[–—]\s?({_GROUPED})(?![\d-])")
_ORDINAL: Final = re.compile(rf"{_BEFORE}(\d{{1,4}})-(й|я|е|го|м)(?!\w)")
_WEEKDAY_RANGE: Final = re.compile(
    r"\b(пн|вт|ср|чт|пт|сб|вс)\s?[–—-]\s?(пн|вт|ср|чт|пт|сб|вс)\b", re.IGNORECASE
)
_OF_YEARS: Final = re.compile(rf"{_BEFORE}(\d{{1,3}})-(лет\w+)")
_ROMAN_ORDINAL: Final = re.compile(r"\b(I{1,3}|IV|VI{0,3}|IX|X)\b(?: (групп[аы]|степен[ьи]))?")
_NUMBER_OF_ACT: Final = re.compile(r"(\d)-(?=[^\W\d_])")  # «181-ФЗ»
_HYPHENED_NUMBER: Final = re.compile(r"№ ?\d+(?:-\d+)+")  # «№ 4301-1»
_ARTICLES: Final = re.compile(r"(ст\. |ч\. |п\. |\d\.)(\d+)\s?[–—]\s?(\d)")  # «ст. 13–15», «12.5–12.7»
_POINTS: Final = re.compile(rf"{_BEFORE}\d+(?:\.\d+)+")  # «ст. 28.1»
_SLASH: Final = re.compile(r"(?<=\d)\s?/\s?(?=\d)")
_LEFT_OVER: Final = re.compile(r"\d+")
_AMOUNT: Final = re.compile(
    rf"(?:(?P<before>[^\W\d_]+) )?(?<![\w.,:])(?P<minus>[−-])?(?P<whole>{_GROUPED})(?:,(?P<part>\d+))?"
    rf"(?P<unit> ?(?:тыс\.|млн|млрд)(?!\w))?(?: ?(?P<sign>(?!{_PREPOSITIONS}\b)[^\W\d_]+\.?|м²|[₽%°]))?"
)
_ORDINAL_FORMS: Final = {
    "й": (Case.NOMINATIVE, Gender.MASCULINE),
    "я": (Case.NOMINATIVE, Gender.FEMININE),
    "е": (Case.NOMINATIVE, Gender.NEUTER),
    "го": (Case.GENITIVE, Gender.MASCULINE),
    "м": (Case.PREPOSITIONAL, Gender.MASCULINE),
}
_YEAR_FORMS: Final = {
    "год": (Case.NOMINATIVE, "год"),
    "года": (Case.GENITIVE, "года"),
    "г.": (Case.GENITIVE, "года"),
    "году": (Case.PREPOSITIONAL, "году"),
}
_WHOLES: Final = ("целая", "целых", "целых")
_FRACTIONS: Final = {
    1: ("десятая", "десятых", "десятых"),
    2: ("сотая", "сотых", "сотых"),
    3: ("тысячная", "тысячных", "тысячных"),
}
_KOPECKS: Final = ("копейка", "копейки", "копеек")
_HOURS: Final = ("час", "часа", "часов")
_MINUTES: Final = ("минута", "минуты", "минут")
_ROUBLE_SIGNS: Final = frozenset({"₽", "руб.", "руб", "рублей", "рубля", "рубль"})
_THOUSANDS: Final = {
    "тыс.": ("тысяча", "тысячи", "тысяч"),
    "млн": ("миллион", "миллиона", "миллионов"),
    "млрд": ("миллиард", "миллиарда", "миллиардов"),
}
_FEMININE_SINGULAR: Final = ("а", "я", "ь")
_FEMININE_FEW: Final = ("и", "ы", "ие", "ые")
_NOT_FEMININE: Final = frozenset({"день", "рубль", "июнь", "июль", "апрель"})

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_YEARS_STEMS: Final = {90: "девяносто", 100: "сто"}
_WEEKDAYS: Final = {
    "пн": ("понедельника", "понедельник"),
    "вт": ("вторника", "вторник"),
    "ср": ("среды", "среду"),
    "чт": ("четверга", "четверг"),
    "пт": ("пятницы", "пятницу"),
    "сб": ("субботы", "субботу"),
    "вс": ("воскресенья", "воскресенье"),
}  # «с понедельника по пятницу»

Forms = tuple[str, str, str]


class RussianFigures:
    """Writes out the figures of a text; `units` gives the plural forms of unit signs."""

    def __init__(self, units: Mapping[str, tuple[str, ...]]) -> None:
        self._units: Mapping[str, Forms] = {
            sign: (one, few, many) for sign, (one, few, many) in units.items()
        }

    def written_out(self, text: str) -> str:
        """`text` without figures; the order matters: what looks most special goes first."""
        for pattern, said in _SPECIAL_FIRST:
            text = pattern.sub(said, text)
        text = _RANGE.sub(self._range, text)
        text = _AMOUNT.sub(self._amount, text)
        return _LEFT_OVER.sub(
            lambda found: f" {_integer(found[0], Gender.MASCULINE, Case.NOMINATIVE)} ", text
        )

    def _range(self, found: re.Match[str]) -> str:
        low, high = (_integer(found[group], Gender.MASCULINE, Case.GENITIVE) for group in (1, 2))
        return f"от {low} до {high}"

    def _amount(self, found: re.Match[str]) -> str:
        before, sign = found["before"] or "", found["sign"] or ""
        case = Case.GENITIVE if before.casefold() in _GENITIVE_BEFORE else Case.NOMINATIVE
        scale = (found["unit"] or "").strip()
        said = self._counted(found["whole"], found["part"] or "", scale, sign, case)
        minus = "минус " if found["minus"] else ""
        return f"{before} {minus}{said}".strip()

    def _counted(self, whole: str, part: str, scale: str, sign: str, case: Case) -> str:
        number = int(whole.replace(" ", ""))
        forms = self._units.get("₽" if sign in _ROUBLE_SIGNS else sign)
        if scale:
            return f"{_scaled(number, part, _THOUSANDS[scale], case)} {forms[2] if forms else sign}".strip()
        if part and forms and len(part) == 2 and sign in _ROUBLE_SIGNS:
            return f"{_counted(number, forms, case)} {_counted(int(part), _KOPECKS, case)}"
        if part:
            return f"{_decimal(number, part, case)} {forms[1] if forms else sign}".strip()
        if forms:
            return f"{_integer(whole, _gender(forms), case)} {agreeing(number, forms, case)}"
        return _with_noun(_integer(whole, _gender_by(sign, number, case), case), number, sign)


def _counted(number: int, forms: Forms, case: Case) -> str:
    return f"{_integer(str(number), _gender(forms), case)} {agreeing(number, forms, case)}"


def _left_over(found: re.Match[str]) -> str:
    return f" {_integer(found[0], Gender.MASCULINE, Case.NOMINATIVE)} "


def _scaled(number: int, part: str, forms: Forms, case: Case) -> str:
    return f"{_decimal(number, part, case)} {forms[1]}" if part else _counted(number, forms, case)


def _with_noun(said: str, number: int, noun: str) -> str:
    if number % 10 == 1 and number % 100 != 11 and noun.endswith(("у", "ю")):
        said = f"{said.removesuffix('один')}одну"  # «за одну неделю»
    return f"{said} {noun}".strip()


def _integer(digits: str, gender: Gender, case: Case) -> str:
    plain = digits.replace(" ", "")
    if int(plain) > LARGEST or (plain.startswith("0") and len(plain) > 1):
        return " ".join(cardinal(int(digit)) for digit in plain)
    return cardinal(int(plain), gender, case)


def _decimal(whole: int, part: str, case: Case) -> str:
    names = _FRACTIONS.get(len(part))
    if names is None:
        return f"{cardinal(whole)} запятая {' '.join(cardinal(int(digit)) for digit in part)}"
    wholes = f"{cardinal(whole, Gender.FEMININE, case)} {agreeing(whole, _WHOLES, case)}"
    return f"{wholes} {cardinal(int(part), Gender.FEMININE, case)} {agreeing(int(part), names, case)}"


def _gender(forms: Forms) -> Gender:
    """The gender of a noun by the form that follows two: «копейки» against «рубля»."""
    return Gender.FEMININE if forms[1].endswith(_FEMININE_FEW) else Gender.MASCULINE


def _gender_by(noun: str, number: int, case: Case) -> Gender:
    """The gender of the noun as it is written after a number, where its ending tells."""
    ones = number % 10 if number % 100 not in (11, 12) else 0
    if noun.casefold() in _NOT_FEMININE or ones not in (1, 2):
        return Gender.MASCULINE
    if case is Case.GENITIVE or ones == 2:
        return Gender.FEMININE if noun.endswith(_FEMININE_FEW) else Gender.MASCULINE
    if noun.endswith(("о", "е")):
        return Gender.NEUTER
    return Gender.FEMININE if noun.endswith(_FEMININE_SINGULAR) else Gender.MASCULINE


def _date(written: str, day: int, month: int, year: int) -> str:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return written.replace(".", " ").replace("-", " ")
    said_year = ordinal(year, Case.GENITIVE)
    return f"{ordinal(day, Case.GENITIVE)} {MONTHS[month - 1]} {said_year} года"


def _year(found: re.Match[str]) -> str:
    case, noun = _YEAR_FORMS[found[2]]
    return f"{ordinal(int(found[1]), case)} {noun}"


def _day_of_month(found: re.Match[str]) -> str:
    year = f" {ordinal(int(found[3]), Case.GENITIVE)} года" if found[3] else ""
    return f"{ordinal(int(found[1]), Case.GENITIVE)} {found[2]}{year}"


def _clock(hour: str, minute: str, case: Case) -> str:
    hours = _counted(int(hour), _HOURS, case)
    return hours if int(minute) == 0 else f"{hours} {_counted(int(minute), _MINUTES, case)}"


def _times(found: re.Match[str]) -> str:
    start, end = _clock(found[1], found[2], Case.GENITIVE), _clock(found[3], found[4], Case.GENITIVE)
    return f"с {start} до {end}"


def _time(found: re.Match[str]) -> str:
    before = found["before"] or ""
    case = Case.GENITIVE if before.casefold() in _GENITIVE_BEFORE else Case.NOMINATIVE
    return f"{before} {_clock(found['h'], found['m'], case)}".strip()


def _phone(found: re.Match[str]) -> str:
    country = "плюс семь" if found[1] == "+7" else "восемь"
    return ", ".join([country, *(_phone_group(found[group]) for group in (2, 3, 4, 5))])


def _phone_group(digits: str) -> str:
    zeros = len(digits) - len(digits.lstrip("0"))
    rest = digits[zeros:]
    return " ".join(["ноль"] * zeros + ([cardinal(int(rest))] if rest else []))


def _weekdays(found: re.Match[str]) -> str:
    start, end = _WEEKDAYS[found[1].casefold()], _WEEKDAYS[found[2].casefold()]
    return f"с {start[0]} по {end[1]}"


def _of_years(found: re.Match[str]) -> str:
    number = int(found[1])
    stem = _YEARS_STEMS.get(number) or "".join(cardinal(number, case=Case.GENITIVE).split())
    return f"{stem}{found[2]}"


def _roman(found: re.Match[str]) -> str:
    noun = found[2] or ""
    case = Case.GENITIVE if noun.endswith(("ы", "и")) else Case.NOMINATIVE
    gender = Gender.FEMININE if noun else Gender.MASCULINE
    return f"{ordinal(_ROMAN.index(found[1]) + 1, case, gender)} {noun}".strip()


_SPECIAL_FIRST: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    (_PHONE, _phone),
    (_ISO_DATE, lambda found: _date(found[0], int(found[3]), int(found[2]), int(found[1]))),
    (_DATE, lambda found: _date(found[0], int(found[1]), int(found[2]), int(found[3]))),
    (_DAY_OF_MONTH, _day_of_month),
    (_YEAR, _year),
    (_TIMES, _times),
    (_TIME, _time),
    (_WEEKDAY_RANGE, _weekdays),
    (_OF_YEARS, _of_years),
    (_ORDINAL, lambda found: ordinal(int(found[1]), *_ORDINAL_FORMS[found[2]])),
    (_ROMAN_ORDINAL, _roman),
    (_HYPHENED_NUMBER, lambda found: found[0].replace("-", " дефис ")),
    (_ARTICLES, lambda found: f"{found[1]}{found[2]} по {found[3]}"),
    (_NUMBER_OF_ACT, lambda found: f"{found[1]} "),
    (_POINTS, lambda found: found[0].replace(".", " точка ")),
    (_SLASH, lambda found: " дробь "),
)
