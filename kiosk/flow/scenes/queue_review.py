"""«Встать в очередь»: everything once more, the wait, and why it cannot be."""

from __future__ import annotations

from typing import Final

from content.formats import phone
from kiosk.flow.blocks import Block, Chip, Notice, Pair, Paragraph, Summary, Title, Tone
from kiosk.flow.events import Opened, WentBack
from kiosk.flow.printing import can_print
from kiosk.flow.queues.choosing import claims_of
from kiosk.flow.queues.draft import QueueDraft
from kiosk.flow.queues.events import OwnQueuesAsked, QueueLookAsked, RegistrationConfirmed
from kiosk.flow.queues.pages import QueueMenuPage, QueueRefusedPage, QueueReviewPage, RegisteringPage
from kiosk.flow.scenes.failures import refusal_emblem, wording_of
from kiosk.flow.scenes.queue_words import ground_title, group, name_of, title_of, when
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

STANDS_ALREADY: Final = frozenset({"queue-exists", "queue-offer-over"})


def review(desk: Desk, page: QueueReviewPage) -> Scene:
    """Everything once more, and whether paper will come."""
    words, draft = desk.words, desk.walk.queue
    if draft is None or draft.prospect is None:
        return Scene("queue-review", (), personal=True)
    blocks: list[Block] = [Title(words("queue.review"), words(f"queue.{draft.kind}"))]
    if draft.unsure:
        blocks.append(Notice(Tone.ATTENTION, words("queue.unsure"), words("queue.unsure.text"), draft.unsure))
    blocks += [Summary(_reviewed(desk, draft)), _paper(desk)]
    actions = (
        Button(words("queue.review.change"), WentBack(), icon="back"),
        Button(words("queue.register"), RegistrationConfirmed(), icon="done", primary=True),
    )
    return Scene("queue-review", tuple(blocks), actions, personal=True)


def _reviewed(desk: Desk, draft: QueueDraft) -> tuple[Pair, ...]:
    words, prospect = desk.words, draft.prospect
    assert prospect is not None
    age = next((each.age for each in prospect.years if each.year == draft.year), 0)
    told = [
        Pair(words("queue.review.child"), name_of(desk, draft.child)),
        Pair(words("queue.review.from"), when(desk, draft.year)),
        Pair(words("queue.review.group"), group(desk, draft.kind, age)),
    ]
    for rank, place in enumerate(draft.wishes, start=1):
        told.append(Pair(words("queue.wish", rank=rank), title_of(desk, place)))
    for ground in prospect.grounds:
        chip = Chip(words("queue.ground.recorded"), Tone.GOOD)
        told.append(Pair(words("queue.review.right"), ground_title(desk, ground.ground), chip))
    for claim, _ in claims_of(draft):
        chip = Chip(words("queue.ground.claimed"), Tone.ATTENTION)
        told.append(Pair(words("queue.review.right"), ground_title(desk, claim), chip))
    return tuple(told)


def _paper(desk: Desk) -> Notice:
    """Known before «Встать в очередь»: a paper, or the number to write down."""
    words = desk.words
    if not can_print(desk.walk):
        return Notice(Tone.ATTENTION, words("booking.no_paper"), words("queue.no_paper.text"), compact=True)
    return Notice(Tone.INFO, words("queue.paper"), words("queue.paper.text"), icon="print", compact=True)


def registering(desk: Desk, page: RegisteringPage) -> Scene:
    return waiting(desk, "queue-registering", desk.words("queue.registering"), page.since, icon="list")


def refused(desk: Desk, page: QueueRefusedPage) -> Scene:
    """Why it cannot be, in plain words, and what can be done."""
    words, key = desk.words, wording_of(desk, page.code)
    blocks = (
        refusal_emblem(desk, page.code, "list"),
        Title(words(f"failure.{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    return Scene(f"queue-refused-{key}", blocks, (_way_on(desk, page.code),))


def _way_on(desk: Desk, code: str) -> Button:
    """What the words of a refusal advise."""
    words = desk.words
    if code in STANDS_ALREADY:
        return Button(words("queue.own"), OwnQueuesAsked(), icon="list", primary=True)
    if code == "queue-unknown":
        return Button(words("in_hand.by_number"), QueueLookAsked(), icon="keyboard", primary=True)
    if any(isinstance(page, QueueReviewPage) for page in desk.walk.stack):
        return Button(words("queue.review.change"), WentBack(), icon="back", primary=True)
    return Button(words("bar.section"), Opened(QueueMenuPage()), icon="section", primary=True)
