"""A question before an offer is answered or the queue is left for good."""

from __future__ import annotations

from kiosk.flow.blocks import Emblem, Paragraph, Title, Tone
from kiosk.flow.events import WentBack
from kiosk.flow.papers import queue_application_of
from kiosk.flow.queues.events import LeavingConfirmed, OfferAnswered
from kiosk.flow.queues.pages import AnswerOfferPage, LeaveQueuePage
from kiosk.flow.scenes.queue_history import offer_text
from kiosk.flow.scenes.queue_place import about
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button


def answer_offer(desk: Desk, page: AnswerOfferPage) -> Scene:
    """A question before it is answered for good."""
    words, one = desk.words, queue_application_of(desk.walk, page.number)
    kind = "accept" if page.accepted else "decline"
    if page.since is not None:
        return waiting(desk, "queue-answering", words("queue.answering"), page.since, icon="list")
    where = offer_text(desk, one.offer) if one and one.offer else ""
    emblem = Emblem("done", Tone.GOOD) if page.accepted else Emblem("list", Tone.ATTENTION, badge=True)
    blocks = (
        emblem,
        Title(words(f"queue.{kind}.title"), one.child_name if one else ""),
        Paragraph(where),
        Paragraph(words(f"queue.{kind}.text")),
    )
    answer = OfferAnswered(page.number, page.accepted)
    icon = "done" if page.accepted else "cancel"
    actions = (
        Button(words("bar.back"), WentBack(), icon="back"),
        Button(words(f"queue.{kind}"), answer, icon=icon, primary=True),
    )
    return Scene(f"queue-{kind}", blocks, actions, personal=True)


def leave(desk: Desk, page: LeaveQueuePage) -> Scene:
    words, one = desk.words, queue_application_of(desk.walk, page.number)
    if page.since is not None:
        return waiting(desk, "queue-leaving", words("queue.leaving"), page.since, icon="list")
    blocks = (
        Emblem("list", Tone.ATTENTION, badge=True),
        Title(words("queue.leave.title"), about(desk, one) if one else ""),
        Paragraph(words("queue.leave.text")),
    )
    actions = (
        Button(words("booking.keep"), WentBack(), icon="back"),
        Button(words("queue.leave"), LeavingConfirmed(page.number), icon="cancel", primary=True),
    )
    return Scene("queue-leave", blocks, actions, personal=True)
