"""Lays a sheet out in the lines of a paper so many columns wide: for the printer, the preview, the PNG.

Pure. Words that fit are never cut; amounts («12 345,67 руб.») and numbers with № are never split.
Text that comes out is already such that CP866 can print it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from devices.paper_text import NO_BREAK_SPACE, printable
from devices.ports import Align, CheckItem, Cut, Element, Line, Pair, QrCode, Rule, Sheet, Space

LARGE = 2  # a large line is twice as wide and twice as high
GAP = 2  # columns kept free between a label and its value
CHECK_BOX = "[ ] "
CUT_SIGN = "- "  # where plain text shows that the paper is cut
RULE_SIGN = "─"  # in CP866 (0xC4): joins into one line

_SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SPACE_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:руб|коп|%|мин|час|шт|г\.|кв)(?!\w{3}))")
_SPACE_AFTER_SIGN = re.compile(
    r"(?<=№) (?=\d)|(?<=\bд\.) (?=\d)|(?<=\bкв\.) (?=\d)|(?<=\bкаб\.) (?=\d)|(?<=\bул\.) (?=\w)"
)
_INITIALS = re.compile(r"(?<=\w) (?=[А-ЯЁA-Z]\.(?:\s?[А-ЯЁA-Z]\.)?)|(?<=\b[А-ЯЁA-Z]\.) (?=[А-ЯЁA-Z]\.)")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line; `text` is never longer than the columns (half of them when `large`)."""

    text: str
    bold: bool = False
    large: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A QR code in the middle of the paper; its caption is in text lines of its own."""

    data: str


@dataclass(frozen=True, slots=True)
class CutLine:
    """The paper is cut here and goes on."""


PaperLine = TextLine | CodeLine | CutLine


def lay_out(sheet: Sheet, columns: int) -> tuple[PaperLine, ...]:
    """Return the lines from top to bottom for a paper of `columns` signs (48 for 80 mm, 32 for 58 mm)."""
    return tuple(line for element in sheet.elements for line in _lines_of(element, columns))


def as_text(lines: tuple[PaperLine, ...], columns: int) -> str:
    """Return the paper as plain text, centred as it will be; a QR code is shown by its content."""
    return "\n".join(_plain(line, columns).rstrip() for line in lines) + "\n"


def wrap(text: str, width: int) -> list[str]:
    """Break at spaces into lines of at most `width`; only a word longer than a line is cut."""
    lines: list[str] = []
    current = ""
    for word in _keep_together(text).split(" "):
        if not word:
            continue
        if current and len(current) + 1 + len(word) <= width:
            current = f"{current} {word}"
            continue
        if current:
            lines.append(current)
        *whole, current = _pieces(word, width)
        lines.extend(whole)
    if current:
        lines.append(current)
    return [line.replace(NO_BREAK_SPACE, " ") for line in lines]


def _lines_of(element: Element, columns: int) -> Iterator[PaperLine]:
    match element:
        case Line():
            width = columns // LARGE if element.large else columns
            centred = element.align is Align.CENTRE
            broken = _balanced if centred else wrap
            for text in broken(printable(element.text), width) or [""]:
                yield TextLine(text, element.bold, element.large, centred)
        case Pair():
            for text in _pair(printable(element.label), printable(element.value), columns):
                yield TextLine(text, element.bold)
        case CheckItem():
            indent = CHECK_BOX
            for text in wrap(printable(element.text), columns - len(CHECK_BOX)):
                yield TextLine(indent + text)
                indent = " " * len(CHECK_BOX)
        case Rule():
            yield TextLine(RULE_SIGN * columns)
        case Space():
            for _ in range(element.lines):
                yield TextLine("")
        case QrCode():
            yield from (TextLine(""), CodeLine(element.data), TextLine(""))  # with its quiet zone
            for text in _balanced(printable(element.caption), columns):
                yield TextLine(text, centred=True)
        case Cut():
            yield CutLine()


def _balanced(text: str, width: int) -> list[str]:
    """Lines of about one length: in the middle of a paper no house number stands alone."""
    lines = wrap(text, width)
    if len(lines) < 2:
        return lines
    longest = max(len(word) for word in _keep_together(text).split(" "))
    for narrower in range(max(longest, -(-len(text) // len(lines))), width):
        tried = wrap(text, narrower)
        if len(tried) == len(lines):
            return tried
    return lines


def _pair(label: str, value: str, columns: int) -> list[str]:
    """Label at the left edge, value at the right; the value moves down where both do not fit."""
    left, right = wrap(label, columns), wrap(value, columns)
    if not right:
        return left
    if left and len(left[-1]) + GAP + len(right[0]) <= columns:
        left[-1] += right.pop(0).rjust(columns - len(left[-1]))
    return left + [text.rjust(columns) for text in right]


def _keep_together(text: str) -> str:
    for pattern in (_SPACE_IN_NUMBER, _SPACE_BEFORE_UNIT, _SPACE_AFTER_SIGN, _INITIALS):
        text = pattern.sub(NO_BREAK_SPACE, text)
    return text


def _pieces(word: str, width: int) -> list[str]:
    """Return the word whole where it fits; else what was glued together is parted first, then cut."""
    if len(word) <= width:
        return [word]
    if NO_BREAK_SPACE in word:
        return _part_glued(word, width)
    return [word[start : start + width] for start in range(0, len(word), width)]


def _part_glued(word: str, width: int) -> list[str]:
    """Break a glued word at its no-break spaces, because even alone it is wider than the paper."""
    lines: list[str] = []
    for part in word.split(NO_BREAK_SPACE):
        if lines and len(lines[-1]) + 1 + len(part) <= width:
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.extend(part[start : start + width] for start in range(0, len(part), width))
    return lines or [""]


def _plain(line: PaperLine, columns: int) -> str:
    if isinstance(line, CodeLine):
        return f"[QR: {line.data}]".center(columns)
    if isinstance(line, CutLine):
        return (CUT_SIGN * columns)[:columns]
    text = " ".join(line.text) if line.large else line.text
    return text.center(columns) if line.centred else text
