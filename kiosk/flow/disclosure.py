"""What may be shown and done at a level of identification: the pack says it, not the program."""

from __future__ import annotations

from content.model import DisclosureLevel
from content.pack import Pack
from kiosk.flow.pages import Paper, PaperKind
from kiosk.flow.walk import Walk
from kiosk.flow.world import World

NOBODY = 0
PAPER_ACTS = {
    PaperKind.ENTITLEMENT: "print_sheet",
    PaperKind.ENTITLEMENT_LIST: "print_list",
    PaperKind.TICKET: "print_ticket",
    PaperKind.RESERVATION: "print_ticket",
    PaperKind.QUEUE: "print_ticket",
    PaperKind.CASE: "print_ticket",
}


def may(walk: Walk, world: World, act: str) -> bool:
    """Whether the person in front of the kiosk may do `act` now; a level left out allows nothing."""
    level = _level(walk, world.pack)
    return level is not None and act in level.allows


def is_shown(walk: Walk, world: World, what: str) -> bool:
    """Whether `what` ("group_counts", "identity", …) is shown to the person now."""
    level = _level(walk, world.pack)
    return level is not None and what in level.shows


def may_print(walk: Walk, world: World, paper: Paper) -> bool:
    """Whether this paper may be printed now; public papers always may."""
    act = PAPER_ACTS.get(paper.kind)
    return act is None or may(walk, world, act)


def _level(walk: Walk, pack: Pack) -> DisclosureLevel | None:
    number = walk.session.level if walk.session else NOBODY
    return next((level for level in pack.disclosure if level.level == number), None)
