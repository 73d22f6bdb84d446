"""Search that is there from the first frame and finds something as soon as its index has been built."""

from __future__ import annotations

from kiosk.flow.world import Hit, Search


class LateSearch:
    """Finds nothing until it is given a search."""

    def __init__(self) -> None:
        self._search: Search | None = None

    def become(self, search: Search) -> None:
        """From now on search like this one; from any thread."""
        self._search = search

    def __call__(self, query: str, language: str) -> tuple[Hit, ...]:
        """What was found, best first."""
        return self._search(query, language) if self._search is not None else ()
