"""Every view of a code word, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.flow.code_word.choosing import may_set
from kiosk.flow.code_word.events import CodeWordKept, CodeWordOffered
from kiosk.flow.events import BackendRefused, TextDone, TextTyped
from kiosk.flow.stages.stage import Stage

WORD = "северный олень"


def code_word_stages(person: Stage) -> Iterator[tuple[str, Stage]]:
    """`person` has given card and PIN, where that can be."""
    if not may_set(person.walk, person.world):
        return
    empty = person.after(CodeWordOffered())
    yield "code-word", empty
    yield "code-word-short", empty.after(TextTyped("к"), TextDone())
    typed = empty.after(*(TextTyped(letter) for letter in WORD))
    yield "code-word-typed", typed
    keeping = typed.after(TextDone())
    yield "code-word-keeping", keeping
    yield "code-word-refused", keeping.after(BackendRefused(keeping.asked, "code-word-invalid"))
    yield "code-word-no-line", keeping.after(BackendRefused(keeping.asked, "backend-unreachable"))
    yield "code-word-kept", keeping.after(CodeWordKept(keeping.asked))
