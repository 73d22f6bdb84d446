"""Dates, years, times and weekdays as they are said."""

from __future__ import annotations

import re
from typing import Final

from content.numerals_ru import Case, Gender, ordinal
from content.spoken_russian.context import ALONE, Rule, case_after
from content.spoken_russian.counting import counted

MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip

_MONTH: Final = "|".join(MONTHS)
_UNTIL: Final = r"(?:\b(?P<until>по) )?"  # «по тридцатое июня»
_OF_YEAR: Final = r"(?: г\.| года)?"
_ISO_DATE: Final = re.compile(rf"{_UNTIL}{ALONE}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?!\d)")
_DATE: Final = re.compile(
    rf"{_UNTIL}{ALONE}(?P<day>\d{{1,2}})\.(?P<month>\d{{2}})\.(?P<year>\d{{4}}){_OF_YEAR}(?!\d)"
)
_FROM_DAY: Final = re.compile(rf"\bс (\d{{1,2}}) (?=по \d{{1,2}} (?:{_MONTH}))")
_DAY_OF_MONTH: Final = re.compile(
    rf"{_UNTIL}{ALONE}(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}){_OF_YEAR})?(?!\w)"
)
_FROM_YEAR: Final = re.compile(r"\bс (\d{4}) (?=по \d{4} год)")
_YEARS: Final = re.compile(rf"{ALONE}(\d{{4}})\s?[–—-]\s?(\d{{4}}) (?:годы|гг\.)")
_YEAR: Final = re.compile(rf"{ALONE}([12]\d{{3}}) (года|году|год|г\.)(?!\w)")
_YEAR_FORMS: Final = {
    "год": (Case.NOMINATIVE, "год"),
    "года": (Case.GENITIVE, "года"),
    "г.": (Case.GENITIVE, "года"),
    "году": (Case.PREPOSITIONAL, "году"),
}
_TIMES: Final = re.compile(rf"{ALONE}(\d{{1,2}}):(\d{{2}})\s?[–—-]\s?(\d{{1,2}}):(\d{{2}})(?!\d)")
_TIME: Final = re.compile(rf"(?:(?P<before>[^\W\d_]+) )?{ALONE}(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d)")
_HOURS: Final = ("час", "часа", "часов")
_MINUTES: Final = ("минута", "минуты", "минут")
_DAY: Final = "(пн|вт|ср|чт|пт|сб|вс)"
_WEEKDAY_RANGE: Final = re.compile(rf"\b{_DAY}\s?[–—-]\s?{_DAY}\b", re.IGNORECASE)
_WEEKDAYS: Final = {
    "пн": ("понедельника", "понедельник"),
    "вт": ("вторника", "вторник"),
    "ср": ("среды", "среду"),
    "чт": ("четверга", "четверг"),
    "пт": ("пятницы", "пятницу"),
    "сб": ("субботы", "субботу"),
    "вс": ("воскресенья", "воскресенье"),
}  # «с понедельника по пятницу»


def _date(found: re.Match[str]) -> str:
    day, month, year = (int(found[name]) for name in ("day", "month", "year"))
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return found[0].replace(".", " ").replace("-", " ")
    return f"{_day(found)} {MONTHS[month - 1]} {_of_year(year)}"


def _day_of_month(found: re.Match[str]) -> str:
    year = f" {_of_year(int(found['year']))}" if found["year"] else ""
    return f"{_day(found)} {found['month']}{year}"


def _day(found: re.Match[str]) -> str:
    if found["until"]:
        return f"по {ordinal(int(found['day']), Case.NOMINATIVE, Gender.NEUTER)}"
    return ordinal(int(found["day"]), Case.GENITIVE)


def _of_year(year: int) -> str:
    return f"{ordinal(year, Case.GENITIVE)} года"


def _from_ordinal(found: re.Match[str]) -> str:
    return f"с {ordinal(int(found[1]), Case.GENITIVE)} "


def _years(found: re.Match[str]) -> str:
    return f"{ordinal(int(found[1]))} и {ordinal(int(found[2]))} годы"


def _year(found: re.Match[str]) -> str:
    case, noun = _YEAR_FORMS[found[2]]
    return f"{ordinal(int(found[1]), case)} {noun}"


def _times(found: re.Match[str]) -> str:
    start, end = _clock(found[1], found[2], Case.GENITIVE), _clock(found[3], found[4], Case.GENITIVE)
    return f"с {start} до {end}"


def _time(found: re.Match[str]) -> str:
    before = found["before"] or ""
    return f"{before} {_clock(found['hour'], found['minute'], case_after(before))}".strip()


def _clock(hour: str, minute: str, case: Case) -> str:
    hours = counted(int(hour), _HOURS, case)
    return hours if int(minute) == 0 else f"{hours} {counted(int(minute), _MINUTES, case)}"


def _weekdays(found: re.Match[str]) -> str:
    start, end = _WEEKDAYS[found[1].casefold()], _WEEKDAYS[found[2].casefold()]
    return f"с {start[0]} по {end[1]}"


CALENDAR: Final[tuple[Rule, ...]] = (
    (_ISO_DATE, _date),
    (_DATE, _date),
    (_FROM_DAY, _from_ordinal),
    (_DAY_OF_MONTH, _day_of_month),
    (_YEARS, _years),
    (_FROM_YEAR, _from_ordinal),
    (_YEAR, _year),
    (_TIMES, _times),
    (_TIME, _time),
    (_WEEKDAY_RANGE, _weekdays),
)
