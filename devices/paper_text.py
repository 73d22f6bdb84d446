"""Turns any text into text that a receipt printer's CP866 page can show, exactly and never as «?».

CP866 has Cyrillic, ё, №, ° and line-drawing signs, but no ₽, no «», no long dash and no no-break
space. python-escpos drops or guesses such signs; here each one has a named replacement.
"""

from __future__ import annotations

import re
import unicodedata

CODE_PAGE = "cp866"
NO_BREAK_SPACE = "\u00a0"
UNPRINTABLE = "■"  # in CP866 (0xFE): shows honestly that a sign is missing, and is never a «?»

_REPLACEMENTS = {
    "«": '"', "»": '"', "„": '"', "“": '"', "”": '"', "‟": '"', "″": '"',
    "‘": "'", "’": "'", "‚": "'", "′": "'", "ʼ": "'", "`": "'",
    "—": "-", "–": "-", "‒": "-", "―": "-", "−": "-", "‐": "-", "‑": "-",
    "…": "...", "×": "x", "•": "·", "☐": "[ ]", "☑": "[x]", "✓": "v", "✔": "v", "→": "->", "←": "<-",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "€": "евро", "©": "(c)", "®": "(r)", "™": "(tm)", "§": "пар.",
    "\u202f": NO_BREAK_SPACE, "\u2007": NO_BREAK_SPACE,
}  # fmt: skip
_TABLE = str.maketrans(_REPLACEMENTS)
_ROUBLE_AFTER_NUMBER = re.compile(r"(?<=\d)[^\S\n]*₽\.?")
_ROUBLE = re.compile(r"₽\.?")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_CONTROL_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn")


def printable(text: str) -> str:
    """Return the text with every sign in CP866, save that U+00A0 stays as "do not break here".

    Control characters become spaces, so that no text can carry a command to the printer.
    """
    text = _ROUBLE_AFTER_NUMBER.sub(NO_BREAK_SPACE + "руб.", text)
    text = _ROUBLE.sub("руб.", text)
    text = _INVISIBLE.sub("", text).translate(_TABLE)
    return "".join(_sign(sign) for sign in text)


def encode(text: str) -> bytes:
    """Return the bytes of an already laid out line; a sign that slipped through shows as ■."""
    return printable(text).replace(NO_BREAK_SPACE, " ").encode(CODE_PAGE, errors="replace")


def _sign(sign: str) -> str:
    if sign == NO_BREAK_SPACE:
        return sign
    if unicodedata.category(sign) in _CONTROL_CATEGORIES or sign.isspace():
        return " "
    if _has(sign):
        return sign
    if unicodedata.category(sign) == "Mn":  # a combining accent without its letter: stress marks
        return ""
    simpler = "".join(
        part for part in unicodedata.normalize("NFKD", sign) if unicodedata.category(part) != "Mn"
    )
    simpler = simpler.translate(_TABLE)
    return simpler if simpler and all(_has(part) for part in simpler) else UNPRINTABLE


def _has(sign: str) -> bool:
    try:
        code = sign.encode(CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return code[0] >= 0x20 and code[0] != 0x7F
