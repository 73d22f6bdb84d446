"""The eight digits an operator has dictated: typed here, the questions go on."""

from __future__ import annotations

from content.formats import dictated
from kiosk.flow.asking.going_on import TOO_SHORT
from kiosk.flow.blocks import Block, Emblem, Notice, Paragraph, Progress, Title, Tone
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import WentBack
from kiosk.flow.scenes.card import WAY_OUT_AFTER
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import AnswersCodeEntered
from kiosk.flow.wizard.pages import AnswersCodePage

TYPED_WRONG = frozenset({"handoff-unknown", "handoff-used-up"})
LOCKED = "too-many-attempts"


def answers_code(desk: Desk, page: AnswersCodePage) -> Scene:
    """The pad, or the wait while the answers are looked for."""
    words = desk.words
    if page.since is not None:
        return _waiting(desk, page.since)
    pad = NumberPad((Field(words("wizard.digits.field"), dictated(page.digits)),))
    onward = Button(words("wizard.next"), AnswersCodeEntered(), icon="continue", primary=True)
    blocks = (Title(words("wizard.digits.title")), _help(desk, page.unclear), pad)
    return Scene("answers-code", blocks, (onward,), personal=True)


def _waiting(desk: Desk, since: float) -> Scene:
    words = desk.words
    out = (Button(words("reading.cancel"), WentBack(), icon="cancel"),)
    late = desk.walk.now - since >= WAY_OUT_AFTER
    blocks = (
        Emblem("phone", Tone.INFO, since=since),
        Title(words("wizard.digits.title")),
        Progress(words("wizard.digits.wait"), since),
    )
    return Scene("answers-code-wait", blocks, out if late else (), personal=True)


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
