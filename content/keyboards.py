"""What a text would be had the keyboard stood in the other layout."""

from __future__ import annotations

from typing import Final

_LATIN_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_FROM_LATIN_LAYOUT: Final = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_FROM_RUSSIAN_LAYOUT: Final = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)


def in_other_layouts(text: str) -> tuple[str, str]:
    """The keys that were meant, if Latin stood for Russian, and the other way round; folded."""
    folded = text.casefold()
    return folded.translate(_FROM_LATIN_LAYOUT), folded.translate(_FROM_RUSSIAN_LAYOUT)
