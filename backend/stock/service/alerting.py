"""Who wants to be told when something can be had again, and who is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.errors import Refused
from backend.stock.repository import alerts, names
from backend.stock.service import looking
from backend.stock.values import Alert, Holding, TellAvailable

MOST_ALERTS: Final = 10  # of one person at once
FOUND_KEPT: Final = timedelta(days=30)  # for who has no telephone and sees it at a kiosk
AT_ONCE: Final = 50  # in one transaction

Reach = Callable[[str], Sequence[str]]
"""Place id → the places of its town, the nearest first; () for one nobody knows."""
Key = tuple[str, str]
FIRST: Final[Key] = ("", "")


def ask(connection: Connection, person: str, item: str, near: str, now: datetime) -> None:
    """Wait for it anew; once more is no error. `item-unknown`, `alerts-many`."""
    if names.by_id(connection, item) is None:
        raise Refused("item-unknown")
    if alerts.others_open(connection, person, item) >= MOST_ALERTS:
        raise Refused("alerts-many")
    alerts.put(connection, {"person": person, "item": item, "near": near, "since": now})


def give_up(connection: Connection, person: str, item: str) -> None:
    """Wait for it no more; what nobody waits for is no error."""
    alerts.drop(connection, person, item)


def of_person(connection: Connection, person: str) -> tuple[Alert, ...]:
    """What they wait for, and what has come of late."""
    return tuple(map(_alert_of, alerts.of_person(connection, person)))


def tell_some(
    connection: Connection, after: Key, reach: Reach, tell: TellAvailable, now: datetime
) -> Key | None:
    """Tell some of those whose wish can be had, each once; where to go on, None after the last."""
    alerts.purge(connection, now - FOUND_KEPT)
    rows = alerts.fulfillable(connection, after, AT_ONCE)
    for row in rows:
        place = _nearest_with(connection, row, reach)
        if place is None or not alerts.found(connection, row["person"], row["item"], place.place, now):
            continue
        tell(connection, replace(_alert_of(row), found_at=now, place=place.place))
    return (rows[-1]["person"], rows[-1]["item"]) if len(rows) == AT_ONCE else None


def _nearest_with(connection: Connection, row: RowMapping, reach: Reach) -> Holding | None:
    within = reach(row["near"]) if row["near"] else ()
    free = looking.available(connection, row["item"], within)
    here = [each for each in free if each.place in within] if row["near"] else free
    return next(iter(here), None)


def _alert_of(row: RowMapping) -> Alert:
    return Alert(
        person=row["person"],
        item=looking.item_of(row),
        near=row["near"],
        since=row["since"],
        found_at=row["found_at"],
        place=row["place"],
    )
