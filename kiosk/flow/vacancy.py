"""Whether the kiosk stands free: nobody before it, nothing on its way."""

from __future__ import annotations

from kiosk.flow.pages import Home, OutOfServicePage
from kiosk.flow.walk import AS_FOUND, Walk


def is_vacant(walk: Walk) -> bool:
    """Home as everybody finds it, or out of service; no card, no session, nothing that is awaited or left."""
    on_its_way = walk.awaited or walk.effects or walk.left_paper or walk.left_filings or walk.left_bookings
    somebody = (
        walk.session
        or walk.card
        or walk.inquiry
        or walk.preparation
        or walk.booking
        or walk.goods
        or walk.queue
        or walk.in_hand
    )
    if somebody or on_its_way or walk.paper_left_at is not None or len(walk.stack) > 1:
        return False
    return isinstance(walk.page, OutOfServicePage) or (walk.page == Home() and walk.comfort == AS_FOUND)
