"""What stands in the queue: just registered, all of the holder's children, one application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.flow.blocks import Block, Chip, Notice, Row, Rows, Title, Tone
from kiosk.flow.disclosure import may
from kiosk.flow.events import Opened, WentHome
from kiosk.flow.papers import queue_application_of
from kiosk.flow.printing import can_print
from kiosk.flow.queues.pages import (
    AnswerOfferPage,
    LeaveQueuePage,
    OwnQueuesPage,
    QueueMenuPage,
    RegisteredPage,
    StandingPage,
)
from kiosk.flow.queues.registering import paper_of
from kiosk.flow.scenes.paper import paper_again, print_buttons
from kiosk.flow.scenes.queue_history import grounds_told, moves_told, offer_told
from kiosk.flow.scenes.queue_place import (
    STATE_TONES,
    about,
    application_number,
    particulars,
    place_in_line,
    positions,
)
from kiosk.flow.scenes.queue_words import ICONS, title_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.queues import QueueApplication

MOVE: Final = "move_booking"  # as levels name what is allowed
WAITS: Final = ("waiting", "offered")


def registered(desk: Desk, page: RegisteredPage) -> Scene:
    """In the queue: number and code, large; the paper is a copy."""
    words, draft = desk.words, desk.walk.queue
    made = draft.made if draft else None
    if made is None:
        return Scene("queue-registered", (), personal=True)
    blocks: list[Block] = [Title(words("queue.done"), about(desk, made))]
    if not can_print(desk.walk):
        text = words("queue.write_down.text", code=made.code)
        blocks.append(Notice(Tone.ATTENTION, words("booking.write_down"), text))
    blocks += [
        application_number(desk, made),
        *positions(desk, made.positions),
        *grounds_told(desk, made.grounds),
    ]
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    paper = paper_again(desk, paper_of(made.number))
    return Scene("queue-registered", tuple(blocks), (paper, done), personal=True)


def own_queues(desk: Desk, page: OwnQueuesPage) -> Scene:
    """All of the holder's children, the newest application first."""
    words, draft = desk.words, desk.walk.queue
    if draft is None or draft.own is None:
        return waiting(
            desk, "queue-own-wait", words("queue.own.wait"), page.since, Title(words("queue.own")), "list"
        )
    rows = tuple(
        Row(
            one.child_name,
            Opened(StandingPage(one.number)),
            _own_help(desk, one),
            chip=Chip(words(f"queue.state.{one.state}"), STATE_TONES.get(one.state, Tone.NEUTRAL)),
            icon=ICONS[one.kind],
        )
        for one in draft.own
    )
    title = Title(words("queue.own"), words("queue.title"))
    join = Button(words("queue.register"), Opened(QueueMenuPage()), icon="child", primary=True)
    blocks = (title, Rows(rows, words("queue.own.none"), "list"))
    return Scene("queue-own", blocks, () if rows else (join,), personal=True)


def _own_help(desk: Desk, one: QueueApplication) -> str:
    first = next((each for each in one.positions if each.position), None)
    if first is None:
        return desk.words(f"queue.{one.kind}")
    place = desk.words("queue.position", position=first.position, total=first.total)
    return f"{title_of(desk, first.place)}: {place}"


def standing(desk: Desk, page: StandingPage) -> Scene:
    """One application, and what may be done with it."""
    words, one = desk.words, queue_application_of(desk.walk, page.number)
    if one is None:
        return Scene("queue-standing", (), personal=True)
    blocks: tuple[Block, ...] = (
        Title(one.child_name, words(f"queue.{one.kind}")),
        *offer_told(desk, one.offer),
        *place_in_line(desk, one),
        *moves_told(desk, one.moves),
        *grounds_told(desk, one.grounds),
        *particulars(desk, one),
    )
    if one.state in WAITS and may(desk.walk, desk.world, MOVE):
        leave = Row(words("queue.leave"), Opened(LeaveQueuePage(one.number)), icon="cancel")
        blocks = (*blocks, Rows((leave,)))
        if one.offer is not None and one.offer.state == "open":
            return Scene("queue-offered", blocks, _answers(desk, one.number), personal=True)
    paper = () if one.state == "withdrawn" else print_buttons(desk, paper_of(one.number))
    return Scene("queue-standing", blocks, paper, personal=True)


def _answers(desk: Desk, number: str) -> tuple[Button, ...]:
    words, yes, no = desk.words, AnswerOfferPage(number, True), AnswerOfferPage(number, False)
    return (
        Button(words("queue.decline"), Opened(no), icon="cancel"),
        Button(words("queue.accept"), Opened(yes), icon="done", primary=True),
    )
