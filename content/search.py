"""Search over a pack by words, as fast as a person types, forgiving endings, typos and the wrong layout.

The index is built once for a pack and a language. Each word of the query is looked up exactly, by
stem, as the beginning of a word, and only then with typos. Where a word stands (title, summary,
text), how it matched and how many words of the query an entry has make the score.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from content.i18n import Words
from content.keyboards import in_other_layouts
from content.labels import label
from content.model import Text
from content.pack import Pack
from content.stems import stem, words_of

KINDS_SEARCHED: Final = ("measures", "categories", "services", "articles", "places")
CALL_TOPICS: Final = "call_topics"
DESK_KINDS: Final = (CALL_TOPICS, *KINDS_SEARCHED)
"""What an operator searches: reasons to call too."""
DEFAULT_LIMIT: Final = 30

_TITLE, _NAME, _SUMMARY, _BODY = 10.0, 6.0, 4.0, 1.0
_EXACT, _SAME_STEM, _BEGINNING, _MEANING, _TYPO = 1.0, 0.9, 0.8, 0.8, 0.5
_WHOLE_TITLE_BONUS: Final = 20.0
_SHORTEST_WITH_TYPO: Final = 4
_WORTH_SHOWING: Final = 0.15  # of the best score
_LITTLE_WORDS: Final = frozenset({
    "и", "в", "на", "с", "со", "до", "от", "по", "для", "к", "о", "у", "за",
    "a", "the", "of", "for", "in", "to",
})  # fmt: skip
_LONG_WORD: Final = 7  # from this length on, two slips are forgiven
_LIKELY_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; `kind` is the field of `Pack` that holds it."""

    kind: str
    id: str
    score: float


class SearchIndex:
    """The words of a pack in one language."""

    def __init__(
        self,
        pack: Pack,
        words: Words,
        everyday: Mapping[str, str] | None = None,
        kinds: tuple[str, ...] = KINDS_SEARCHED,
    ) -> None:
        """Index `pack` in the language of `words`; `everyday` says what people mean by a word."""
        self._kinds = kinds
        self._everyday = {
            " ".join(words_of(said)): words_of(meant) for said, meant in (everyday or {}).items()
        }
        self._entries: list[tuple[str, str]] = []
        self._titles: list[str] = []
        postings: dict[str, dict[int, float]] = defaultdict(dict)
        for kind in kinds:
            for entry in getattr(pack, kind):
                number = len(self._entries)
                self._entries.append((kind, entry.id))
                self._titles.append(" ".join(words_of(entry.title.in_language(words.language))))
                for text, weight in _texts(entry, words):
                    for word in words_of(text):
                        postings[word][number] = max(weight, postings[word].get(number, 0.0))
        self._postings: Mapping[str, Mapping[int, float]] = dict(postings)
        self._vocabulary = sorted(self._postings)
        by_stem: dict[str, list[str]] = defaultdict(list)
        for word in self._vocabulary:
            by_stem[stem(word)].append(word)
        self._by_stem: Mapping[str, list[str]] = dict(by_stem)

    def search(
        self, query: str, kinds: Iterable[str] | None = None, limit: int = DEFAULT_LIMIT
    ) -> tuple[Hit, ...]:
        """The best entries of these kinds, best first; an empty query finds nothing."""
        wanted = frozenset(self._kinds if kinds is None else kinds)
        for attempt in _attempts(query):
            if hits := self._ranked(words_of(attempt), wanted):
                return tuple(hits[:limit])
        return ()

    def _ranked(self, query: list[str], kinds: frozenset[str]) -> list[Hit]:
        found = [self._matches(word) for word in dict.fromkeys(query) if word not in _LITTLE_WORDS]
        phrase = " ".join(query)
        hits = [
            Hit(kind, entry_id, self._score(number, found, phrase))
            for number in set().union(*found)
            for kind, entry_id in [self._entries[number]]
            if kind in kinds
        ]
        floor = _WORTH_SHOWING * max((hit.score for hit in hits), default=0.0)
        worth = [hit for hit in hits if hit.score >= floor]
        return sorted(worth, key=lambda hit: (-hit.score, self._kinds.index(hit.kind), hit.id))

    def _score(self, number: int, found: list[dict[int, float]], phrase: str) -> float:
        weights = [matches[number] for matches in found if number in matches]
        bonus = _WHOLE_TITLE_BONUS if self._titles[number].startswith(phrase) else 0.0
        return bonus + sum(weights) * (len(weights) / len(found)) ** 2

    def _matches(self, word: str) -> dict[int, float]:
        """Entries by number with the weight of their best match of one word, or of what it means."""
        direct = self._direct_matches(word)
        if (meant := self._everyday.get(word)) is None:
            return direct
        found = [self._direct_matches(one) for one in meant]
        together = set.intersection(*(set(matches) for matches in found))
        meanings = {number: _MEANING * min(one[number] for one in found) for number in together}
        return {
            number: max(direct.get(number, 0.0), meanings.get(number, 0.0)) for number in {*direct, *meanings}
        }

    def _direct_matches(self, word: str) -> dict[int, float]:
        alike = dict(self._alike(word)) or dict(self._mistyped(word))
        best: dict[int, float] = {}
        for known, quality in alike.items():
            for number, weight in self._postings[known].items():
                best[number] = max(weight * quality, best.get(number, 0.0))
        return best

    def _alike(self, word: str) -> Iterator[tuple[str, float]]:
        for known in self._vocabulary[bisect_left(self._vocabulary, word) :]:
            if not known.startswith(word):
                break
            yield known, _BEGINNING
        for known in self._by_stem.get(stem(word), ()):
            yield known, _SAME_STEM
        if word in self._postings:
            yield word, _EXACT

    def _mistyped(self, word: str) -> Iterator[tuple[str, float]]:
        if len(word) < _SHORTEST_WITH_TYPO:
            return
        slips = 2 if len(word) >= _LONG_WORD else 1
        stems = process.extract(
            stem(word),
            self._by_stem.keys(),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=slips,
            limit=_LIKELY_WORDS,
        )
        for known_stem, distance, _ in stems:
            for known in self._by_stem[known_stem]:
                yield known, _TYPO / distance if distance else _SAME_STEM


def _attempts(query: str) -> Iterator[str]:
    """The query as typed, then as it reads in the other keyboard layout."""
    yield query
    if not set(words_of(query)) - _LITTLE_WORDS:
        return
    yield from in_other_layouts(query)


def _texts(entry: object, words: Words) -> Iterator[tuple[str, float]]:
    """Everything that an entry says, with the weight of the place where it says it."""
    language = words.language
    title: Text = getattr(entry, "title")  # noqa: B009 - entries of five classes share these names
    yield title.in_language(language), _TITLE
    yield title.ru, _TITLE
    yield from ((text, _NAME) for text in _names(entry, words))
    summary = getattr(entry, "summary", None)
    if isinstance(summary, Text):
        yield summary.in_language(language), _SUMMARY
    for name in ("who", "how", "criterion", "confirmed_by", "body", "note", "where_note"):
        yield getattr(entry, name, ""), _BODY
    for document in getattr(entry, "evidence", ()):
        yield document.title.in_language(language), _BODY
    for basis in getattr(entry, "legal_basis", ()):
        yield f"{basis.act} {basis.title}", _BODY


def _names(entry: object, words: Words) -> Iterator[str]:
    """What kind of thing an entry is, in words: kind of place, sphere, life event; and where it is."""
    for name in ("kind", "sphere"):
        if (code := getattr(entry, name, None)) is not None:
            yield label(words, code)
    for event in getattr(entry, "life_events", ()):
        yield label(words, event)
    yield from getattr(entry, "heard", ())
    yield getattr(entry, "town", "")
    yield getattr(entry, "address", "")
