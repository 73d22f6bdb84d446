"""What was asked for and is not there, as a console tells it."""

from __future__ import annotations

from typing import Final, Literal

from backend.contract.base import Contract

LEAST_LETTERS: Final = 4  # a shorter search that finds nothing is a search that goes on

SearchedIn = Literal["knowledge", "places", "measures", "services", "medicine", "book"]


class UnmetIn(Contract):
    """A search that found nothing: in what, and never for what."""

    subject: SearchedIn


class UnmetNoted(Contract):
    """`new` is False where the same desk asked the same a moment ago."""

    new: bool
