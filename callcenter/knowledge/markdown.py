"""Articles into headed parts: `##` headings, paragraphs, lists with - and 1. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from callcenter.knowledge.values import Part

_ITEM: Final = re.compile(r"[-*] +(.*)")
_STEP: Final = re.compile(r"[0-9]+[.)] +(.*)")


def parts_of(body: str) -> tuple[Part, ...]:
    """A part a heading; what stands before the first has none."""
    parts: list[Part] = []
    title, lines = "", list[str]()
    for line in [*body.splitlines(), "## "]:
        if line.startswith("## "):
            if lines or title:
                parts += _parts(title, lines)
            title, lines = line.removeprefix("## ").strip(), []
        else:
            lines.append(line.strip())
    return tuple(parts)


def _parts(title: str, lines: list[str]) -> Iterator[Part]:
    """One for each run of paragraphs or list items; the heading stands over the first."""
    for kind, block in groupby(_blocks(lines), key=lambda each: each[0]):
        texts = tuple(text for _, text in block)
        if kind == "item":
            yield Part(title, items=texts, russian=True)
        elif kind == "step":
            yield Part(title, steps=texts, russian=True)
        else:
            yield Part(title, texts=texts, russian=True)
        title = ""


def _blocks(lines: list[str]) -> list[tuple[str, str]]:
    blocks: list[tuple[str, str]] = []
    goes_on = False
    for line in lines:
        for kind, form in (("item", _ITEM), ("step", _STEP)):
            if found := form.fullmatch(line):
                blocks.append((kind, found[1]))
                break
        else:
            if line and goes_on:
                kind, text = blocks[-1]
                blocks[-1] = (kind, f"{text} {line}")
            elif line:
                blocks.append(("text", line))
        goes_on = bool(line)
    return blocks
