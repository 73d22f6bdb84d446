"""Its person has gone, or is just going: the number, and nothing that tells whose or what it is."""

from __future__ import annotations

from content.formats import dictated
from kiosk.flow.blocks import Block, Emblem, Paragraph, Title, Tone
from kiosk.flow.booking.pages import BookedAfterAllPage
from kiosk.flow.cases.pages import CaseSignedAfterAllPage
from kiosk.flow.events import WentHome
from kiosk.flow.filing.pages import FiledAfterAllPage
from kiosk.flow.goods.pages import ReservedAfterAllPage
from kiosk.flow.queues.pages import QueuedAfterAllPage
from kiosk.flow.scenes.queue_words import IN_THREES
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button


def booked(desk: Desk, page: BookedAfterAllPage) -> Scene:
    told = desk.words("booking.after_all", number=dictated(page.number))
    return _done(desk, "booked-after-all", "booking.done", told)


def reserved(desk: Desk, page: ReservedAfterAllPage) -> Scene:
    told = desk.words("goods.after_all", number=dictated(page.number))
    return _done(desk, "goods-reserved-after-all", "goods.done", told)


def queued(desk: Desk, page: QueuedAfterAllPage) -> Scene:
    told = desk.words("queue.after_all", number=dictated(page.number, IN_THREES))
    return _done(desk, "queue-after-all", "queue.done", told)


def signed(desk: Desk, page: CaseSignedAfterAllPage) -> Scene:
    return _done(desk, "case-after-all", "cases.done", desk.words("cases.after_all", number=page.number))


def filed(desk: Desk, page: FiledAfterAllPage) -> Scene:
    """The receipt's code, and the number as soon as it is known."""
    words = desk.words
    number = (words("filing.after_all.number", number=page.number),) if page.number else ()
    code = words("filing.after_all.code", code=page.receipt)
    return _done(desk, "filed-after-all", "filing.receipt.filed", code, *number)


def _done(desk: Desk, name: str, title: str, *told: str) -> Scene:
    words = desk.words
    lines = (Paragraph(line) for line in told)
    blocks: tuple[Block, ...] = (Emblem("done", Tone.GOOD), Title(words(title)), *lines)
    return Scene(name, blocks, (Button(words("wizard.done"), WentHome(), icon="done", primary=True),))
