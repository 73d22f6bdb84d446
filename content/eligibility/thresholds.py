"""Comparisons that speak of one ordered fact, solved: for which whole numbers do they hold?

A term that only rises or only falls with the fact is turned into thresholds by bisection, whatever is
inside it: ages, shares, shifts of a date, divisions. A small range is tried value by value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod
from typing import Final

from content.eligibility.arithmetic import PERMILLE, Interval, compared
from content.eligibility.formula import Range
from content.eligibility.intervals import Scope, interval
from content.eligibility.knowledge import Knowledge
from content.eligibility.scopes import Rounded
from content.rules.syntax import (
    AgeOf,
    Compare,
    Constant,
    Difference,
    FactValue,
    Greatest,
    Least,
    Order,
    ParameterValueOf,
    Product,
    Quotient,
    Share,
    Shifted,
    Sum,
    Term,
    Today,
)

MOST_TRIED: Final = 512  # values of a fact tried one by one where no direction is known

Direction = int
RISES: Final[Direction] = 1
FALLS: Final[Direction] = -1
STAYS: Final[Direction] = 0


class NoDirectionError(Exception):
    """A term of which it is not known whether it rises or falls."""


def solve(compare: Compare, fact: str, span: Range, knowledge: Knowledge) -> tuple[Range, ...] | None:
    """The ranges of `fact` in which a comparison over it alone holds, or None where it is not solved."""
    pieces = list(_pieces(compare, fact, span))
    solved: list[Range] = []
    for piece in pieces:
        found = _solve_piece(compare, fact, piece, knowledge)
        if found is None:
            return None
        solved += found
    return tuple(solved)


def _solve_piece(compare: Compare, fact: str, span: Range, knowledge: Knowledge) -> list[Range] | None:
    """Within a piece in which no divisor passes zero."""
    everywhere = Scope(knowledge, {}, {fact: span})

    def truth(order: Order) -> Callable[[int], bool]:
        def at(value: int) -> bool:
            scope = Scope(knowledge, {fact: value})
            return bool(compared(interval(compare.left, scope), order, interval(compare.right, scope)))

        return at

    try:
        direction = _difference_direction(compare.left, compare.right, fact, everywhere)
    except NoDirectionError:
        if span[1] - span[0] > MOST_TRIED:
            return None
        holds = truth(compare.order)
        return [(value, value) for value in range(span[0], span[1] + 1) if holds(value)]
    if compare.order is Order.EQUAL:
        above = _half(truth(Order.AT_LEAST), span, direction >= 0)
        below = _half(truth(Order.AT_MOST), span, direction < 0)
        return [(max(a, c), min(b, d)) for a, b in above for c, d in below if max(a, c) <= min(b, d)]
    upward = compare.order in (Order.AT_LEAST, Order.MORE_THAN)
    return _half(truth(compare.order), span, upward == (direction >= 0))


def _half(holds: Callable[[int], bool], span: Range, upward: bool) -> list[Range]:
    """Where something holds that, once true, stays true upward (or downward)."""
    low, high = span
    if upward:
        if not holds(high):
            return []
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if holds(middle) else (middle + 1, high)
        return [(low, span[1])]
    if not holds(low):
        return []
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return [(span[0], low)]


def _pieces(compare: Compare, fact: str, span: Range) -> Iterator[Range]:
    """The span without zero where the fact itself is a divisor."""
    if span[0] <= 0 <= span[1] and any(_divides(side, fact) for side in (compare.left, compare.right)):
        if span[0] < 0:
            yield (span[0], -1)
        if span[1] > 0:
            yield (1, span[1])
    else:
        yield span


def _divides(term: Term, fact: str) -> bool:
    match term:
        case Quotient(left=left, right=right):
            return right == FactValue(fact) or _divides(left, fact) or _divides(right, fact)
        case Sum(parts=parts) | Product(parts=parts) | Least(parts=parts) | Greatest(parts=parts):
            return any(_divides(part, fact) for part in parts)
        case Difference(left=left, right=right):
            return _divides(left, fact) or _divides(right, fact)
        case Share(of=of) | Rounded(of=of):
            return _divides(of, fact)
    return False


def _difference_direction(left: Term, right: Term, fact: str, scope: Scope) -> Direction:
    """How `left - right` goes with the fact."""
    try:
        return _together(_direction(left, fact, scope), -_direction(right, fact, scope))
    except NoDirectionError:
        slope = _slope(left, fact, scope) - _slope(right, fact, scope)
        return (slope > 0) - (slope < 0)


def _together(*directions: Direction) -> Direction:
    moving = {direction for direction in directions if direction != STAYS}
    if len(moving) > 1:
        raise NoDirectionError
    return moving.pop() if moving else STAYS


def _direction(term: Term, fact: str, scope: Scope) -> Direction:
    match term:
        case Constant() | ParameterValueOf() | Today():
            return STAYS
        case FactValue():
            return RISES if term.fact == fact else STAYS
        case AgeOf():
            return -_direction(term.date, fact, scope)
        case Shifted():
            return _direction(term.date, fact, scope)
        case Share():
            return _sign_of(term.permille) * _direction(term.of, fact, scope)
        case Rounded():
            return _direction(term.of, fact, scope)
        case Sum() | Least() | Greatest():
            return _together(*(_direction(part, fact, scope) for part in term.parts))
        case Difference():
            return _together(_direction(term.left, fact, scope), -_direction(term.right, fact, scope))
        case Product():
            return _product_direction(term, fact, scope)
        case Quotient():
            return _quotient_direction(term, fact, scope)
    raise NoDirectionError


def _product_direction(term: Product, fact: str, scope: Scope) -> Direction:
    directions = []
    for at, part in enumerate(term.parts):
        direction = _direction(part, fact, scope)
        if direction != STAYS:
            others = term.parts[:at] + term.parts[at + 1 :]
            directions.append(direction * prod(_sign(interval(other, scope)) for other in others))
    return _together(*directions)


def _quotient_direction(term: Quotient, fact: str, scope: Scope) -> Direction:
    above, below = _direction(term.left, fact, scope), _direction(term.right, fact, scope)
    divisor = interval(term.right, scope)
    if divisor.low <= 0 <= divisor.high:
        raise NoDirectionError
    sign = _sign(divisor)
    rising = above * sign
    falling = 0 if below == STAYS else -below * _sign(interval(term.left, scope))
    return _together(rising, falling)


def _sign(known: Interval) -> int:
    """The sign of everything in an interval; a zero at its end does not turn a direction round."""
    if known.low >= 0:
        return 1 if known.high > 0 else 0
    if known.high <= 0:
        return -1
    raise NoDirectionError


def _sign_of(number: int) -> int:
    return (number > 0) - (number < 0)


def _slope(term: Term, fact: str, scope: Scope) -> Fraction:
    """By how much a term rises with each unit of the fact, where it is a straight line."""
    match term:
        case Constant() | ParameterValueOf() | Today():
            return Fraction(0)
        case FactValue():
            return Fraction(term.fact == fact)
        case Sum():
            return sum((_slope(part, fact, scope) for part in term.parts), Fraction(0))
        case Difference():
            return _slope(term.left, fact, scope) - _slope(term.right, fact, scope)
        case Share():
            return Fraction(term.permille, PERMILLE) * _slope(term.of, fact, scope)
    raise NoDirectionError
