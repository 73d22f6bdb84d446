"""When the screen is read aloud, and what never is: nothing personal without a headset."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.booking.pages import AdmissionPage
from kiosk.flow.code_word.pages import CodeWordPage
from kiosk.flow.effects import Speak
from kiosk.flow.goods.pages import GoodsSearchPage
from kiosk.flow.pages import Page, PinPage, SearchPage, TakeCardPage
from kiosk.flow.render import render
from kiosk.flow.technician_pages import ServiceCodePage, TouchTestPage
from kiosk.flow.walk import Walk, ordered
from kiosk.flow.wizard.pages import EntryPage, QuestionsPage
from kiosk.flow.world import World

CALLED_AFTER_EVERY = 10.0
CALLED_AFTER_FOR = 60.0


def read_aloud(walk: Walk, world: World) -> Walk:
    """The walk that has asked for its page to be read, if it has not been read yet."""
    if not (walk.comfort.voice or isinstance(walk.page, TakeCardPage)):
        return walk
    name = (_voiced(walk.page), walk.warned_at is not None, walk.comfort.language)
    if name == walk.said and not _is_due_again(walk):
        return walk
    walk = replace(walk, said=name, said_at=walk.now)
    language = walk.comfort.language
    listening = replace(walk, comfort=replace(walk.comfort, voice=True))
    view = render(listening, world)
    if view.personal and not view.dialog and not walk.devices.headset:
        return ordered(walk, Speak(world.words[language]("voice.personal"), language, personal=False))
    return ordered(walk, Speak(view.spoken, language, personal=view.personal and not view.dialog))


def _is_due_again(walk: Walk) -> bool:
    """A forgotten card is called after again and again, though not all night."""
    page = walk.page
    if not isinstance(page, TakeCardPage) or walk.now - page.since > CALLED_AFTER_FOR:
        return False
    return walk.now - walk.said_at >= CALLED_AFTER_EVERY


def _voiced(page: Page) -> Page:
    """The page without what changes at every key, so that a key does not begin the reading anew."""
    match page:
        case PinPage() | ServiceCodePage():
            return replace(page, count=0)
        case GoodsSearchPage(done=False):
            return replace(page, text="", since=None)
        case CodeWordPage():
            return replace(page, text="")
        case SearchPage(done=False):
            return replace(page, text="")
        case AdmissionPage():
            return replace(page, asked_at=0.0)
        case TouchTestPage():
            return TouchTestPage()
        case QuestionsPage() | EntryPage():
            return replace(page, field=0)
        case _:
            return page
