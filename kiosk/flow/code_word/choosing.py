"""A holder chooses the word that an operator will ask for by telephone: typed, kept, never shown again."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.code_word.effects import SetCodeWord
from kiosk.flow.code_word.events import CodeWordKept
from kiosk.flow.code_word.pages import CodeWordKeptPage, CodeWordPage
from kiosk.flow.disclosure import may
from kiosk.flow.events import Event, LayoutChosen, TextDone, TextErased, TextTyped
from kiosk.flow.walk import (
    HOLDER_LEVEL,
    Walk,
    answered,
    asked,
    awaited_effect,
    no_longer_awaiting,
    opened,
    switched,
)
from kiosk.flow.world import World

ACT: Final = "set_code_word"  # as levels name what is allowed
SHORTEST: Final = 4  # letters and digits, as the backend counts them
LONGEST: Final = 40
WORD_INVALID: Final = "code-word-invalid"
SLOW: Final = "backend-slow"


def offered(walk: Walk, world: World) -> Walk:
    """From the holder's own file."""
    return opened(walk, CodeWordPage()) if may_set(walk, world) else walk


def may_set(walk: Walk, world: World) -> bool:
    """With card and PIN, where the pack lets it."""
    session = walk.session
    return session is not None and session.level >= HOLDER_LEVEL and may(walk, world, ACT)


def wrote(walk: Walk, event: Event) -> Walk:
    """A key of the keyboard; none counts while the word is being kept."""
    page = walk.page
    if not isinstance(page, CodeWordPage) or page.since is not None:
        return walk
    match event:
        case TextTyped(character) if len(page.text) < LONGEST:
            return switched(walk, replace(page, text=page.text + character, unclear=""))
        case TextErased(all=everything):
            return switched(walk, replace(page, text="" if everything else page.text[:-1], unclear=""))
        case LayoutChosen(layout):
            return switched(walk, replace(page, layout=layout))
        case TextDone():
            return _done(walk, page)
        case _:
            return walk


def kept(walk: Walk, event: CodeWordKept) -> Walk:
    """Only now it is said to be so; a late answer changes nothing."""
    if awaited_effect(walk, event.effect) is None:
        return walk
    walk = answered(walk, event.effect)
    return switched(walk, CodeWordKeptPage()) if isinstance(walk.page, CodeWordPage) else walk


def refused(walk: Walk, effect: int, code: str) -> Walk:
    """The word stands there still, to be changed or sent once more."""
    walk, page = answered(walk, effect), walk.page
    if not isinstance(page, CodeWordPage):
        return walk
    return switched(walk, replace(page, unclear=code, since=None))


def waits_since(walk: Walk) -> float | None:
    return walk.page.since if isinstance(walk.page, CodeWordPage) else None


def waited_too_long(walk: Walk) -> Walk:
    """Nobody answered in time."""
    page = walk.page
    walk = no_longer_awaiting(walk, SetCodeWord)
    return switched(walk, replace(page, unclear=SLOW, since=None)) if isinstance(page, CodeWordPage) else walk


def _done(walk: Walk, page: CodeWordPage) -> Walk:
    session = walk.session
    if session is None:
        return walk
    if sum(letter.isalnum() for letter in page.text) < SHORTEST:
        return switched(walk, replace(page, unclear=WORD_INVALID))
    walk = switched(walk, replace(page, unclear="", since=walk.now))
    return asked(walk, SetCodeWord(walk.next_effect, session.number, page.text))
