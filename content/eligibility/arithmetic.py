"""Arithmetic of intervals, exact: whole numbers and fractions, ages, moved dates, division by zero."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from content.eligibility.knowledge import LAST_DAY
from content.rules.syntax import Order

Rational = int | Fraction
UNBOUNDED: Final = 10**30
PERMILLE: Final = 1000
MONTHS: Final = 12


class Interval(NamedTuple):
    """Between two values; `defined` is None where it may be, False where it is a division by zero."""

    low: Rational
    high: Rational
    defined: bool | None = True


ANYTHING: Final = Interval(-UNBOUNDED, UNBOUNDED)
NOTHING: Final = Interval(0, 0, False)


def whole(interval: Interval) -> Interval:
    """Rounded to whole units, halves up."""
    return Interval(rounded(interval.low), rounded(interval.high), interval.defined)


def rounded(value: Rational) -> int:
    """The nearest whole number, halves up."""
    return (
        value
        if isinstance(value, int)
        else (2 * value.numerator + value.denominator) // (2 * value.denominator)
    )


def compared(left: Interval, order: Order, right: Interval) -> bool | None:
    """Whether two values are in an order; a value that is not defined is in none."""
    if left.defined is False or right.defined is False:
        return False
    sure, possible = _ORDERS[order](left, right)
    if not possible:
        return False
    return True if sure and left.defined and right.defined else None


def age(born: int, today: int) -> int:
    """Full years; who was born on 29 February is a year older on 1 March."""
    birth, day = date.fromordinal(born), date.fromordinal(today)
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def shifted(day: int, years: int, months: int, days: int) -> int:
    """A date moved; a day that the month lacks becomes its last; never out of the calendar."""
    start = date.fromordinal(day)
    month = start.month - 1 + months + MONTHS * years
    year, month = start.year + month // MONTHS, month % MONTHS + 1
    if year < date.min.year:
        return 1
    if year > date.max.year:
        return LAST_DAY
    first_of_next = (
        LAST_DAY + 1
        if (year, month) == (date.max.year, MONTHS)
        else (date(year + month // MONTHS, month % MONTHS + 1, 1).toordinal())
    )
    last = first_of_next - date(year, month, 1).toordinal()
    moved = date(year, month, min(start.day, last)).toordinal() + days
    return max(1, min(LAST_DAY, moved))


def within(known: Interval, low: int, high: int) -> Interval:
    """The part of an interval between two values."""
    return Interval(max(low, min(high, known.low)), max(low, min(high, known.high)), known.defined)


def day_of(value: Rational) -> int:
    """The ordinal of a day, kept within the calendar."""
    return max(1, min(LAST_DAY, int(value)))


def times(left: Interval, right: Interval) -> Interval:
    """Where a product lies."""
    corners = [a * b for a in left[:2] for b in right[:2]]
    return Interval(min(corners), max(corners), all_defined((left, right)))


def divided(left: Rational, right: Rational) -> Rational:
    """An exact quotient, whole where it is."""
    quotient = Fraction(left) / Fraction(right)
    return quotient.numerator if quotient.denominator == 1 else quotient


def quotient(left: Interval, right: Interval) -> Interval:
    """Where a quotient lies; it is not defined where the divisor is zero."""
    defined = all_defined((left, right))
    if right.low == right.high == 0:
        return NOTHING
    if right.low < 0 < right.high:
        return Interval(-UNBOUNDED, UNBOUNDED, None if defined is not False else False)
    if right.low == 0 or right.high == 0:
        defined = None if defined is not False else False
        # Facts are whole numbers, but a divisor may be a fraction: nothing is closer to zero than this.
        near = divided(1, UNBOUNDED)
        right = Interval(near, right.high) if right.low == 0 else Interval(right.low, -near)
    corners = [divided(a, b) for a in left[:2] for b in right[:2]]
    return Interval(min(corners), max(corners), defined)


def summed(parts: Sequence[Interval]) -> Interval:
    """Where the sum lies."""
    return Interval(sum(p.low for p in parts), sum(p.high for p in parts), all_defined(parts))


def difference(left: Interval, right: Interval) -> Interval:
    """Where the first without the second lies."""
    return Interval(left.low - right.high, left.high - right.low, all_defined((left, right)))


def least(parts: Sequence[Interval]) -> Interval:
    """Where the least of them lies."""
    return Interval(min(p.low for p in parts), min(p.high for p in parts), all_defined(parts))


def greatest(parts: Sequence[Interval]) -> Interval:
    """Where the greatest of them lies."""
    return Interval(max(p.low for p in parts), max(p.high for p in parts), all_defined(parts))


def hull(parts: list[Interval]) -> Interval:
    """The smallest interval around several."""
    defined = {part.defined for part in parts}
    return Interval(
        min(p.low for p in parts), max(p.high for p in parts), defined.pop() if len(defined) == 1 else None
    )


def all_defined(parts: Iterable[Interval]) -> bool | None:
    """Whether what is made of all of them has a value."""
    defined: bool | None = True
    for part in parts:
        if part.defined is False:
            return False
        defined = defined and part.defined
    return defined


# Surely in the order, and possibly.
_ORDERS: Final[Mapping[Order, Callable[[Interval, Interval], tuple[bool, bool]]]] = {
    Order.AT_LEAST: lambda a, b: (a.low >= b.high, a.high >= b.low),
    Order.MORE_THAN: lambda a, b: (a.low > b.high, a.high > b.low),
    Order.AT_MOST: lambda a, b: (a.high <= b.low, a.low <= b.high),
    Order.LESS_THAN: lambda a, b: (a.high < b.low, a.low < b.high),
    Order.EQUAL: lambda a, b: (a.low == a.high == b.low == b.high, a.low <= b.high and b.low <= a.high),
}
