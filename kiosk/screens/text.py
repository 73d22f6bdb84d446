"""Breaking text into lines that fit, by measured widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from kiosk.screens.theme import TypeStyle

_VOWELS: Final = frozenset("аеёиоуыэюяaeiouyАЕЁИОУЫЭЮЯAEIOUY")
_NO_LINE_BEGINS_WITH: Final = frozenset("ьъйЬЪЙ")
_SHORTEST_PART: Final = 3
_SHORT_WORD: Final = 2
_ABBREVIATIONS: Final = frozenset(
    ("ул.", "д.", "кв.", "каб.", "г.", "просп.", "пер.", "пл.", "пос.", "ст.", "ч.", "п.", "No.", "art.")
)
_LONELY: Final = 0.3
"""A word that takes less of its line than this does not stand alone at the end of a text."""
_LEAST_ABOVE: Final = 0.6
"""The line above a last line may be so much shorter than it."""


class Ruler(Protocol):
    """Something that knows how wide a text is in a size of type."""

    def width(self, text: str, style: TypeStyle, size: int) -> float:
        """The advance width of `text` in pixels."""


def wrap(text: str, width: float, style: TypeStyle, size: int, ruler: Ruler) -> tuple[str, ...]:
    """The lines of `text` that fit into `width`; a word that is wider is divided by syllables."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrap_paragraph(paragraph, width, style, size, ruler)
    return tuple(lines)


def _wrap_paragraph(text: str, width: float, style: TypeStyle, size: int, ruler: Ruler) -> list[str]:
    """Lines that read well where that costs no line more: they end with no preposition and no number."""
    if ruler.width(text, style, size) <= width:
        return [text]
    words = text.split(" ")
    plain = _filled(words, width, style, size, ruler)
    if len(plain) == 1:
        return plain
    phrases = [
        part
        for phrase in _phrases(words)
        for part in ((phrase,) if ruler.width(phrase, style, size) <= width else phrase.split(" "))
    ]
    tidy = _filled(phrases, width, style, size, ruler)
    if len(tidy) > len(plain):
        return plain
    return _with_company(tidy, width, style, size, ruler)


def _filled(parts: Sequence[str], width: float, style: TypeStyle, size: int, ruler: Ruler) -> list[str]:
    """Each line as full as it gets; a part that is wider than a line is divided."""
    lines: list[str] = []
    line = ""
    for part in parts:
        longer = f"{line} {part}" if line else part
        if ruler.width(longer, style, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _divided(part, width, style, size, ruler)
        lines += full
    lines.append(line)
    return lines


def reads_well(lines: Sequence[str]) -> bool:
    """Whether no line but the last ends with a word that is read with the next one."""
    return not any(_leans(line.rsplit(" ", 1)[-1]) for line in lines[:-1])


def _phrases(words: Sequence[str]) -> list[str]:
    """Words that are read together: «от услуги», «23 ноября», «д. 40», «льгота —»."""
    phrases: list[str] = []
    leans = False
    for word in words:
        if phrases and (leans or word == "—"):
            phrases[-1] += f" {word}"
        else:
            phrases.append(word)
        leans = _leans(word)
    return phrases


def _leans(word: str) -> bool:
    """Whether a word belongs to the next one: a short one, a number, an abbreviation before a name."""
    bare = word.lstrip("«(“")
    return bare in _ABBREVIATIONS or bare == "№" or bare.isdigit() or _is_short(bare)


def _is_short(word: str) -> bool:
    return word.isalpha() and len(word) <= _SHORT_WORD


def _with_company(lines: list[str], width: float, style: TypeStyle, size: int, ruler: Ruler) -> list[str]:
    """The lines with one phrase more on the last one where a short word stood there alone."""
    *above, before, last = lines
    alone = " " not in last and ruler.width(last, style, size) < width * _LONELY
    if not alone or before.endswith("-"):
        return lines
    *kept, moved = _phrases(before.split(" "))
    shorter, longer = " ".join(kept), f"{moved} {last}"
    wide = ruler.width(longer, style, size)
    if not kept or wide > width or ruler.width(shorter, style, size) < wide * _LEAST_ABOVE:
        return lines
    return [*above, shorter, longer]


def _divided(word: str, width: float, style: TypeStyle, size: int, ruler: Ruler) -> list[str]:
    """`word` in parts that each fit: at syllables with a hyphen, else wherever it must be."""
    parts: list[str] = []
    while ruler.width(word, style, size) > width and len(word) > 1:
        cut, hyphen = _cut(word, width, style, size, ruler)
        parts.append(word[:cut] + hyphen)
        word = word[cut:]
    return [*parts, word]


def _cut(word: str, width: float, style: TypeStyle, size: int, ruler: Ruler) -> tuple[int, str]:
    for at in range(len(word) - 1, 0, -1):
        hyphen = "" if word[at - 1] in "-/.,\u00a0" else "-"
        may = not hyphen or _may_divide(word, at)
        if may and ruler.width(word[:at] + hyphen, style, size) <= width:
            return at, hyphen
    for at in range(len(word) - 1, 1, -1):
        if ruler.width(word[:at], style, size) <= width:
            return at, ""
    return 1, ""


def _may_divide(word: str, at: int) -> bool:
    """Whether a syllable of `word` ends before `at`, by the plain rules of a Russian primer."""
    left, right = word[:at], word[at:]
    if len(left) < _SHORTEST_PART or len(right) < _SHORTEST_PART or right[0] in _NO_LINE_BEGINS_WITH:
        return False
    if not (left[-2:].isalpha() and right[:2].isalpha()):
        return False
    both_speak = any(c in _VOWELS for c in left) and any(c in _VOWELS for c in right)
    after_vowel = left[-1] in _VOWELS and right[0] not in _VOWELS and right[1] in _VOWELS
    between_consonants = left[-1] not in _VOWELS and right[0] not in _VOWELS and right[1] in _VOWELS
    return both_speak and (after_vowel or between_consonants)
