"""What is wrong with an identification policy that its types do not see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.identification import (
    ACTIONS,
    FACTS,
    LEVELS,
    OFFICE,
    SAYS,
    IdentificationLevel,
    IdentificationQuestion,
)
from content.suggestions import suggest

Fault = tuple[tuple[str | int, ...], str, str]
_UNDONE_ONLY_AT = ("call_back", OFFICE)


def faults_of_level(level: IdentificationLevel, levels: Sequence[IdentificationLevel]) -> Iterator[Fault]:
    """Unknown words, a level that lets less than a weaker one, a card unblocked too easily."""
    if level.id not in LEVELS:
        yield (), f"there is no level {level.id!r}", f"Use one of: {', '.join(LEVELS)}"
        return
    for name, known in (("say", SAYS), ("do", ACTIONS)):
        for index, word in enumerate(getattr(level, name)):
            if word not in known:
                yield (name, index), f"there is no {word!r}", _remedy(word, known)
    for weaker in levels:
        if weaker.id in LEVELS and LEVELS.index(weaker.id) < LEVELS.index(level.id):
            for name in ("say", "do"):
                for word in sorted(set(getattr(weaker, name)) - set(getattr(level, name))):
                    yield (name,), f"{word!r} is let at {weaker.id!r} already", f"Add {word} here too"
    if "unblock_card" in level.do and level.id not in _UNDONE_ONLY_AT:
        yield ("do",), "a card is unblocked on a mere word", "Leave it to call_back and office"


def faults_of_question(
    question: IdentificationQuestion, questions: Sequence[IdentificationQuestion]
) -> Iterator[Fault]:
    """A fact that no register has; no question that everybody is asked, or nothing beside it."""
    if question.id not in FACTS:
        yield (), f"no register compares {question.id!r}", _remedy(question.id, FACTS)
    if question is questions[0]:
        if not any(each.always for each in questions):
            yield (), "nothing is asked of everybody", "Mark the birth date `always: true`"
        if all(each.always for each in questions):
            yield (), "there is no choice beside what is always asked", "Add a question without `always`"


def _remedy(word: str, known: Sequence[str]) -> str:
    alike = suggest(word, list(known))
    return f"Did you mean {alike}" if alike else f"Use one of: {', '.join(known)}"
