"""A place is offered, taken or given back; what is given back goes to the next in line."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection

from backend.errors import Refused
from backend.queues.repository import applying, lines
from backend.queues.repository import offering as offers
from backend.queues.service import looking
from backend.queues.values import (
    Application,
    Asking,
    MadeOffer,
    Offer,
    OfferState,
    Tell,
    What,
    tell_nobody,
)

TERM: Final = timedelta(days=14)  # to answer an offer
CLOCK: Final = "clock"  # who ends what has run out
SWEPT_AT_ONCE: Final = 200
Answer = Literal["accepted", "declined"]


def make(
    connection: Connection, asking: Asking, application: Application, place: str, year: int
) -> MadeOffer:
    """Offer a free place to a child that waits; `queue-place-gone` where none is free or it waits no more."""
    if not offers.take(connection, place, application.cohort, year):
        raise Refused("queue-place-gone")
    if not applying.step_to(connection, application.application, ["waiting"], "offered", None):
        raise Refused("queue-place-gone")
    row = {
        # Made of what makes it unique: a run that is made again makes the same.
        "offer": str(uuid5(NAMESPACE_URL, f"{application.application}/{place}/{year}")),
        "application": application.application,
        "place": place,
        "cohort": application.cohort,
        "year": year,
        "state": "open",
        "made_at": asking.now,
        "until": asking.now + TERM,
    }
    if not offers.make(connection, row):
        raise Refused("queue-place-gone")
    _leave_lines(connection, asking, application, "offered")
    return MadeOffer(looking.by_id(connection, application.application), _latest(connection, application))


def answer(
    connection: Connection, asking: Asking, number: str, given: Answer, tell: Tell = tell_nobody
) -> Application:
    """Yes or no to the open offer; the same answer once more is no error.

    `queue-unknown`, `queue-offer-over` where nothing is open.
    """
    found = looking.by_number(connection, number)
    if found is None:
        raise Refused("queue-unknown")
    latest = _latest_or_none(connection, found)
    if latest is None or latest.state not in ("open", given):
        raise Refused("queue-offer-over")
    if latest.state == given:
        return found
    if latest.until <= asking.now:
        raise Refused("queue-offer-over")
    if given == "accepted":
        _accept(connection, asking, found, latest)
    else:
        _give_back(connection, asking, found, latest, "declined", tell)
    return looking.by_id(connection, found.application)


def withdraw(connection: Connection, asking: Asking, number: str, tell: Tell = tell_nobody) -> Application:
    """Out of the queue for good; withdrawn already is no error. `queue-unknown`, `queue-ended`."""
    found = looking.by_number(connection, number)
    if found is None:
        raise Refused("queue-unknown")
    if found.state == "withdrawn":
        return found
    came_from = found.state
    if not applying.step_to(connection, found.application, ["waiting", "offered"], "withdrawn", asking.now):
        raise Refused("queue-ended")
    _leave_lines(connection, asking, found, "withdrawn", stood=came_from == "waiting")
    open_one = _latest_or_none(connection, found)
    if open_one is not None and open_one.state == "open":
        offers.answer(connection, open_one.offer, "declined", asking.now, asking.actor)
        _free(connection, asking, (found, open_one), tell)
    return looking.by_id(connection, found.application)


def lapse(connection: Connection, now: datetime, tell: Tell = tell_nobody) -> int:
    """End offers nobody has answered in time, at most some hundred in one transaction; how many."""
    overdue = offers.overdue(connection, now, SWEPT_AT_ONCE)
    for row in overdue:
        found = looking.by_id(connection, row["application"])
        asking = Asking(CLOCK, now)
        _give_back(connection, asking, found, looking.offer_of(row), "lapsed", tell)
    return len(overdue)


def _accept(connection: Connection, asking: Asking, found: Application, offer: Offer) -> None:
    if not offers.answer(connection, offer.offer, "accepted", asking.now, asking.actor):
        raise Refused("queue-offer-over")
    if not applying.step_to(connection, found.application, ["offered"], "enrolled", asking.now):
        raise Refused("queue-offer-over")
    step = _step(asking, "accepted", offer.place, None, None)
    applying.add_steps(connection, found.application, [step])


def _give_back(
    connection: Connection,
    asking: Asking,
    found: Application,
    offer: Offer,
    after: Literal["declined", "lapsed"],
    tell: Tell,
) -> None:
    """The child stands in line again, with its old time; the place goes to the next."""
    if not offers.answer(connection, offer.offer, after, asking.now, asking.actor):
        raise Refused("queue-offer-over")
    if not applying.step_to(connection, found.application, ["offered"], "waiting", None):
        raise Refused("queue-offer-over")
    wished = looking.wished_places(connection, found.application)
    steps = [_step(asking, after, place, None, priority) for place, priority in wished]
    applying.add_steps(connection, found.application, steps)
    _free(connection, asking, (found, offer), tell)


def _free(connection: Connection, asking: Asking, given_back: tuple[Application, Offer], tell: Tell) -> None:
    found, offer = given_back
    offers.give_back(connection, offer.place, found.cohort, offer.year)
    following = lines.next_in_line(connection, found.kind, offer.place, found.cohort, offer.year)
    if following is not None:
        application = looking.by_id(connection, following)
        tell(connection, make(connection, asking, application, offer.place, offer.year))


def _leave_lines(
    connection: Connection, asking: Asking, found: Application, what: What, *, stood: bool = True
) -> None:
    wished = looking.wished_places(connection, found.application)
    steps = [_step(asking, what, place, priority if stood else None, None) for place, priority in wished]
    applying.add_steps(connection, found.application, steps)


def _step(
    asking: Asking, what: OfferState | What, place: str, before: int | None, after: int | None
) -> dict[str, object]:
    return {
        "at": asking.now,
        "actor": asking.actor,
        "what": what,
        "place": place,
        "before": before,
        "after": after,
    }


def _latest(connection: Connection, application: Application) -> Offer:
    found = _latest_or_none(connection, application)
    assert found is not None, "an offer has just been made"
    return found


def _latest_or_none(connection: Connection, application: Application) -> Offer | None:
    """The open one, or else the last."""
    rows = offers.of_application(connection, application.application)
    found = sorted(map(looking.offer_of, rows), key=lambda each: each.state != "open")
    return found[0] if found else None
