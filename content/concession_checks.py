"""What is wrong with a concession that its type does not see."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from content.concessions import GOODS, Concession
from content.suggestions import suggest

LARGEST: Final = 100

Fault = tuple[tuple[str | int, ...], str, str]


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
