"""Concessions: what somebody with a benefit category gets free or for less where a price is asked.

A fee waiver, not a measure: nobody awards it, the desk grants it to whoever shows the category.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from content.model import LegalBasis, Text

GOODS: Final = ("medicines",)


class Concession(Struct, frozen=True):
    """A discount on a kind of goods for people of some categories."""

    id: str
    title: Text
    goods: str  # "medicines": those on the list that is dispensed by concession
    discount_percent: int  # 100: free
    categories: tuple[str, ...]  # any one of them is enough
    legal_basis: tuple[LegalBasis, ...]
    verified: bool = False  # whether the categories were read in the act's wording in force
