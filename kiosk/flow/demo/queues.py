"""Invented applications for kindergartens and schools, shown where no real child may be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from backend.contract.queues import (
    QueueAhead,
    QueueApplication,
    QueueGround,
    QueueKind,
    QueueLook,
    QueueMove,
    QueueOffer,
    QueuePosition,
    QueueProspect,
    QueueState,
    QueueYear,
)
from content.model import PlaceKind
from content.pack import Pack
from kiosk.flow.demo.person import CHILD

NUMBER, OTHER_NUMBER, CODE = "482130796", "735009182", "4417"
FILED = datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
TOWN = "Мурманск"
CHILD_NAME = "Полярный П. И."
KINDS = {"kindergarten": PlaceKind.KINDERGARTEN, "school": PlaceKind.SCHOOL}
NOBODY_AHEAD = QueueAhead(extraordinary=0, first=0, preferential=0, none=0)
LINES = (
    (12, 48, QueueAhead(extraordinary=3, first=5, preferential=1, none=2)),
    (4, 31, QueueAhead(extraordinary=0, first=3, preferential=0, none=0)),
    (1, 19, NOBODY_AHEAD),
)


def places_of(pack: Pack, kind: QueueKind = "kindergarten") -> tuple[str, ...]:
    found = [place.id for place in pack.places if place.kind is KINDS[kind] and place.town == TOWN]
    return tuple(found[:3])


def prospect(kind: QueueKind = "kindergarten", **changed: object) -> QueueProspect:
    """A child of two whose family has three children; at school, spring."""
    years = (2026, 2027, 2028, 2029) if kind == "kindergarten" else (2027,)
    told = QueueProspect(
        kind=kind,
        child=CHILD,
        town=TOWN,
        years=tuple(QueueYear(year=year, age=year - 2024 if kind == "kindergarten" else 0) for year in years),
        grounds=(ground("large-family"),) if kind == "kindergarten" else (),
        district=("murmansk-school-11",) if kind == "school" else (),
        open=True,
        only_district=kind == "school",
        opens_on=None,
        waits="",
    )
    return told.model_copy(update=changed)


def ground(name: str, state: str = "recorded", place: str = "") -> QueueGround:
    right = "preferential" if name == "sibling" else "first"
    return QueueGround.model_validate(
        {"ground": name, "right": right, "place": place, "state": state}, strict=True
    )


def application(
    pack: Pack, state: QueueState = "waiting", kind: QueueKind = "kindergarten"
) -> QueueApplication:
    """Three wishes, a right that is recorded and a claim; a place offered where the state says so."""
    places = places_of(pack, kind)
    waits = state == "waiting"
    return QueueApplication(
        number=NUMBER,
        code=CODE,
        kind=kind,
        state=state,
        child=CHILD,
        child_name=CHILD_NAME,
        wanted_on=date(2027, 9, 1),
        year=2027,
        age=3 if kind == "kindergarten" else 0,
        registered_at=FILED,
        positions=tuple(
            position(place, *(line if waits else (0, 0, NOBODY_AHEAD)))
            for place, line in zip(places, LINES, strict=False)
        ),
        grounds=(ground("large-family"), ground("police-family", "claimed")),
        offer=offer(places[0]) if state == "offered" and places else None,
        moves=moves(places[0]) if places else (),
    )


def position(place: str, standing: int, total: int, ahead: QueueAhead, right: str = "first") -> QueuePosition:
    told = {"place": place, "right": right, "position": standing, "total": total, "ahead": ahead}
    return QueuePosition.model_validate(told, strict=True)


def offer(place: str) -> QueueOffer:
    return QueueOffer(place=place, year=2027, state="open", until=FILED + timedelta(days=14))


def moves(place: str) -> tuple[QueueMove, ...]:
    told = (
        (22, "offered", False, 1, ""),
        (21, "registered", False, -1, "extraordinary"),
        (20, "registered", True, 0, "first"),
    )
    return tuple(
        QueueMove.model_validate(
            {
                "on": date(2026, 11, day),
                "place": place,
                "what": what,
                "own": own,
                "by": by,
                "right": right,
            },
            strict=True,
        )
        for day, what, own, by, right in told
    )


def applications(pack: Pack) -> tuple[QueueApplication, ...]:
    """One that waits and one that has been taken back."""
    gone = application(pack, "withdrawn", "school").model_copy(
        update={"number": OTHER_NUMBER, "moves": (), "grounds": ()}
    )
    return (application(pack), gone)


def look(pack: Pack, state: QueueState = "waiting") -> QueueLook:
    one = application(pack, state)
    return QueueLook(
        number=one.number,
        kind=one.kind,
        state=one.state,
        year=one.year,
        age=one.age,
        registered_at=one.registered_at,
        positions=tuple(each.model_copy(update={"right": "", "ahead": None}) for each in one.positions),
        offer=one.offer,
        server_time=FILED,
    )
