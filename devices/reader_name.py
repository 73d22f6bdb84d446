"""Which of the PC/SC readers is meant by a name in the settings (pure)."""

from __future__ import annotations

import re


def is_named(reader: str, wanted: str) -> bool:
    """Whether `wanted` means this reader, in any case: whole words of its name, or a pattern with * and ?.

    Whole words, because «contact» must not mean a reader that calls itself contactless.
    """
    name, wish = reader.casefold(), wanted.casefold()
    if "*" in wish or "?" in wish:
        pattern = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in wish)
        return re.fullmatch(pattern, name, re.DOTALL) is not None
    return bool(wish) and re.search(rf"(?<!\w){re.escape(wish)}(?!\w)", name) is not None


def readers_named(readers: tuple[str, ...], wanted: str, other_than: str = "") -> tuple[str, ...]:
    """The readers that `wanted` means, without those that `other_than` means."""
    return tuple(name for name in readers if is_named(name, wanted) and not is_named(name, other_than))
