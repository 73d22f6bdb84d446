"""On what grounds a child is where it is, what moved it, and what it is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.formats import day_and_month
from kiosk.flow.blocks import Block, Bullets, Chip, Notice, Row, Rows, Section, Tone
from kiosk.flow.booking.times import at_place
from kiosk.flow.scenes.queue_words import ground_title, title_of, when
from kiosk.flow.scenes.scene import Desk

if TYPE_CHECKING:
    from backend.contract.queues import QueueGround, QueueMove, QueueOffer

GROUND_TONES: Final = {
    "recorded": Tone.GOOD,
    "confirmed": Tone.GOOD,
    "claimed": Tone.ATTENTION,
}


def grounds_told(desk: Desk, grounds: tuple[QueueGround, ...]) -> tuple[Block, ...]:
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


def offer_told(desk: Desk, offer: QueueOffer | None) -> tuple[Block, ...]:
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


def moves_told(desk: Desk, moves: tuple[QueueMove, ...]) -> tuple[Block, ...]:
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
