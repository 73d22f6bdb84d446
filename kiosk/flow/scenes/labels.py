"""Names of the pack's enumerations in the language of the screen, and the chips made of them."""

from __future__ import annotations

from content.model import LifeEvent, MeasureKind, NeutralGroup, PlaceKind, ServiceLevel, Sphere
from kiosk.flow.scenes.scene import Desk
from kiosk.flow.views import Chip, Tone

GROUP_ICONS = {
    NeutralGroup.PAYMENTS: "payments",
    NeutralGroup.TRANSPORT: "transport",
    NeutralGroup.MEDICINES: "medicines",
    NeutralGroup.SERVICES: "services",
}


def group(desk: Desk, value: NeutralGroup) -> str:
    return desk.words(f"group.{value.value}")


def measure_kind(desk: Desk, value: MeasureKind) -> str:
    return desk.words(f"measure_kind.{value.value}")


def sphere(desk: Desk, value: Sphere) -> str:
    return desk.words(f"sphere.{value.value}")


def life_event(desk: Desk, value: LifeEvent) -> str:
    return desk.words(f"life_event.{value.value}")


def place_kind(desk: Desk, value: PlaceKind) -> str:
    return desk.words(f"place_kind.{value.value}")


def level_chip(desk: Desk, value: ServiceLevel) -> Chip:
    """How far a service is automated, in words."""
    return Chip(desk.words(f"level.{value.value}"), Tone.INFO)
