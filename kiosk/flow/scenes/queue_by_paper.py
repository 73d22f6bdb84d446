"""By the paper: number and code, then positions, and nothing of whose they are."""

from __future__ import annotations

from content.formats import dictated
from kiosk.flow.blocks import Block, Notice, Paragraph, Title, Tone
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import WentHome
from kiosk.flow.queues.events import QueueNumberDone
from kiosk.flow.queues.pages import QueueCodePage, QueueFoundPage, QueueNumberPage
from kiosk.flow.scenes.queue_history import offer_text
from kiosk.flow.scenes.queue_place import particulars, place_in_line
from kiosk.flow.scenes.queue_words import IN_THREES
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button


def number(desk: Desk, page: QueueNumberPage) -> Scene:
    typed = desk.walk.queue.number if desk.walk.queue else ""
    return _typed(desk, "queue-number", "queue.look.number", dictated(typed, IN_THREES))


def code(desk: Desk, page: QueueCodePage) -> Scene:
    typed = desk.walk.queue.code if desk.walk.queue else ""
    return _typed(desk, "queue-code", "queue.look.code", typed)


def _typed(desk: Desk, name: str, key: str, text: str) -> Scene:
    words, draft = desk.words, desk.walk.queue
    told: Block = Paragraph(words(f"{key}.help"))
    if draft is not None and draft.unclear:
        told = Notice(Tone.ATTENTION, words(f"{key}.unclear"), words(f"{key}.help"))
    pad = NumberPad((Field(words(f"{key}.field"), text),))
    done = Button(words("wizard.next"), QueueNumberDone(), icon="continue", primary=True)
    return Scene(name, (Title(words(key), words("queue.look")), told, pad), (done,), personal=True)


def found(desk: Desk, page: QueueFoundPage) -> Scene:
    words, draft = desk.words, desk.walk.queue
    look = draft.found if draft else None
    if look is None:
        title = Title(words("queue.look"))
        return waiting(desk, "queue-found-wait", words("queue.look.wait"), page.since, title, "ticket")
    offer = look.offer
    told: tuple[Block, ...] = ()
    if offer is not None and offer.state == "open":
        text = f"{offer_text(desk, offer)} {words('queue.look.offer')}"
        told = (Notice(Tone.GOOD, words("queue.offer"), text, icon="good"),)
    blocks = (
        Title(words(f"queue.{look.kind}"), words("queue.look")),
        *told,
        *place_in_line(desk, look),
        *particulars(desk, look),
    )
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    return Scene("queue-found", blocks, (done,), personal=True)
