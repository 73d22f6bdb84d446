"""What a press has changed, said at once to who listens: the page itself is not read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.flow.booking.outing import Outing
from kiosk.flow.effects import Speak
from kiosk.flow.playbill.hall import seat_of
from kiosk.flow.walk import Walk, ordered
from kiosk.flow.world import World

if TYPE_CHECKING:
    from content.i18n import Words


def count_told(walk: Walk, world: World) -> Walk:
    """«Три билета»."""
    outing = walk.booking.outing if walk.booking else None
    return (
        walk
        if outing is None
        else _told(walk, world, _words(walk, world).plural("playbill.tickets", outing.count))
    )


def seat_told(before: Walk, after: Walk, seat: int, world: World) -> Walk:
    """«Ряд 3, место 5, выбрано», or why it could not be chosen."""
    was, outing = _outing(before), _outing(after)
    found = seat_of(outing.plan, seat) if outing is not None and outing.plan is not None else None
    if was is None or outing is None or found is None:
        return after
    words, (row, place) = _words(after, world), found
    if was.chosen == outing.chosen:
        most = outing.what.per_person if outing.what else 0
        full = len(outing.chosen) >= most
        return _told(
            after, world, words("playbill.full", most=most) if full else words("playbill.look.taken")
        )
    state = words("playbill.look.chosen" if seat in outing.chosen else "playbill.look.free")
    return _told(after, world, f"{words('playbill.row_and_seat', row=row.row, seat=place.place)}, {state}.")


def _outing(walk: Walk) -> Outing | None:
    return walk.booking.outing if walk.booking else None


def _words(walk: Walk, world: World) -> Words:
    return world.words[walk.comfort.language]


def _told(walk: Walk, world: World, text: str) -> Walk:
    if not walk.comfort.voice:
        return walk
    language = walk.comfort.language
    return ordered(walk, Speak(world.spoken(text, language), language, personal=False))
