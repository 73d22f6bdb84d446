"""Search over the pack in every language. Its library is heavy: imported after the first frame."""

from __future__ import annotations

from collections.abc import Mapping

from content.catalogues import everyday_words
from content.i18n import Words
from content.pack import Pack
from content.search import SearchIndex
from kiosk.flow.world import Hit


class SearchInLanguages:
    """An index a language, built at once."""

    def __init__(self, pack: Pack, words: Mapping[str, Words]) -> None:
        self._indexes = {
            language: SearchIndex(pack, words[language], everyday_words(language)) for language in words
        }

    def __call__(self, query: str, language: str) -> tuple[Hit, ...]:
        """What was found, best first."""
        return tuple(Hit(hit.kind, hit.id) for hit in self._indexes[language].search(query))
