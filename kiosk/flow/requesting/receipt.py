"""The receipt on paper: asked for by itself as soon as the request is stored."""

from __future__ import annotations

from kiosk.flow.filing.pages import ReceiptPage
from kiosk.flow.printing import can_print, print_asked
from kiosk.flow.requesting.filing import RECEIPT
from kiosk.flow.walk import Walk
from kiosk.flow.world import World


def printed_receipt(walk: Walk, world: World) -> Walk:
    """The walk that prints the receipt, where paper can come; else the code on the screen must do."""
    if not isinstance(walk.page, ReceiptPage) or not can_print(walk):
        return walk
    return print_asked(walk, RECEIPT, world)
