"""The content of a region as an operator looks things up in it, in one language. Pure once it is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from content.calendar import ProductionCalendar
from content.call_topics import CallNotice, CallOutcome, CallTopic
from content.i18n import Words
from content.model import Article, BenefitCategory, Measure, Place, PlaceKind, Service
from content.pack import Pack
from content.search import DESK_KINDS, SearchIndex

Record = Measure | BenefitCategory | Service | Place | Article | CallTopic
MOST_HITS: Final = 20


@dataclass(frozen=True, slots=True)
class Library:
    """Entries by kind and id. `labels` are the words of the content, `words` those of the console."""

    pack_hash: str
    language: str
    words: Words
    labels: Words
    entries: Mapping[str, Mapping[str, Record]]
    notices: Mapping[str, CallNotice]
    outcomes: tuple[CallOutcome, ...]
    calendar: ProductionCalendar
    index: SearchIndex

    def entry(self, kind: str, entry_id: str) -> Record | None:
        """What has this id among entries of the kind; None for what the pack has not."""
        return self.entries.get(kind, {}).get(entry_id)

    def topic(self, topic: str) -> CallTopic | None:
        found = self.entry("call_topics", topic)
        return found if isinstance(found, CallTopic) else None

    @property
    def topics(self) -> tuple[CallTopic, ...]:
        """In the order of the pack: trouble first."""
        return tuple(each for each in self.entries["call_topics"].values() if isinstance(each, CallTopic))

    def places_of(self, kind: PlaceKind) -> tuple[Place, ...]:
        """All of a kind, by town."""
        found = (each for each in self.entries["places"].values() if isinstance(each, Place))
        return tuple(
            sorted((each for each in found if each.kind is kind), key=lambda each: (each.town, each.id))
        )

    def found(self, query: str) -> tuple[tuple[str, str], ...]:
        """Kinds and ids of what fits, best first; misspelt words and the wrong layout are forgiven."""
        return tuple((hit.kind, hit.id) for hit in self.index.search(query, limit=MOST_HITS))


def library_of(pack: Pack, words: Words, labels: Words, everyday: Mapping[str, str]) -> Library:
    """The library of a resolved pack; its language is that of `words`."""
    entries: dict[str, Mapping[str, Record]] = {
        kind: {entry.id: entry for entry in getattr(pack, kind)} for kind in DESK_KINDS
    }
    return Library(
        pack.hash,
        words.language,
        words,
        labels,
        entries,
        {notice.id: notice for notice in pack.call_notices},
        pack.call_outcomes,
        ProductionCalendar(pack.calendar),
        SearchIndex(pack, labels, everyday, DESK_KINDS),
    )
