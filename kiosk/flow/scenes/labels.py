"""Names of the pack's enumerations in the language of the screen, and the chips made of them."""

from __future__ import annotations

from enum import StrEnum

from content.labels import label
from content.model import NeutralGroup, ServiceLevel
from kiosk.flow.blocks import Chip, Tone
from kiosk.flow.scenes.scene import Desk

GROUP_ICONS = {
    NeutralGroup.PAYMENTS: "payments",
    NeutralGroup.TRANSPORT: "transport",
    NeutralGroup.MEDICINES: "medicines",
    NeutralGroup.SERVICES: "services",
}


def name(desk: Desk, code: StrEnum) -> str:
    """What the screen says for a sphere, a life event, a kind of place, …"""
    return label(desk.words, code)


def level_chip(desk: Desk, value: ServiceLevel) -> Chip:
    """How far a service is automated, in words."""
    return Chip(name(desk, value), Tone.INFO)
