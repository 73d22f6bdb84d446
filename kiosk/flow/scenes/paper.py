"""Paper on screen: the preview, the wait, «Заберите бумагу», and what to do when none comes."""

from __future__ import annotations

from devices.ports import Align, CheckItem, Cut, Element, Line, Pair, PrinterState, QrCode, Rule
from kiosk.flow.blocks import (
    Block,
    Emblem,
    Notice,
    PaperLine,
    PaperPreview,
    Paragraph,
    Progress,
    Title,
    Tone,
)
from kiosk.flow.disclosure import may_print
from kiosk.flow.events import Opened, PrintAsked, PrintCancelled, Switched, WentBack
from kiosk.flow.pages import (
    NotPrintedPage,
    Paper,
    PaperKind,
    PreviewPage,
    PrintedPage,
    PrintingPage,
    is_personal,
)
from kiosk.flow.papers import sheet_of
from kiosk.flow.printing import FAULT_CODES, can_print
from kiosk.flow.scenes.failures import failure_emblem, wording_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import is_long
from kiosk.flow.views import Button


def print_buttons(desk: Desk, paper: Paper, key: str = "action.print") -> tuple[Button, ...]:
    """«Напечатать», or, when it is known that no paper can come, the same sheet on the screen.

    Nothing where the level of identification does not allow this paper.
    """
    if not may_print(desk.walk, desk.world, paper):
        return ()
    title, icon = (key, "print") if can_print(desk.walk) else ("paper.show", "paper")
    return (Button(desk.words(title), Opened(PreviewPage(paper)), icon=icon, primary=True),)


def paper_again(desk: Desk, paper: Paper) -> Button:
    """«Напечатать ещё раз» beside «Готово», or the sheet on the screen when no paper can come."""
    title, icon = ("booking.print_again", "print") if can_print(desk.walk) else ("paper.show", "paper")
    return Button(desk.words(title), Opened(PreviewPage(paper)), icon=icon)


def preview(desk: Desk, page: PreviewPage) -> Scene:
    """What will be printed, before it is; when no paper can come it says so and stays readable."""
    words = desk.words
    sheet = sheet_of(desk.walk, desk.world, page.paper)
    lines = tuple(paper_line(element) for element in sheet.elements) if sheet else ()
    blocks: list[Block] = [Title(words("preview.title"))]
    actions: tuple[Button, ...] = ()
    if can_print(desk.walk):
        if desk.walk.devices.printer is PrinterState.PAPER_LOW:
            blocks.append(Notice(Tone.INFO, words("preview.paper_low")))
        actions = (Button(words("action.print"), PrintAsked(page.paper), icon="print", primary=True),)
    else:
        code = FAULT_CODES[desk.walk.devices.printer]
        blocks.append(Notice(Tone.ATTENTION, words("preview.no_paper"), words("preview.no_paper.text"), code))
    if sheet is None:
        blocks.append(Paragraph(words("list.empty")))
        actions = ()
    else:
        blocks.append(PaperPreview(lines))
    return Scene("preview", tuple(blocks), actions, personal=is_personal(page))


def paper_line(element: Element) -> PaperLine:
    """An element of the sheet as a line of the preview."""
    match element:
        case Line(text, bold, large, align):
            kind = "large" if large else "bold" if bold else "text"
            return PaperLine(kind, text, centred=align is Align.CENTRE)
        case Pair(label, value):
            return PaperLine("pair", label, value)
        case CheckItem(text):
            return PaperLine("check", text)
        case Rule():
            return PaperLine("rule")
        case QrCode(data, caption):
            return PaperLine("qr", caption, data)
        case Cut():
            return PaperLine("cut")
        case _:
            return PaperLine("space")


def printing(desk: Desk, page: PrintingPage) -> Scene:
    """The paper is coming."""
    words = desk.words
    late = is_long(desk, page.since)
    cancel = Button(words("printing.cancel"), PrintCancelled(), icon="cancel")
    return Scene(
        "printing",
        (
            Emblem("print", Tone.INFO, since=page.since),
            Title(words("printing.title")),
            Progress(words("printing.slow" if late else "printing.text"), page.since),
        ),
        (cancel,) if late else (),
        personal=is_personal(page),
    )


def printed(desk: Desk, page: PrintedPage) -> Scene:
    """«Заберите бумагу»."""
    words = desk.words
    test = page.paper.kind is PaperKind.TEST
    text = words("printed.test" if test else "printed.text")
    return Scene(
        "printed",
        (Emblem("paper_out", Tone.GOOD), Title(words("printed.title")), Paragraph(text)),
        (Button(words("printed.done"), WentBack(), icon="done", primary=True),),
        personal=is_personal(page),
    )


def not_printed(desk: Desk, page: NotPrintedPage) -> Scene:
    """No paper came: what to do, another try, the sheet on the screen."""
    words = desk.words
    key = wording_of(desk, page.code)
    return Scene(
        f"not-printed-{page.code}",
        (
            failure_emblem(desk, key),
            Title(words(f"failure.{key}.title")),
            Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        ),
        (
            Button(words("paper.show"), Switched(PreviewPage(page.paper)), icon="paper"),
            Button(words("failure.retry"), PrintAsked(page.paper), icon="retry", primary=True),
        ),
        personal=is_personal(page),
    )
