"""A code word: chosen on the keyboard, and what it is good for once it is kept."""

from __future__ import annotations

from content.formats import phone
from kiosk.flow.blocks import Block, Emblem, Notice, Paragraph, Title, Tone
from kiosk.flow.code_word.choosing import WORD_INVALID, may_set
from kiosk.flow.code_word.events import CodeWordOffered
from kiosk.flow.code_word.pages import CodeWordKeptPage, CodeWordPage
from kiosk.flow.entry_blocks import Keyboard, Layout
from kiosk.flow.events import TextErased, WentBack
from kiosk.flow.scenes.failures import wording_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button


def code_word_button(desk: Desk) -> tuple[Button, ...]:
    """«Кодовое слово», where it may be set."""
    if not may_set(desk.walk, desk.world):
        return ()
    return (Button(desk.words("code_word.offer"), CodeWordOffered(), icon="keyboard"),)


def choosing(desk: Desk, page: CodeWordPage) -> Scene:
    """The word is seen as it is typed; it is read to a headset alone, as everything personal is."""
    words = desk.words
    if page.since is not None:
        return waiting(desk, "code-word-keeping", words("code_word.keeping"), page.since)
    keyboard = Keyboard(page.text, words("code_word.placeholder"), Layout(page.layout), icon="keyboard")
    told = _unclear(desk, page.unclear) or (Paragraph(words("code_word.help")),)
    clear = Button(words("search.clear"), TextErased(all=True), icon="erase", enabled=bool(page.text))
    return Scene("code-word", (Title(words("code_word.title")), *told, keyboard), (clear,), personal=True)


def kept(desk: Desk, _page: CodeWordKeptPage) -> Scene:
    words = desk.words
    blocks = (
        Emblem("done", Tone.GOOD),
        Title(words("code_word.kept")),
        Paragraph(words("code_word.kept.text", phone=phone(desk.world.pack.call_centre))),
    )
    on = Button(words("printed.done"), WentBack(), icon="continue", primary=True)
    return Scene("code-word-kept", blocks, (on,), personal=True)


def _unclear(desk: Desk, code: str) -> tuple[Block, ...]:
    if not code:
        return ()
    words, key = desk.words, wording_of(desk, code)
    # Short, so that enlarged it stands above the keyboard and not on a page behind it.
    todo = words(f"failure.{key}.todo" if code == WORD_INVALID else "code_word.again")
    return (Notice(Tone.ATTENTION, words(f"failure.{key}.title"), todo),)
