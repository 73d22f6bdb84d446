"""Values with their types: written ones, and what becomes of two of them.

Numbers with decimals are whole numbers of their last place; where two scales meet one is multiplied, so
that a sum or a comparison has one unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from content.rules.cursor import Cursor
from content.rules.model import FactType
from content.rules.syntax import Constant, Difference, Greatest, Least, Product, Quotient, Sum, Term, Today
from content.rules.values import read_date, read_money, read_number

TODAY: Final = "today"
LONGEST_FRACTION: Final = 6  # places after the point of a written number

NAMED: Final[Mapping[FactType, str]] = {
    FactType.NUMBER: "a number",
    FactType.MONEY: "money",
    FactType.DATE: "a date",
}
FORMS: Final[Mapping[FactType | None, str]] = {
    FactType.NUMBER: "Write a number without quotes, such as 12 or 2.5",
    FactType.MONEY: 'Write roubles in quotes: "18939.00"',
    FactType.DATE: "Write the date as 2026-02-01, or today",
    None: 'Write 12, "18939.00", 2026-02-01, today, or {fact: …}',
}


@dataclass(frozen=True, slots=True)
class Typed:
    """A term with the type of its value: a number, money or a date."""

    term: Term
    type: FactType
    decimals: int = 0


def in_places(typed: Typed, decimals: int) -> Term:
    """The term in units of so many decimal places, more or fewer than its own."""
    if typed.decimals <= decimals:
        return scaled(typed, decimals)
    return Quotient(typed.term, Constant(10 ** (typed.decimals - decimals)))


def scaled(typed: Typed, decimals: int) -> Term:
    """The term in units of so many decimal places, at least its own."""
    factor = 10 ** (decimals - typed.decimals)
    if factor == 1:
        return typed.term
    if isinstance(typed.term, Constant):
        return Constant(typed.term.value * factor)
    return Product((typed.term, Constant(factor)))


def literal(tree: object) -> Typed | None:
    if tree == TODAY:
        return Typed(Today(), FactType.DATE)
    if isinstance(tree, int | float) and not isinstance(tree, bool):
        places = max(0, -int(Decimal(repr(tree)).normalize().as_tuple().exponent))
        number = read_number(tree, places) if places <= LONGEST_FRACTION else None
        return Typed(Constant(number), FactType.NUMBER, places) if number is not None else None
    if (day := read_date(tree)) is not None:
        return Typed(Constant(day.toordinal()), FactType.DATE)
    if (kopecks := read_money(tree)) is not None:
        return Typed(Constant(kopecks), FactType.MONEY)
    return None


def one_type(at: Cursor, parts: Sequence[Typed]) -> bool:
    for one, other in pairwise(parts):
        if one.type is not other.type:
            what = f"{NAMED[one.type]} and {NAMED[other.type]} do not go together"
            at.fault(what, 'Money is written in quotes: "18939.00"')
            return False
    return True


def alike(head: str, at: Cursor, parts: list[Typed] | None) -> Typed | None:
    """Sum, difference, least or greatest of terms of one type."""
    if parts is None or not one_type(at, parts):
        return None
    type_, places = parts[0].type, max(part.decimals for part in parts)
    terms = tuple(scaled(part, places) for part in parts)
    if head == "least":
        return Typed(Least(terms), type_, places)
    if head == "greatest":
        return Typed(Greatest(terms), type_, places)
    if head == "subtract":
        if len(terms) != 2:
            at.fault(f"subtract has {len(terms)} parts", "Write two: from the first the second is taken")
            return None
        days = FactType.NUMBER if type_ is FactType.DATE else type_
        return Typed(Difference(terms[0], terms[1]), days, places)
    if type_ is FactType.DATE:
        at.fault("dates cannot be added", "Move a date: {date: …, years: 3}")
        return None
    return Typed(Sum(terms), type_, places)


def product(at: Cursor, parts: list[Typed] | None) -> Typed | None:
    if parts is None:
        return None
    money = [part for part in parts if part.type is FactType.MONEY]
    if len(money) > 1 or any(part.type is FactType.DATE for part in parts):
        at.fault("only numbers are multiplied, and money once", "Leave one amount of money")
        return None
    places = sum(part.decimals for part in parts)
    whole = Product(tuple(part.term for part in parts))
    if not money:
        return Typed(whole, FactType.NUMBER, places)
    return Typed(Quotient(whole, Constant(10**places)) if places else whole, FactType.MONEY)


def quotient(at: Cursor, parts: list[Typed] | None) -> Typed | None:
    if parts is None:
        return None
    if len(parts) != 2 or any(part.type is FactType.DATE for part in parts):
        at.fault("divide has two parts, numbers or money", "Write {divide: [what, by what]}")
        return None
    left, right = parts
    if left.type is FactType.NUMBER and right.type is FactType.MONEY:
        at.fault("a number is divided by money", "Swap the two")
        return None
    if left.type is right.type:
        places = max(left.decimals, right.decimals)
        return Typed(Quotient(scaled(left, places), scaled(right, places)), FactType.NUMBER)
    whole = Typed(left.term, left.type)  # money by a number with decimals: the same power on both sides
    return Typed(Quotient(scaled(whole, right.decimals), right.term), FactType.MONEY)
