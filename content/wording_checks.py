"""What an editor's eye looks for in the wordings: shared text, English, long sentences, doubts.

Faults stop a pack from being published; warnings are for reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from content.model import Measure, Sureness, Text
from content.pack import Pack
from content.problems import Finding
from content.sentences import long_sentences

SHARED_TEXT_RATIO: Final = 92  # two texts more alike than this (per cent) are one text

_OWN_TEXTS: Final[dict[str, Callable[[Measure], str]]] = {
    "how": lambda measure: measure.how,
    "who": lambda measure: measure.who,
    "where_note": lambda measure: measure.where_note,
    "summary": lambda measure: measure.summary.ru,
    "deadline": lambda measure: measure.deadline.text.ru,
    "evidence": lambda measure: " ".join(document.title.ru for document in measure.evidence),
}
_UNSPEAKABLE: Final = re.compile(r"\d|\b[А-ЯЁA-Z]{2,}\b|[№%₽]")
_TITLED: Final = ("measures", "categories", "services", "places", "articles")
_SCREEN_FIELDS: Final = ("title", "summary", "who", "how", "where_note", "criterion", "body", "note")


def wording_faults(pack: Pack) -> list[Finding]:
    """Missing English titles and texts that two measures share."""
    return [*_missing_english(pack, "title"), *_shared_texts(pack)]


def wording_warnings(pack: Pack) -> list[Finding]:
    """Missing English summaries, long Russian sentences, unspeakable spoken forms, missing places."""
    return [
        *_missing_english(pack, "summary"),
        *_long_sentences(pack),
        *_unspeakable(pack),
        *_nowhere_to_go(pack),
    ]


def unverified(pack: Pack) -> list[Finding]:
    """The facts that the screen marks as to be checked: amounts, measures and parameters."""
    found: list[Finding] = []
    for measure in pack.measures:
        if measure.sureness is Sureness.C:
            found.append(Finding("measures", measure.id, ("sureness",), "sureness C", "Check the act"))
        if not measure.amount.verified:
            found.append(Finding("measures", measure.id, ("amount",), "unverified amount", "Find its source"))
    for category in pack.categories:
        if category.sureness is Sureness.C:
            found.append(Finding("categories", category.id, ("sureness",), "sureness C", "Check the act"))
    for parameter in pack.parameters:
        for index, value in enumerate(parameter.values):
            if not value.verified:
                path = ("values", index)
                found.append(Finding("parameters", parameter.id, path, "unverified value", "Find its source"))
    return found


def _missing_english(pack: Pack, name: str) -> Iterator[Finding]:
    for kind in _TITLED:
        for entry in getattr(pack, kind):
            text = getattr(entry, name, None)
            if isinstance(text, Text) and not text.en:
                yield Finding(
                    kind, entry.id, (name,), f"the {name} has no English", f"Write {name}: {{ru, en}}"
                )


def _shared_texts(pack: Pack) -> Iterator[Finding]:
    for name, text_of in _OWN_TEXTS.items():
        texts = [(measure.id, _normalised(text_of(measure))) for measure in pack.measures]
        for (one, one_text), (other, other_text) in combinations(texts, 2):
            likeness = fuzz.ratio(one_text, other_text, score_cutoff=SHARED_TEXT_RATIO)
            if likeness > SHARED_TEXT_RATIO:
                what = f"{name} is the text of {one} ({likeness:.0f} % alike)"
                yield Finding("measures", other, (name,), what, "Say what is particular to this measure")


def _normalised(text: str) -> str:
    return " ".join(text.casefold().split())


def _long_sentences(pack: Pack) -> Iterator[Finding]:
    for kind in _TITLED:
        for entry in getattr(pack, kind):
            for name in _SCREEN_FIELDS:
                text = getattr(entry, name, "")
                for sentence in long_sentences(text.ru if isinstance(text, Text) else text):
                    what = f"{name} has a sentence of more than fifteen words: «{sentence}»"
                    yield Finding(kind, entry.id, (name,), what, "Make two of it")


def _unspeakable(pack: Pack) -> Iterator[Finding]:
    for kind in _TITLED:
        for entry in getattr(pack, kind):
            spoken = getattr(entry, "spoken", "")
            if found := _UNSPEAKABLE.search(spoken):
                what = f"spoken has {found[0]!r}"
                yield Finding(kind, entry.id, ("spoken",), what, "Write it as it is said")


def _nowhere_to_go(pack: Pack) -> Iterator[Finding]:
    known = {place.kind for place in pack.places}
    if not known:
        return  # a federal pack has no directory
    for kind in ("measures", "services"):
        for entry in getattr(pack, kind):
            for index, wanted in enumerate(entry.where):
                if wanted not in known:
                    what = f"the directory has no place of kind {wanted.value}"
                    yield Finding(kind, entry.id, ("where", index), what, "Add one to places")
