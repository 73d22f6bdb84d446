"""Where in its lines a child stands, and what the application says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.formats import dictated
from kiosk.flow.blocks import Block, Chip, Figure, Pair, Paragraph, Row, Rows, Section, Summary, Tone
from kiosk.flow.booking.times import at_place
from kiosk.flow.scenes.queue_words import IN_THREES, group, title_of, when
from kiosk.flow.scenes.scene import Desk

if TYPE_CHECKING:
    from backend.contract.queues import QueueApplication, QueueLook, QueuePosition

STATE_TONES: Final = {"waiting": Tone.INFO, "offered": Tone.GOOD, "enrolled": Tone.GOOD}


def about(desk: Desk, one: QueueApplication) -> str:
    return f"{desk.words(f'queue.{one.kind}')}: {one.child_name}"


def application_number(desk: Desk, one: QueueApplication | QueueLook) -> Figure:
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


def place_in_line(desk: Desk, one: QueueApplication | QueueLook) -> tuple[Block, ...]:
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


def particulars(desk: Desk, one: QueueApplication | QueueLook) -> tuple[Block, ...]:
    words = desk.words
    filed = at_place(one.registered_at, desk.world.profile.time_zone).date()
    pairs = (
        Pair(words("queue.number"), dictated(one.number, IN_THREES)),
        Pair(words("paper.queue.registered"), desk.day(filed)),
        Pair(words("queue.review.group"), f"{group(desk, one.kind, one.age)}. {when(desk, one.year)}"),
    )
    return (Section(words("queue.application")), Summary(pairs))
