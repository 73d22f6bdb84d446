"""Names of medicines and books made up by syllables, and single typos in them; the same seed, the same names.

Trade names are three to five syllables with an ending such names have (some 6 to 13 letters); substances
likewise, one for ten trade names. Titles are two to four made-up words of a vocabulary that repeats as
words of titles do (a few words in many titles), by made-up authors.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final, Literal

from backend.stock.values import Item, ItemKind

Typo = Literal["insertion", "deletion", "substitution", "transposition"]
TYPOS: Final[tuple[Typo, ...]] = ("insertion", "deletion", "substitution", "transposition")
ALPHABET: Final = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
CONSONANTS: Final = (
    "б",
    "в",
    "г",
    "д",
    "ж",
    "з",
    "к",
    "л",
    "м",
    "н",
    "п",
    "р",
    "с",
    "т",
    "ф",
    "х",
    "ц",
    "тр",
    "пр",
    "кл",
)
VOWELS: Final = "аеиоу"
MEDICINE_ENDINGS: Final = ("ин", "ол", "ан", "ид", "ат", "он", "ил", "екс", "ам", "фен")
WORD_ENDINGS: Final = ("ы", "а", "о", "ость", "ение", "ый", "ая", "ик", "ец", "ье")
VOCABULARY, AUTHORS = 6_000, 3_000
COMMON_POWER: Final = 2.0  # the first words of the vocabulary stand in many titles


def medicines(count: int, chance: Random) -> Iterator[Item]:
    """So many different trade names."""
    names = _different(count, chance, MEDICINE_ENDINGS)
    substances = _different(count // 10 + 1, chance, MEDICINE_ENDINGS)
    for number, name in enumerate(names):
        substance = substances[number // 10]
        yield Item(f"m-{number}", "medicine", name.capitalize(), substance, details="таблетки 10 мг")


def books(count: int, chance: Random) -> Iterator[Item]:
    """So many different titles."""
    words = _different(VOCABULARY, chance, WORD_ENDINGS)
    authors = [name.capitalize() for name in _different(AUTHORS, chance, ("ов", "ев", "ин", "ский"))]
    seen: set[str] = set()
    number = 0
    while number < count:
        picked = [
            words[int(VOCABULARY * chance.random() ** COMMON_POWER)] for _ in range(chance.randint(2, 4))
        ]
        title = " ".join(picked).capitalize()
        if title not in seen:
            seen.add(title)
            yield Item(f"b-{number}", "book", title, author=f"А. {chance.choice(authors)}")
            number += 1


def catalogue(kind: ItemKind, count: int, seed: int) -> list[Item]:
    chance = Random(seed)
    return list(medicines(count, chance) if kind == "medicine" else books(count, chance))


def mistyped(name: str, typo: Typo, chance: Random) -> str:
    """The name with one slip at any letter; never the name itself."""
    while True:
        made = _slip(name, typo, chance)
        if made != name and made.strip():
            return made


def _slip(name: str, typo: Typo, chance: Random) -> str:
    at, letter = chance.randrange(len(name)), chance.choice(ALPHABET)
    match typo:
        case "insertion":
            at = chance.randrange(len(name) + 1)
            return name[:at] + letter + name[at:]
        case "deletion":
            return name[:at] + name[at + 1 :]
        case "substitution":
            return name[:at] + letter + name[at + 1 :]
        case "transposition":
            return name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :]


def _different(count: int, chance: Random, endings: tuple[str, ...]) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = (chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(chance.randint(2, 4)))
        found.setdefault("".join(syllables) + chance.choice(CONSONANTS) + chance.choice(endings))
    return list(found)
