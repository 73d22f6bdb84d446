"""The eight digits an operator has dictated: typed here, the questions go on."""

from __future__ import annotations

from content.formats import dictated
from kiosk.flow.asking.going_on import TOO_SHORT
from kiosk.flow.blocks import Block, Notice, Paragraph, Title, Tone
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import AnswersCodeEntered
from kiosk.flow.wizard.pages import AnswersCodePage

TYPED_WRONG = frozenset({"handoff-unknown", "handoff-used-up"})
LOCKED = "too-many-attempts"


def answers_code(desk: Desk, page: AnswersCodePage) -> Scene:
    """The pad, or the wait while the answers are looked for."""
    words = desk.words
    if page.since is not None:
        title = Title(words("wizard.digits.title"))
        return waiting(desk, "answers-code-wait", words("wizard.digits.wait"), page.since, title, "phone")
    pad = NumberPad((Field(words("wizard.digits.field"), dictated(page.digits)),))
    onward = Button(words("wizard.next"), AnswersCodeEntered(), icon="continue", primary=True)
    blocks = (Title(words("wizard.digits.title")), _help(desk, page.unclear), pad)
    return Scene("answers-code", blocks, (onward,), personal=True)


def _help(desk: Desk, unclear: str) -> Block:
    """Where the digits come from, or what is wrong with them and what to do."""
    words = desk.words
    if not unclear:
        return Paragraph(words("wizard.digits.help"))
    if unclear == TOO_SHORT:
        return Notice(Tone.ATTENTION, words("wizard.digits.short"), words("wizard.digits.short.todo"))
    if unclear in TYPED_WRONG:
        return Notice(Tone.ATTENTION, words("wizard.digits.unknown"), words("wizard.digits.unknown.todo"))
    if unclear == LOCKED:
        return Notice(Tone.ATTENTION, words("wizard.digits.locked"), words("wizard.digits.locked.todo"))
    return Notice(Tone.ATTENTION, words("wizard.digits.no_line"), words("wizard.digits.no_line.todo"))
