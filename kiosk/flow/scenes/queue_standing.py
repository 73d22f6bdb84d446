"""Where a child stands: number, place in each line, what moved it, the offer; by card or by paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.formats import date_in_figures, day_and_month, dictated
from kiosk.flow.blocks import (
    Block,
    Bullets,
    Chip,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.booking.times import at_place
from kiosk.flow.disclosure import may
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import Opened, WentBack, WentHome
from kiosk.flow.papers import queue_application_of
from kiosk.flow.printing import can_print
from kiosk.flow.queues.events import LeavingConfirmed, OfferAnswered, QueueNumberDone
from kiosk.flow.queues.pages import (
    AnswerOfferPage,
    LeaveQueuePage,
    OwnQueuesPage,
    QueueCodePage,
    QueuedAfterAllPage,
    QueueFoundPage,
    QueueMenuPage,
    QueueNumberPage,
    RegisteredPage,
    StandingPage,
)
from kiosk.flow.queues.registering import paper_of
from kiosk.flow.scenes.paper import paper_again, print_buttons
from kiosk.flow.scenes.queue_join import (
    ICONS,
    IN_THREES,
    ground_title,
    group,
    title_of,
    when,
)
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.queues import (
        QueueApplication,
        QueueGround,
        QueueLook,
        QueueMove,
        QueueOffer,
        QueuePosition,
    )

MOVE: Final = "move_booking"  # as levels name what is allowed
STATE_TONES: Final = {"waiting": Tone.INFO, "offered": Tone.GOOD, "enrolled": Tone.GOOD}
GROUND_TONES: Final = {
    "recorded": Tone.GOOD,
    "confirmed": Tone.GOOD,
    "claimed": Tone.ATTENTION,
}
WAITS: Final = ("waiting", "offered")


def registered(desk: Desk, page: RegisteredPage) -> Scene:
    """In the queue: number and code, large; the paper is a copy."""
    words, draft = desk.words, desk.walk.queue
    made = draft.made if draft else None
    if made is None:
        return Scene("queue-registered", (), personal=True)
    blocks: list[Block] = [Title(words("queue.done"), _about(desk, made))]
    if not can_print(desk.walk):
        text = words("queue.write_down.text", code=made.code)
        blocks.append(Notice(Tone.ATTENTION, words("booking.write_down"), text))
    blocks += [_number(desk, made), *positions(desk, made.positions), *_grounds(desk, made.grounds)]
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    paper = paper_again(desk, paper_of(made.number))
    return Scene("queue-registered", tuple(blocks), (paper, done), personal=True)


def _about(desk: Desk, one: QueueApplication) -> str:
    return f"{desk.words(f'queue.{one.kind}')}: {one.child_name}"


def _number(desk: Desk, one: QueueApplication | QueueLook) -> Figure:
    chip = Chip(desk.words(f"queue.state.{one.state}"), STATE_TONES.get(one.state, Tone.NEUTRAL))
    note = ". ".join((group(desk, one.kind, one.age), when(desk, one.year)))
    return Figure(dictated(one.number, IN_THREES), desk.words("queue.number"), note, chip)


def positions(desk: Desk, told: tuple[QueuePosition, ...]) -> tuple[Block, ...]:
    """A row a wish: «12-е из 48», and who stands before."""
    rows = tuple(_position(desk, each) for each in told if each.position)
    return (Section(desk.words("queue.positions")), Rows(rows)) if rows else ()


def _position(desk: Desk, one: QueuePosition) -> Row:
    words, title = desk.words, title_of(desk, one.place)
    place = {"position": one.position, "total": one.total}
    spoken = f"{title}, {words('queue.position.spoken', **place)}"
    return Row(title, None, ahead(desk, one), words("queue.position", **place), spoken=spoken)


def ahead(desk: Desk, one: QueuePosition) -> str:
    """«Перед вами: 3 с внеочередным правом, 5 с первоочередным»; "" where it is not told."""
    words, before = desk.words, one.ahead
    if before is None:
        return ""
    counts = (
        ("extraordinary", before.extraordinary),
        ("first", before.first),
        ("preferential", before.preferential),
        ("general", before.none),
    )
    who = ", ".join(words(f"queue.ahead.{right}", count=count) for right, count in counts if count)
    return words("queue.ahead", who=who) if who else words("queue.ahead.none")


def _grounds(desk: Desk, grounds: tuple[QueueGround, ...]) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            ground_title(desk, each.ground),
            None,
            _evidence(desk, each),
            chip=Chip(desk.words(f"queue.ground.{each.state}"), GROUND_TONES.get(each.state, Tone.NEUTRAL)),
        )
        for each in grounds
    )
    return (Section(desk.words("queue.grounds")), Rows(rows)) if rows else ()


def _evidence(desk: Desk, ground: QueueGround) -> str:
    """What to bring for a claim; of what counts already, the right it gives."""
    if ground.state != "claimed":
        return desk.words(f"queue.right.{ground.right}")
    pack = desk.world.pack
    known = next((each for each in pack.place_priorities if each.id == ground.ground), None)
    return desk.text(known.evidence) if known else ""


def _place(desk: Desk, one: QueueApplication | QueueLook) -> tuple[Block, ...]:
    """What one came to know: the place in the line that is wished most; then the other lines."""
    words = desk.words
    lines = tuple(each for each in one.positions if each.position)
    state = Chip(words(f"queue.state.{one.state}"), STATE_TONES.get(one.state, Tone.NEUTRAL))
    if not lines:
        accepted = one.offer is not None and one.offer.state == "accepted"
        where = title_of(desk, one.offer.place) if one.offer is not None and accepted else ""
        return () if one.state == "offered" else (Figure(where or state.text, chip=state if where else None),)
    first, *others = lines
    place = {"position": first.position, "total": first.total}
    title = title_of(desk, first.place)
    spoken = f"{title}, {words('queue.position.spoken', **place)}"
    shown: tuple[Block, ...] = (
        Figure(
            words("queue.position", **place),
            words("queue.position.in", place=title),
            chip=state,
            spoken=spoken,
        ),
        *((Paragraph(who),) if (who := ahead(desk, first)) else ()),
    )
    if not others:
        return shown
    rows = Rows(tuple(_position(desk, each) for each in others))
    return (*shown, Section(words("queue.others")), rows)


def _particulars(desk: Desk, one: QueueApplication | QueueLook) -> tuple[Block, ...]:
    words = desk.words
    filed = at_place(one.registered_at, desk.world.profile.time_zone).date()
    pairs = (
        Pair(words("queue.number"), dictated(one.number, IN_THREES)),
        Pair(words("paper.queue.registered"), date_in_figures(filed)),
        Pair(words("queue.review.group"), f"{group(desk, one.kind, one.age)}. {when(desk, one.year)}"),
    )
    return (Section(words("queue.application")), Summary(pairs))


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
        *_offer(desk, one.offer),
        *_place(desk, one),
        *_moves(desk, one.moves),
        *_grounds(desk, one.grounds),
        *_particulars(desk, one),
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


def _offer(desk: Desk, offer: QueueOffer | None) -> tuple[Block, ...]:
    if offer is None or offer.state != "open":
        return ()
    text = offer_text(desk, offer)
    return (Notice(Tone.GOOD, desk.words("queue.offer"), text, icon="good"),)


def offer_text(desk: Desk, offer: QueueOffer) -> str:
    """«Детский сад «Росинка», с 1 сентября 2027 года. Ответьте до 4 декабря.»"""
    last = at_place(offer.until, desk.world.profile.time_zone).date()
    runs = when(desk, offer.year) == desk.words("queue.year.now")
    key = "queue.offer.now" if runs else "queue.offer.text"
    told = {"place": title_of(desk, offer.place), "until": day_and_month(last, desk.language)}
    return desk.words(key, **told) if runs else desk.words(key, year=offer.year, **told)


def _moves(desk: Desk, moves: tuple[QueueMove, ...]) -> tuple[Block, ...]:
    """What moved the child, the newest first; several wishes make one line of its own step."""
    told = tuple(dict.fromkeys(_move(desk, each) for each in moves))
    return (Section(desk.words("queue.moves")), Bullets(told)) if told else ()


def _move(desk: Desk, move: QueueMove) -> str:
    words, day = desk.words, day_and_month(move.on, desk.language)
    if move.own:
        return words(f"queue.move.{move.what}.own", day=day)
    forward = move.what == "right" and move.by > 0
    key = f"queue.move.{move.what}{'.forward' if forward else ''}"
    return words(key, day=day, place=title_of(desk, move.place), by=abs(move.by))


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
        Title(words("queue.leave.title"), _about(desk, one) if one else ""),
        Paragraph(words("queue.leave.text")),
    )
    actions = (
        Button(words("bar.back"), WentBack(), icon="back"),
        Button(words("queue.leave"), LeavingConfirmed(page.number), icon="cancel", primary=True),
    )
    return Scene("queue-leave", blocks, actions, personal=True)


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
    """By the paper: positions, and nothing of whose they are."""
    words, draft = desk.words, desk.walk.queue
    look = draft.found if draft else None
    if look is None:
        title = Title(words("queue.look"))
        return waiting(desk, "queue-found-wait", words("queue.look.wait"), page.since, title, "ticket")
    offer = look.offer
    told: tuple[Block, ...] = ()
    if offer is not None and offer.state == "open":
        title, text = words("queue.offer"), f"{offer_text(desk, offer)} {words('queue.look.offer')}"
        told = (Notice(Tone.GOOD, title, text, icon="good"),)
    blocks = (
        Title(words(f"queue.{look.kind}"), words("queue.look")),
        *told,
        *_place(desk, look),
        *_particulars(desk, look),
    )
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    return Scene("queue-found", blocks, (done,), personal=True)


def after_all(desk: Desk, page: QueuedAfterAllPage) -> Scene:
    """Its parent has gone, or is just going: the number, and nothing that tells whose it is."""
    words = desk.words
    told = words("queue.after_all", number=dictated(page.number, IN_THREES))
    blocks = (Emblem("done", Tone.GOOD), Title(words("queue.done")), Paragraph(told))
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    return Scene("queue-after-all", blocks, (done,))
