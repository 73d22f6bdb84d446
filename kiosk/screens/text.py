"""Breaking text into lines that fit, by measured widths."""

from __future__ import annotations

from typing import Final, Protocol

from kiosk.screens.theme import TypeStyle

_VOWELS: Final = frozenset("аеёиоуыэюяaeiouyАЕЁИОУЫЭЮЯAEIOUY")
_NO_LINE_BEGINS_WITH: Final = frozenset("ьъйЬЪЙ")
_SHORTEST_PART: Final = 3


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
    if ruler.width(text, style, size) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if ruler.width(longer, style, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _divided(word, width, style, size, ruler)
        lines += full
    lines.append(line)
    return lines


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
