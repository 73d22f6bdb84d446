"""What was made for good while its person was going: the number stands for a moment, without a name to it."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.filing.pages import FiledAfterAllPage
from kiosk.flow.pages import AfterAllPage, Home, Page, Paper, PaperKind, TakeCardPage
from kiosk.flow.walk import Walk, opened, switched

SHOWN_FOR: Final = 20.0


def made_late(walk: Walk, effect: int, page: AfterAllPage) -> Walk:
    """An obligation: who asked for it may still be near, and reads the number on `page`."""
    if effect not in walk.left_bookings:
        return walk
    walk = replace(walk, left_bookings=walk.left_bookings - {effect})
    if walk.session is not None:
        return walk  # the list says it, to whose it is
    if isinstance(walk.page, Home | TakeCardPage):
        return opened(walk, page)
    return switched(walk, page) if isinstance(walk.page, AfterAllPage) else walk


def ends_at(walk: Walk, shown: type[Page], paper: PaperKind) -> bool:
    """Whether a walk ends where its number is shown, or at the paper of it."""
    printed = getattr(walk.page, "paper", None)
    return isinstance(walk.page, shown) or (isinstance(printed, Paper) and printed.kind is paper)


def is_over(walk: Walk) -> bool:
    """Whether the number of somebody who has left has stood long enough."""
    page = walk.page
    return isinstance(page, AfterAllPage | FiledAfterAllPage) and walk.now - page.since >= SHOWN_FOR
