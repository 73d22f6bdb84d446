"""Who gets a medicine free or for less, as the content pack says it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from content.pack import Pack

WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class Concession:
    """A discount and the benefit category it stands on."""

    id: str = ""
    category: str = field(default="", repr=False)
    discount_percent: int = 0

    def of(self, price_kopecks: int) -> int:
        """What is left to pay; half a kopeck is not asked for."""
        return price_kopecks * (WHOLE - self.discount_percent) // WHOLE


NO_CONCESSION = Concession()


@dataclass(frozen=True, slots=True)
class Concessions:
    """Every concession of the pack by category; the larger discount wins."""

    by_category: tuple[Concession, ...] = ()

    def for_categories(self, held: Iterable[str]) -> Concession:
        """The best of those whose category is held."""
        mine = frozenset(held)
        fitting = (each for each in self.by_category if each.category in mine)
        return max(fitting, key=lambda each: each.discount_percent, default=NO_CONCESSION)

    def named(self, concession: str, category: str) -> Concession:
        """The one a reservation was made under; none where there was none, or the pack has it no more."""
        known = (each for each in self.by_category if (each.id, each.category) == (concession, category))
        return next(known, NO_CONCESSION)


NO_CONCESSIONS = Concessions()


def concessions_of(pack: Pack) -> Concessions:
    """The part of a resolved pack that says who pays less."""
    return Concessions(
        tuple(
            Concession(each.id, category, each.discount_percent)
            for each in pack.concessions
            for category in each.categories
        )
    )
