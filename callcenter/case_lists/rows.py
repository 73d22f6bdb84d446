"""Queues, money, refunds and referrals as rows that sort. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from backend.contract.payments import MoneyItem, RefundItem
from backend.contract.queues import DeskQueueLine, QueueApplication, QueueGround
from backend.contract.referrals import Referral
from callcenter.reception.spoken import Spoken
from content.formats import date_in_figures, dictated

Item = TypeVar("Item")
Columns = Mapping[str, Callable[[Any], Any]]
RIGHTS: Final[tuple[str, ...]] = ("extraordinary", "first", "preferential", "")
QUEUE_COLUMNS: Final[Columns] = {
    "place_in_line": lambda one: one[0],
    "child": lambda one: one[1].child_name,
    "age": lambda one: (one[1].age, one[0]),
    "right": lambda one: (RIGHTS.index(one[1].right), one[0]),
    "since": lambda one: one[1].registered_at,
}
MONEY_COLUMNS: Final[Columns] = {
    "paid": lambda one: (one.paid_on, one.money),
    "open": lambda one: (one.open_kopecks, one.money),
    "why": lambda one: (one.state, one.money),
}
REFUND_COLUMNS: Final[Columns] = {
    "since": lambda one: (one.since, one.refund),
    "sum": lambda one: (one.amount_kopecks, one.refund),
    "why": lambda one: (one.reason, one.refund),
}
REFERRAL_COLUMNS: Final[Columns] = {
    "issued": lambda one: (one.issued_at, one.number),
    "who": lambda one: (one.name_short, one.number),
    "speciality": lambda one: (one.speciality, one.number),
    "valid": lambda one: (one.valid_until, one.number),
    "state": lambda one: (one.state, one.number),
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    place_in_line: int
    number: str
    dictated: str
    child: str
    age: str
    right: str
    since: str
    claims: int


@dataclass(frozen=True, slots=True)
class GroundRow:
    ground: str
    place: str
    title: str
    where: str
    evidence: str  # what to ask for
    state: str
    is_claimed: bool


@dataclass(frozen=True, slots=True)
class ApplicationView:
    number: str
    dictated: str
    child: str
    what: str
    state: str
    since: str
    positions: tuple[tuple[str, str], ...]
    grounds: tuple[GroundRow, ...]
    offer: str
    may_answer: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class MoneyRow:
    money: str
    paid: str
    document: str
    source: str
    open: str
    amount: str
    why: str
    invoice: str
    slip_alone: bool


@dataclass(frozen=True, slots=True)
class RefundRow:
    refund: str
    since: str
    sum: str
    why: str
    ticket: str
    invoice: str
    came_by: str
    document: str


@dataclass(frozen=True, slots=True)
class ReferralRow:
    number: str
    dictated: str
    issued: str
    who: str
    speciality: str
    valid: str
    state: str
    may_withdraw: bool


def ordered(items: Iterable[Item], columns: Columns, column: str, *, descending: bool) -> list[Item]:
    """By the column; as they came where they are equal."""
    return sorted(items, key=columns[column], reverse=descending)


def queue_row(place_in_line: int, line: DeskQueueLine, spoken: Spoken) -> QueueRow:
    """A child in the line of a place."""
    words = spoken.words
    return QueueRow(
        place_in_line=place_in_line,
        number=line.number,
        dictated=dictated(line.number, 3),
        child=line.child_name,
        age=words("case_lists.queue.age", age=line.age, year=line.year)
        if line.age
        else words("case_lists.queue.year", year=line.year),
        right=words(f"case_lists.right.{line.right or 'none'}"),
        since=date_in_figures(line.registered_at.astimezone(spoken.zone).date()),
        claims=len(line.claims),
    )


def application_view(found: QueueApplication, spoken: Spoken) -> ApplicationView:
    """All that a case worker decides about."""
    words, titles = spoken.words, spoken.titles
    offer = found.offer
    is_open = offer is not None and offer.state == "open"
    return ApplicationView(
        number=found.number,
        dictated=dictated(found.number, 3),
        child=found.child_name,
        what=words(f"reception.queue.{found.kind}", year=found.year),
        state=words(f"reception.queue.state.{found.state}"),
        since=date_in_figures(found.registered_at.astimezone(spoken.zone).date()),
        positions=tuple(
            (
                titles.of_place(each.place),
                words("reception.queue.position", position=each.position, total=each.total)
                if each.position
                else words("reception.queue.nowhere"),
            )
            for each in found.positions
        ),
        grounds=tuple(_ground(each, spoken) for each in found.grounds),
        offer=""
        if offer is None
        else words(
            "reception.queue.offer", place=titles.of_place(offer.place), until=spoken.until(offer.until)
        ),
        may_answer=is_open,
        may_withdraw=found.state in {"waiting", "offered"},
    )


def money_row(item: MoneyItem, spoken: Spoken) -> MoneyRow:
    """Money that waits for a decision."""
    return MoneyRow(
        money=item.money,
        paid=date_in_figures(item.paid_on.astimezone(spoken.zone).date()),
        document=item.document,
        source=spoken.words(f"case_lists.money.source.{item.source}"),
        open=spoken.sum(item.open_kopecks),
        amount=spoken.sum(item.amount_kopecks),
        why=spoken.words(f"case_lists.money.state.{item.state}"),
        invoice=item.invoice,
        slip_alone=not item.confirmed,
    )


def refund_row(item: RefundItem, spoken: Spoken) -> RefundRow:
    """Money to be sent back."""
    return RefundRow(
        refund=item.refund,
        since=date_in_figures(item.since.astimezone(spoken.zone).date()),
        sum=spoken.sum(item.amount_kopecks),
        why=spoken.words(f"case_lists.refund.{item.reason}"),
        ticket=dictated(item.booking) if item.booking else "",
        invoice=item.invoice,
        came_by=", ".join(item.money_documents),
        document=item.document,
    )


def referral_row(one: Referral, spoken: Spoken) -> ReferralRow:
    """A referral and whether it was spent."""
    return ReferralRow(
        number=one.number,
        dictated=dictated(one.number),
        issued=date_in_figures(one.issued_at.astimezone(spoken.zone).date()),
        who=one.name_short,
        speciality=spoken.speciality(one.speciality),
        valid=date_in_figures(one.valid_until),
        state=spoken.words(f"case_lists.referral.{one.state}"),
        may_withdraw=one.state == "open",
    )


def _ground(one: QueueGround, spoken: Spoken) -> GroundRow:
    known = spoken.titles.place_priorities.get(one.ground)
    language = spoken.words.language
    return GroundRow(
        ground=one.ground,
        place=one.place,
        title=one.ground if known is None else known.title.in_language(language),
        where=spoken.titles.of_place(one.place) if one.place else "",
        evidence="" if known is None else known.evidence.in_language(language),
        state=spoken.words(f"case_lists.ground.{one.state}"),
        is_claimed=one.state in {"claimed", "confirmed", "refused"},
    )
