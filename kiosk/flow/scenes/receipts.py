"""After «Подать»: the wait, the receipt, and the code of a slip."""

from __future__ import annotations

from content.formats import dictated, phone
from kiosk.flow.blocks import (
    Block,
    Bullets,
    Chip,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Progress,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.events import Opened, WentHome
from kiosk.flow.filing.events import SlipAsked
from kiosk.flow.filing.pages import FilingPage, ReceiptPage, SlipPage
from kiosk.flow.filing.preparation import Preparation
from kiosk.flow.pages import Paper, PaperKind, PreviewPage
from kiosk.flow.papers_of_answers import what_of
from kiosk.flow.printing import can_print
from kiosk.flow.requesting.filing import RECEIPT
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button

SLIP = Paper(PaperKind.SLIP)


def filing(desk: Desk, page: FilingPage) -> Scene:
    """It is being stored."""
    words = desk.words
    return Scene(
        "filing",
        (
            Emblem("document", Tone.INFO, since=page.since),
            Title(words("filing.wait.title")),
            Progress(words("filing.wait"), page.since),
        ),
        personal=True,
    )


def receipt(desk: Desk, page: ReceiptPage) -> Scene:
    """The code, large; the number as soon as it is known."""
    words, preparation = desk.words, desk.walk.preparation
    if preparation is None:
        return Scene("receipt", (), personal=True)
    what = what_of(preparation)
    title = words("filing.refused.title" if preparation.refused else f"filing.receipt.{what}")
    blocks = (Title(title), *_codes(desk, preparation), *_what_next(desk, preparation, what))
    actions = [Button(words("wizard.done"), WentHome(), icon="done", primary=True)]
    paper = "filing.receipt.again" if can_print(desk.walk) else "paper.show"
    actions.insert(0, Button(words(paper), Opened(PreviewPage(RECEIPT)), icon="print"))
    return Scene("receipt", blocks, tuple(actions), personal=True)


def _codes(desk: Desk, preparation: Preparation) -> tuple[Block, ...]:
    """The number first when it is there; what is wrong before all else."""
    words = desk.words
    keep, label = words("filing.receipt.keep"), words("filing.receipt.code")
    if preparation.refused:
        wrong = Notice(
            Tone.ATTENTION, words("filing.refused"), words("filing.refused.text"), preparation.refused
        )
        chip = Chip(words("filing.receipt.kept"), Tone.ATTENTION)
        return wrong, Figure(preparation.receipt, label, keep, chip)
    if preparation.number:
        sent = Chip(words("filing.receipt.sent"), Tone.GOOD)
        number = Figure(preparation.number, words("filing.receipt.number"), chip=sent)
        return number, Summary((Pair(label, preparation.receipt),))
    stored = Chip(words("filing.receipt.stored"), Tone.GOOD)
    later = Notice(Tone.INFO, words("filing.receipt.waiting"), words("filing.receipt.waiting.text"))
    return Figure(preparation.receipt, label, keep, stored), later


def _what_next(desk: Desk, preparation: Preparation, what: str) -> tuple[Block, ...]:
    """How the answer comes, and whom to ask."""
    words = desk.words
    ask = words("filing.receipt.ask", phone=phone(desk.world.pack.call_centre))
    if preparation.refused or what == "withdrawn":
        return (Paragraph(ask),)
    reached = preparation.phone or preparation.email
    steps = (*((words("filing.receipt.reached"),) if reached else ()), words("filing.receipt.look"), ask)
    return Section(words("filing.receipt.next")), Bullets(steps)


def slip(desk: Desk, page: SlipPage) -> Scene:
    """The code with which an office prints the prepared application."""
    words, preparation = desk.words, desk.walk.preparation
    title = Title(words("filing.slip"))
    if preparation is None:
        return Scene("slip", (title,), personal=True)
    if preparation.slip:
        figure = Figure(dictated(preparation.slip), words("wizard.code.label"), words("wizard.code.valid"))
        steps = Bullets(tuple(words(f"filing.slip.{step}") for step in ("go", "say", "sign")))
        key = "action.print" if can_print(desk.walk) else "paper.show"
        paper = Button(words(key), Opened(PreviewPage(SLIP)), icon="print", primary=True)
        next_ = Section(words("wizard.code.next"))
        return Scene("slip", (title, figure, next_, steps), (paper,), personal=True)
    if preparation.no_slip:
        told = (
            Emblem("paper", Tone.ATTENTION, badge=True),
            Title(words("wizard.no_code")),
            Notice(
                Tone.ATTENTION,
                words("failure.what_to_do"),
                words("filing.no_slip.todo"),
                preparation.no_slip,
            ),
            Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
        )
        again = Button(words("wizard.code.retry"), SlipAsked(), icon="retry", primary=True)
        return Scene("slip-none", told, (again,), personal=True)
    waiting = (
        Emblem("paper", Tone.INFO, since=page.since),
        title,
        Progress(words("wizard.code.wait"), page.since),
    )
    return Scene("slip-wait", waiting, personal=True)
