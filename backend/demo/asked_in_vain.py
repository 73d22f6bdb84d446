"""What the demo region's people asked for in the last thirty days and did not find. Nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Final, get_args

from sqlalchemy import Connection, select

from backend.contract.unmet import SearchedIn
from backend.demo.appointments import SPECIALITIES
from backend.demo.calls import DAYS, OPERATORS, CallCentre
from backend.stock.tables import items
from backend.unmet import service as unmet
from backend.unmet.service import Channel, InVain, Kind
from content.model import PlaceKind
from content.pack import Pack

SEED: Final = 6_000_011
WISHES: Final = 240
MOST_GOODS: Final = 6  # different ones
KIOSK: Final = "demo-kiosk"
_KINDS: Final[Mapping[Kind, int]] = {"booking": 55, "goods": 25, "search": 20}
_SCARCE: Final = ("neurologist", "ophthalmologist", "dentist")  # asked for more often than all others


def enter_asked_in_vain(connection: Connection, pack: Pack, centre: CallCentre, seed: int) -> int:
    """Note them at the moments they were asked at; returns how many."""
    chance = Random(seed + SEED)  # noqa: S311 (invented wishes are no secret)
    goods = connection.execute(select(items.c.item).order_by(items.c.item).limit(MOST_GOODS)).scalars().all()
    clinics = [place.id for place in pack.places if place.kind is PlaceKind.CLINIC]
    subjects: Mapping[Kind, Sequence[str]] = {
        "booking": (*SPECIALITIES, *_SCARCE * len(SPECIALITIES)),
        "goods": goods,
        "search": get_args(SearchedIn),
    }
    kinds = {kind: weight for kind, weight in _KINDS.items() if subjects[kind]}
    noted = 0
    for _ in range(WISHES):
        kind = chance.choices(tuple(kinds), tuple(kinds.values()))[0]
        channel: Channel = chance.choice(("phone", "kiosk"))
        asker = chance.choice(OPERATORS) if channel == "phone" else KIOSK
        place = chance.choice(clinics) if kind == "booking" and clinics else ""
        wish = InVain(kind, chance.choice(subjects[kind]), channel, asker, place)
        ago = timedelta(minutes=chance.randrange(DAYS * 24 * 60))
        noted += unmet.note(connection, wish, centre.now - ago)
    return noted
