"""The paper of an application for a kindergarten or a school: number and code, and the places of the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from content.enrolment import PlacePriority
from content.formats import date_in_figures, dictated
from devices.ports import CheckItem, Element, Line, Pair, Sheet, Space
from kiosk.receipts.paper import Letterhead, sheet

if TYPE_CHECKING:
    from backend.contract.queues import QueueApplication

IN_THREES: Final = 3


def queue_sheet(
    head: Letterhead,
    made: QueueApplication,
    titles: Mapping[str, str],
    priorities: tuple[PlacePriority, ...],
    zone: str,
    owner: int,
) -> Sheet:
    """A copy of the day; `titles` names places. Rights are not printed: a paper is left lying about."""
    words = head.words
    title = words("paper.queue.title", kind=words(f"queue.{made.kind}").lower())
    filed = made.registered_at.astimezone(ZoneInfo(zone)).date()
    body: tuple[Element, ...] = (
        Line(title),
        Line(dictated(made.number, IN_THREES), large=True),
        Pair(words("queue.look.code.field"), made.code),
        Space(),
        Pair(words("queue.review.child"), made.child_name),
        Pair(words("paper.queue.registered"), date_in_figures(filed)),
        Pair(words("paper.queue.wanted"), date_in_figures(made.wanted_on)),
        Space(),
        *_offer(head, made, titles, zone),
        *_positions(head, made, titles),
        *_papers(head, made, priorities),
        Line(words("paper.queue.look")),
    )
    return sheet(head, title, body, None, owner)


def _positions(head: Letterhead, made: QueueApplication, titles: Mapping[str, str]) -> tuple[Element, ...]:
    words = head.words
    told = [each for each in made.positions if each.position]
    rows = tuple(
        Pair(
            titles.get(each.place, each.place),
            words("queue.position", position=each.position, total=each.total),
        )
        for each in told
    )
    return (Line(words("paper.queue.at"), bold=True), *rows, Space()) if rows else ()


def _offer(
    head: Letterhead, made: QueueApplication, titles: Mapping[str, str], zone: str
) -> tuple[Element, ...]:
    offer = made.offer
    if offer is None or offer.state != "open":
        return ()
    last = offer.until.astimezone(ZoneInfo(zone)).date()
    return (
        Line(head.words("paper.queue.offer"), bold=True),
        Line(titles.get(offer.place, offer.place)),
        Pair(head.words("paper.queue.until"), date_in_figures(last)),
        Space(),
    )


def _papers(
    head: Letterhead, made: QueueApplication, priorities: tuple[PlacePriority, ...]
) -> tuple[Element, ...]:
    """What is to be shown for what was claimed."""
    claimed = {each.ground for each in made.grounds if each.state == "claimed"}
    items = tuple(
        CheckItem(each.evidence.in_language(head.language)) for each in priorities if each.id in claimed
    )
    return (Line(head.words("paper.queue.papers"), bold=True), *items, Space()) if items else ()
