"""After «Подать»: the wait, the receipt, the code of a slip, and the code for somebody who has gone."""

from __future__ import annotations

from content.formats import dictated, phone
from kiosk.flow.blocks import Block, Bullets, Chip, Emblem, Figure, Notice, Paragraph, Progress, Title, Tone
from kiosk.flow.events import Opened, WentHome
from kiosk.flow.filing.pages import FiledAfterAllPage, FilingPage, ReceiptPage, SlipPage
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
    blocks: list[Block] = [Title(words(f"filing.receipt.{what_of(preparation)}"))]
    if preparation.refused:
        blocks.append(
            Notice(Tone.ATTENTION, words("filing.refused"), words("filing.refused.text"), preparation.refused)
        )
    note = words("filing.receipt.keep")
    chip = Chip(words("filing.receipt.stored"), Tone.GOOD)
    blocks.append(Figure(preparation.receipt, words("filing.receipt.code"), note, chip))
    if preparation.number:
        blocks.append(Figure(preparation.number, words("filing.receipt.number")))
    elif not preparation.refused:
        blocks.append(
            Notice(Tone.INFO, words("filing.receipt.waiting"), words("filing.receipt.waiting.text"))
        )
    blocks.append(Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))))
    actions = [Button(words("wizard.done"), WentHome(), icon="done", primary=True)]
    paper = "filing.receipt.again" if can_print(desk.walk) else "paper.show"
    actions.insert(0, Button(words(paper), Opened(PreviewPage(RECEIPT)), icon="print"))
    return Scene("receipt", tuple(blocks), tuple(actions), personal=True)


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
        return Scene("slip", (title, figure, steps), (paper,), personal=True)
    if preparation.no_slip:
        text = words("filing.no_slip.todo")
        notice = Notice(Tone.ATTENTION, words("wizard.no_code"), text, preparation.no_slip)
        return Scene("slip-none", (title, notice), personal=True)
    waiting = (
        Emblem("paper", Tone.INFO, since=page.since),
        title,
        Progress(words("wizard.code.wait"), page.since),
    )
    return Scene("slip-wait", waiting, personal=True)


def filed_after_all(desk: Desk, page: FiledAfterAllPage) -> Scene:
    """Its person has gone, or is just going: the code, and nothing that tells whose it is."""
    words = desk.words
    number = (Paragraph(words("filing.after_all.number", number=page.number)),) if page.number else ()
    return Scene(
        "filed-after-all",
        (
            Emblem("done", Tone.GOOD),
            Title(words("filing.receipt.filed")),
            Paragraph(words("filing.after_all.code", code=page.receipt)),
            *number,
        ),
        (Button(words("printed.done"), WentHome(), icon="done", primary=True),),
    )
