"""Concessions: what somebody with a benefit category gets free or for less where a price is asked.

A fee waiver, not a measure: nobody awards it, the desk grants it to whoever shows the category.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from msgspec import Struct

from content.model import LegalBasis, Text
from content.suggestions import suggest

GOODS: Final = ("medicines",)
LARGEST: Final = 100

Fault = tuple[tuple[str | int, ...], str, str]


class Concession(Struct, frozen=True):
    """A discount on a kind of goods for people of some categories."""

    id: str
    title: Text
    goods: str  # "medicines": those on the list that is dispensed by concession
    discount_percent: int  # 100: free
    categories: tuple[str, ...]  # any one of them is enough
    legal_basis: tuple[LegalBasis, ...]
    verified: bool = False  # whether the categories were read in the act's wording in force


def faults_of(concession: Concession, categories: Collection[str]) -> Iterator[Fault]:
    """What its type does not see."""
    if concession.goods not in GOODS:
        yield ("goods",), f"unknown goods {concession.goods!r}", f"Use one of: {', '.join(GOODS)}"
    if not 0 < concession.discount_percent <= LARGEST:
        yield ("discount_percent",), "a discount is 1 to 100 percent", "Write 100 for what is free"
    if not concession.categories:
        yield ("categories",), "nobody is named", "Name at least one category"
    for index, category in enumerate(concession.categories):
        if category not in categories:
            alike = suggest(category, list(categories))
            remedy = f"Did you mean {alike}" if alike else "Use the id of a category of this pack"
            yield ("categories", index), f"there is no category {category!r}", remedy
