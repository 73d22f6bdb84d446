"""Says in the contract's words what the services of queues found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from backend.contract import queues as told
from backend.people.values import Named
from backend.queues.ages import age_in
from backend.queues.service.admitting import Prospect
from backend.queues.values import (
    Application,
    Ground,
    Kind,
    Move,
    Offer,
    Position,
    Standing,
    right_of,
)
from backend.tickets.composing import Owner
from backend.vault import Vault

CODE_LENGTH = 4
RIGHTS: Mapping[str, told.QueueRight] = {
    "extraordinary": "extraordinary",
    "first": "first",
    "preferential": "preferential",
    "": "",
}
SHOWN_OFFERS = ("open", "accepted")


def code_of(vault: Vault, number: str) -> str:
    """The four digits on the paper: derived under the vault's key, so that a reprint shows the same."""
    return f"{int(vault.hash_of('queue code', number), 16) % 10**CODE_LENGTH:0{CODE_LENGTH}d}"


def right(priority: int) -> told.QueueRight:
    return RIGHTS[right_of(priority)]


def ground(each: Ground) -> told.QueueGround:
    return told.QueueGround(
        ground=each.ground, right=right(each.priority), place=each.place, state=each.state
    )


def prospect(kind: Kind, child: str, found: Prospect) -> told.QueueProspect:
    years = zip(found.years, found.ages, strict=True)
    return told.QueueProspect(
        kind=kind,
        child=child,
        town=found.town,
        years=tuple(told.QueueYear(year=year, age=age) for year, age in years),
        grounds=tuple(map(ground, found.grounds)),
        district=found.district,
        open=found.is_open,
        only_district=found.only_district,
        opens_on=found.opens_on,
        waits=found.waits,
    )


def position(each: Position, *, with_right: bool) -> told.QueuePosition:
    """Without a card neither the child's right is told nor who is before it: both say what the family is."""
    return told.QueuePosition(
        place=each.place,
        right=right(each.priority) if with_right else "",
        position=each.position,
        total=each.total,
        ahead=_ahead(each) if with_right else None,
    )


def _ahead(each: Position) -> told.QueueAhead:
    extraordinary, first, preferential, none = each.ahead
    return told.QueueAhead(extraordinary=extraordinary, first=first, preferential=preferential, none=none)


def offer(offers: Iterable[Offer]) -> told.QueueOffer | None:
    """The open one, or that which was accepted."""
    shown = next((each for each in offers if each.state in SHOWN_OFFERS), None)
    if shown is None:
        return None
    return told.QueueOffer(place=shown.place, year=shown.year, state=shown.state, until=shown.until)


def move(each: Move) -> told.QueueMove:
    return told.QueueMove(
        on=each.on, place=each.place, what=each.what, own=each.own, by=each.by, right=right(each.priority)
    )


def application(standing: Standing, child: Named, vault: Vault) -> told.QueueApplication:
    """All of it, for the child's parent."""
    found = standing.application
    return told.QueueApplication(
        number=found.number,
        code=code_of(vault, found.number),
        kind=found.kind,
        state=found.state,
        child=found.child,
        child_name=short_name(child),
        wanted_on=found.wanted_on,
        year=found.wanted_year,
        age=age_in(found.kind, found.cohort, found.wanted_year),
        registered_at=found.registered_at,
        positions=tuple(position(each, with_right=True) for each in standing.positions),
        grounds=tuple(map(ground, standing.grounds)),
        offer=offer(standing.offers),
        moves=tuple(map(move, standing.moves)),
    )


def desk_line(
    found: Application, priority: int, grounds: Iterable[Ground], child: Named
) -> told.DeskQueueLine:
    return told.DeskQueueLine(
        number=found.number,
        child_name=short_name(child),
        state=found.state,
        age=age_in(found.kind, found.cohort, found.wanted_year),
        year=found.wanted_year,
        right=right(priority),
        registered_at=found.registered_at,
        claims=tuple(ground(each) for each in grounds if each.state == "claimed"),
    )


def short_name(child: Named) -> str:
    """«Орлова Е. П.»"""
    owner = Owner(child.last_name, child.first_name, child.middle_name, child.birth_date)
    return owner.name_short
