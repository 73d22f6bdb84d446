"""The eight digits with which an operator goes on from here: to be dictated by telephone."""

from __future__ import annotations

from content.formats import dictated, phone
from kiosk.flow.blocks import Bullets, Emblem, Figure, Notice, Paragraph, Progress, Section, Title, Tone
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import OperatorCodeAsked, ResultsPaperAsked
from kiosk.flow.wizard.pages import OperatorCodePage


def operator_code(desk: Desk, page: OperatorCodePage) -> Scene:
    """The code and how to use it; without a line there is none, and it says so."""
    words, inquiry = desk.words, desk.walk.inquiry
    title = Title(words("wizard.code.title"))
    if inquiry is None:
        return Scene("operator-code", (title,), personal=True)
    if inquiry.code:
        return _given(desk, title, inquiry.code)
    if inquiry.no_code:
        return _none(desk, inquiry.no_code)
    waiting = (
        Emblem("phone", Tone.INFO, since=page.since),
        title,
        Progress(words("wizard.code.wait"), page.since),
    )
    return Scene("operator-code-wait", waiting, personal=True)


def _given(desk: Desk, title: Title, code: str) -> Scene:
    words = desk.words
    steps = (
        words("wizard.code.call", phone=phone(desk.world.pack.call_centre)),
        words("wizard.code.tell"),
        words("wizard.code.again"),
    )
    blocks = (
        title,
        Figure(dictated(code), words("wizard.code.label"), words("wizard.code.valid")),
        Section(words("wizard.code.next")),
        Bullets(steps),
    )
    return Scene("operator-code", blocks, (_print(desk),), personal=True)


def _none(desk: Desk, code: str) -> Scene:
    words = desk.words
    blocks = (
        Emblem("phone", Tone.ATTENTION, badge=True),
        Title(words("wizard.no_code")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words("wizard.no_code.todo"), code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    again = Button(words("wizard.code.retry"), OperatorCodeAsked(), icon="retry")
    return Scene("operator-code-none", blocks, (again, _print(desk)), personal=True)


def _print(desk: Desk) -> Button:
    key = "action.print" if can_print(desk.walk) else "paper.show"
    return Button(desk.words(key), ResultsPaperAsked(), icon="print", primary=True)
