"""Finds medicines and books by name, substance or author, as people type them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy import Connection

from backend.misspelling import (
    BEGINNING,
    SHORTEST_MISTYPED,
    asked_words,
    fragments_of,
    from_latin,
    searched_words,
    slips_between,
)
from backend.stock.repository import names
from backend.stock.service.looking import item_of
from backend.stock.values import Found, Item, ItemKind
from content.keyboards import in_other_layouts
from content.stems import words_of

MOST_FOUND: Final = 20
LIKELIEST_WORDS: Final = 100
_EXACT: Final = 1.0
_BY_SLIPS: Final = {0: 0.85, 1: 0.6}  # of a word that begins so
_IN_TITLE: Final = 0.05
_WHOLE: Final = 0.3  # of the score: how much the whole title is what was asked


def search_items(connection: Connection, kind: ItemKind, text: str, limit: int = MOST_FOUND) -> Found:
    """The likeliest first; one slip a word is forgiven, so are the wrong layout and Latin letters.

    An empty query finds nothing. Where not every word can be found, those that can are looked for.
    """
    asked = asked_words(text)
    if not asked:
        return Found(())
    for attempt in _readings(text):
        qualities = [_alike(connection, kind, word) for word in asked_words(attempt)]
        if qualities and all(qualities):
            rows = names.with_words(connection, kind, qualities, every=True)
            if rows:
                ranked = _ranked([item_of(row) for row in rows], qualities, attempt)
                return Found(tuple(ranked[:limit]), "" if attempt == text else attempt)
    known = [each for each in (_alike(connection, kind, word) for word in asked) if each]
    if not known:
        return Found(())
    rows = names.with_words(connection, kind, known, every=False)
    return Found(tuple(_ranked([item_of(row) for row in rows], known, text)[:limit]))


def _readings(text: str) -> Iterator[str]:
    """The query as typed, without its spaces, in the other layouts, and with Latin letters spelt out."""
    yield text
    if len(words_of(text)) > 1:
        yield "".join(words_of(text))
    yield from in_other_layouts(text)
    if any(letter.isascii() and letter.isalpha() for letter in text):
        yield from_latin(text)


def _alike(connection: Connection, kind: str, asked: str) -> dict[str, float]:
    """Known words that may be meant, with how likely; the likeliest of them, if there are many."""
    if len(asked) < SHORTEST_MISTYPED:
        found = _likely(asked, names.beginning_with(connection, kind, asked))
    else:
        fragments = fragments_of(asked)
        found = _likely(asked, names.alike(connection, kind, asked, fragments))
        if not found and len(asked) < BEGINNING:
            found = _likely(asked, names.sharing_beginnings(connection, kind, fragments))
    if asked in found:
        found[asked] = _EXACT
    best = sorted(found, key=lambda word: (-found[word], abs(len(word) - len(asked)), word))
    return {word: found[word] for word in best[:LIKELIEST_WORDS]}


def _likely(asked: str, words: Iterable[str]) -> dict[str, float]:
    """Those that are at most a slip away."""
    slips = ((word, slips_between(asked, word)) for word in words)
    return {word: _BY_SLIPS[count] for word, count in slips if count in _BY_SLIPS}


def _ranked(found: list[Item], qualities: list[dict[str, float]], text: str) -> list[Item]:
    phrase = " ".join(words_of(text))
    scored = [(_score(item, qualities, phrase), item) for item in found]
    return [item for _, item in sorted(scored, key=lambda each: (-each[0], each[1].title, each[1].item))]


def _score(item: Item, qualities: list[dict[str, float]], phrase: str) -> float:
    in_title = searched_words(item.title)
    elsewhere = searched_words(item.substance, item.author) - in_title
    best = [
        max(
            max((quality.get(word, 0.0) + _IN_TITLE for word in in_title if word in quality), default=0.0),
            max((quality.get(word, 0.0) for word in elsewhere), default=0.0),
        )
        for quality in qualities
    ]
    whole = max(
        fuzz.ratio(phrase, " ".join(words_of(text)))
        for text in (item.title, f"{item.author} {item.title}", item.substance)
    )
    return sum(best) / len(best) + _WHOLE * whole / 100
