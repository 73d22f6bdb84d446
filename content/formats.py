"""How dates, money, phones, names and distances are written in a language of the screens."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Final

from content.i18n import PLURAL_FORMS, plural_form

NO_BREAK_SPACE: Final = "\u00a0"
ROUBLE: Final = "₽"
KOPECKS_IN_ROUBLE: Final = 100
METRES_IN_KILOMETRE: Final = 1000

_BEFORE_NUMBER: Final = re.compile(r"(№|No\.|\b(?:ст|ч|п|пп|art)\.) ")
_DECIMAL_MARK: Final = {"ru": ",", "en": "."}
_GROUP_MARK: Final = {"ru": NO_BREAK_SPACE, "en": ","}
# Written out, since loading Babel's locale data costs a kiosk 50 ms at each start; tested against Babel.
_MONTHS: Final = {
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WEEKDAYS: Final = {
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_WEEKDAYS: Final = {
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_COUNTED: Final = {
    "лет": ("год", "года", "лет"),
    "месяцев": ("месяц", "месяца", "месяцев"),
    "дней": ("день", "дня", "дней"),
    "человек": ("человек", "человека", "человек"),
    "часов": ("час", "часа", "часов"),
    "years": ("year", "years"),
    "months": ("month", "months"),
    "days": ("day", "days"),
    "hours": ("hour", "hours"),
    "people": ("person", "people"),
}
"""Units as a pack writes them, in the form that goes with five, and their other forms."""
_DISTANCE_UNITS: Final = {"ru": ("м", "км"), "en": ("m", "km")}


def date_in_words(day: date, language: str) -> str:
    """«3 февраля 2026» or "3 February 2026"."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def day_and_month(day: date, language: str) -> str:
    """«3 февраля» or "3 February"."""
    return f"{day.day} {_MONTHS[language][day.month - 1]}"


def weekday_and_day(day: date, language: str) -> str:
    """«понедельник, 3 февраля» or "Monday, 3 February"."""
    return f"{_WEEKDAYS[language][day.weekday()]}, {day_and_month(day, language)}"


def capitalised(text: str) -> str:
    """«Понедельник, 3 февраля» where it begins a line."""
    return text[:1].upper() + text[1:]


def short_weekday(day: date, language: str) -> str:
    """«пн» or "Mon"."""
    return _SHORT_WEEKDAYS[language][day.weekday()]


def short_month(day: date, language: str) -> str:
    """«фев» or "Feb": the first letters, for a chip."""
    return _MONTHS[language][day.month - 1][:3]


def date_in_figures(day: date) -> str:
    """«03.02.2026», for tables and paper, in either language."""
    return day.strftime("%d.%m.%Y")


def integer(number: int, language: str) -> str:
    """«12 345» with a no-break space, or "12,345"."""
    return f"{number:,}".replace(",", _GROUP_MARK[language])


def unit_of(number: int | Decimal, unit: str, language: str) -> str:
    """«22 года» of «лет»: the unit of a pack in the form that goes with `number`; unknown ones as is."""
    forms = _COUNTED.get(unit, ())
    place = PLURAL_FORMS[language].index(plural_form(number, language))
    return forms[place] if len(forms) == len(PLURAL_FORMS[language]) else unit


def money(kopecks: int, language: str) -> str:
    """«12 345,67 ₽» with no-break spaces; whole roubles without kopecks: «12 345 ₽»."""
    roubles, rest = divmod(abs(kopecks), KOPECKS_IN_ROUBLE)
    sign = "−" if kopecks < 0 else ""
    fraction = f"{_DECIMAL_MARK[language]}{rest:02d}" if rest else ""
    return f"{sign}{integer(roubles, language)}{fraction}{NO_BREAK_SPACE}{ROUBLE}"


def phone(number: str) -> str:
    """«8 800 555-01-42» or «+7 815 255-01-42» of an E.164 number; another country's stays as it is."""
    if not (number.startswith("+7") and len(number) == len("+79991234567") and number[1:].isdigit()):
        return number
    code, first, second, third = number[2:5], number[5:8], number[8:10], number[10:12]
    country = "8" if code == "800" else "+7"  # free calls are dialled with 8, whatever the phone
    return f"{country}{NO_BREAK_SPACE}{code}{NO_BREAK_SPACE}{first}-{second}-{third}"


def dictated(code: str, group: int = 4) -> str:
    """«1234 5678»: digits in groups, as they are told by telephone."""
    return NO_BREAK_SPACE.join(code[at : at + group] for at in range(0, len(code), group))


def within_sentence(title: str) -> str:
    """«справка» of «Справка»; an abbreviation keeps its capitals."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def law_in_line(law: str) -> str:
    """«Закон № 5-ФЗ, ст. 7» with no-break spaces: no line begins with a bare number."""
    return _BEFORE_NUMBER.sub(rf"\1{NO_BREAK_SPACE}", law)


def short_name(last_name: str, first_name: str, middle_name: str = "") -> str:
    """«Иванова М. П.»: how a person is named on paper."""
    initials = [f"{name[0]}." for name in (first_name, middle_name) if name]
    return NO_BREAK_SPACE.join([last_name, *initials]) if last_name else NO_BREAK_SPACE.join(initials)


def first_name_and_initial(first_name: str, initial: str) -> str:
    """«Мария П.»: how a person is greeted before the PIN."""
    return f"{first_name}{NO_BREAK_SPACE}{initial[0]}." if initial else first_name


def distance(metres: float, language: str) -> str:
    """«350 м» by tens of metres, «1,2 км» by hundreds, «14 км» above ten kilometres."""
    metre, kilometre = _DISTANCE_UNITS[language]
    tens = round(metres / 10) * 10
    if tens < METRES_IN_KILOMETRE:
        return f"{tens}{NO_BREAK_SPACE}{metre}"
    kilometres = metres / METRES_IN_KILOMETRE
    figure = f"{kilometres:.1f}" if kilometres < 10 else f"{kilometres:.0f}"
    return f"{figure.removesuffix('.0').replace('.', _DECIMAL_MARK[language])}{NO_BREAK_SPACE}{kilometre}"
