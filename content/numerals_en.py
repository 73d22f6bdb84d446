"""English numerals in words: cardinals, ordinals of days, years as they are said."""

from __future__ import annotations

from typing import Final

LARGEST: Final = 10**12 - 1

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES: Final = ("thousand", "million", "billion")
_IRREGULAR_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth",
    "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def cardinal(number: int) -> str:
    """ "three hundred and fifty thousand"; below 10¹²."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number == 0:
        return _UNITS[0]
    thousands, rest = divmod(number, 1000)
    groups = [_hundreds(rest)] if rest else []
    if thousands and 0 < rest < 100:
        groups = [f"and {_hundreds(rest)}"]
    for scale in _SCALES:
        thousands, group = divmod(thousands, 1000)
        if group:
            groups.insert(0, f"{_hundreds(group)} {scale}")
    return " ".join(groups)


def ordinal(number: int) -> str:
    """ "third", "twenty-first"."""
    head, dash, last = cardinal(number).rpartition("-" if number % 100 > 20 and number % 10 else " ")
    if last in _IRREGULAR_ORDINALS:
        last = _IRREGULAR_ORDINALS[last]
    else:
        last = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return f"{head}{dash}{last}"


def year(number: int) -> str:
    """ "twenty twenty-six", "nineteen oh five", "two thousand and one"."""
    century, rest = divmod(number, 100)
    if not 1000 <= number <= 9999 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{_UNITS[hundreds]} hundred"] if hundreds else []
    if rest:
        words.append(f"and {_tens(rest)}" if hundreds else _tens(rest))
    return " ".join(words)


def _tens(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]}-{_UNITS[ones]}" if ones else _TENS[tens]
