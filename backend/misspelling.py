"""What a mistyped word may have been: the arithmetic of a search that forgives one slip a word.

Two words that differ by one letter left out, put in, changed or swapped with its neighbour have something
in common as soon as one letter is left out of each, or of one of them. So each word is stored by its
beginning, whole and with each single letter left out, and a query is looked up the same way: a handful of
exact look-ups instead of a comparison with every word (W. Garbe's symmetric deletes). Only the beginning is
stored, so that a word is found while it is being typed; the whole words are compared afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA

from content.stems import words_of

BEGINNING: Final = 7  # letters of a word that are stored with one left out
SHORTEST_MISTYPED: Final = 4  # in a shorter word a slip makes another word
MOST_WORDS: Final = 6  # of a query that are looked at
LONGEST_WORD: Final = 48
LITTLE_WORDS: Final = frozenset({
    "и", "в", "на", "с", "со", "о", "об", "от", "по", "для", "к", "у", "за", "из", "не",
    "a", "an", "the", "of", "for", "in", "to", "and",
})  # fmt: skip
# ГОСТ 7.79-2000, system B, read backwards, and how medicines are written in Latin.
_LATIN_GROUPS: Final = (
    ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("ch", "х"), ("zh", "ж"), ("yo", "е"), ("yu", "ю"),
    ("ya", "я"), ("ph", "ф"), ("th", "т"), ("kh", "х"), ("ts", "ц"), ("ck", "к"), ("rh", "р"),
    ("qu", "кв"), ("x", "кс"), ("ce", "це"), ("ci", "ци"), ("cy", "ци"),
)  # fmt: skip
_LATIN_LETTERS: Final = str.maketrans("abcdefghijklmnopqrstuvwyz", "абкдефгхийклмнопкрстуввиз")


def searched_words(*texts: str) -> frozenset[str]:
    """The words something is found by; a name of several words also as if it were one."""
    found: set[str] = set()
    for text in texts:
        words = words_of(text)
        found.update(word[:LONGEST_WORD] for word in words if word not in LITTLE_WORDS)
        if len(words) > 1:
            found.add("".join(words)[:LONGEST_WORD])
    return frozenset(found)


def asked_words(text: str) -> tuple[str, ...]:
    """The words of a query that matter, the first few."""
    words = words_of(text)
    matter = [word for word in words if word not in LITTLE_WORDS] or words
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in matter))[:MOST_WORDS]


def fragments_of(word: str) -> frozenset[str]:
    """The word's beginning, and that beginning without each one of its letters."""
    beginning = word[:BEGINNING]
    if len(beginning) < SHORTEST_MISTYPED:
        return frozenset({beginning})
    return frozenset({beginning, *_without_one(beginning)})


def slips_between(asked: str, word: str) -> int:
    """How many slips lead from what `word` begins with to what was asked; 2 stands for more than one.

    A word that is still being typed may end anywhere, and the slip may have made it longer or shorter.
    """
    if word.startswith(asked):
        return 0
    if len(asked) < SHORTEST_MISTYPED:
        return 2
    lengths = {len(asked) - 1, len(asked), len(asked) + 1}
    beginnings = {word[:length] for length in lengths}
    return min(OSA.distance(asked, beginning, score_cutoff=1) for beginning in beginnings)


def from_latin(text: str) -> str:
    """«paracetamol» as it is written in Russian; what is no Latin letter stays."""
    text = text.casefold()
    for group, letters in _LATIN_GROUPS:
        text = text.replace(group, letters)
    return text.translate(_LATIN_LETTERS)


def _without_one(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
