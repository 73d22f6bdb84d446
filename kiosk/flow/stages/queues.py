"""Every view on the way into a queue and after it, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.demo.person import CHILD
from kiosk.flow.demo.queues import (
    CODE,
    NUMBER,
    OTHER_NUMBER,
    application,
    applications,
    look,
    places_of,
    prospect,
)
from kiosk.flow.events import BackendRefused, Opened
from kiosk.flow.queues import events as wishes
from kiosk.flow.queues.choosing import KINDERGARTEN, SCHOOL
from kiosk.flow.queues.pages import (
    AnswerOfferPage,
    LeaveQueuePage,
    QueuedAfterAllPage,
    QueueMenuPage,
    StandingPage,
)
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import typed

REFUSALS = ("queue-exists", "queue-district", "queue-offer-over", "backend-unreachable")


def queue_stages(start: Stage, welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `welcomed` has shown a card, `person` the PIN too, where that can be."""
    menu = start.after(Opened(QueueMenuPage()))
    yield "queue", menu
    yield "queue-card", menu.after(wishes.QueueBegun(KINDERGARTEN))
    yield "queue-pin", welcomed.after(Opened(QueueMenuPage()), wishes.QueueBegun(KINDERGARTEN))
    yield from _by_paper(menu)
    left = QueuedAfterAllPage(NUMBER, start.walk.now)
    yield "queue-after-all", Stage(start.world, replace(start.walk, stack=(*start.walk.stack, left)))
    if person.walk.session is not None and person.walk.session.file is not None:
        yield from _joining(person.after(Opened(QueueMenuPage())))
        yield from _standing(person.after(Opened(QueueMenuPage())))


def _by_paper(menu: Stage) -> Iterator[tuple[str, Stage]]:
    number = menu.after(wishes.QueueLookAsked(), *typed(NUMBER))
    yield "queue-number", number
    yield "queue-number-unclear", number.after(events.TextErased(), wishes.QueueNumberDone())
    code = number.after(wishes.QueueNumberDone(), *typed(CODE))
    yield "queue-code", code
    looking = code.after(wishes.QueueNumberDone())
    yield "queue-found-wait", looking
    pack = menu.world.pack
    yield "queue-found", looking.after(wishes.QueueShown(looking.asked, look(pack)))
    yield "queue-found-offer", looking.after(wishes.QueueShown(looking.asked, look(pack, "offered")))
    yield "queue-refused-queue-unknown", looking.after(BackendRefused(looking.asked, "queue-unknown"))


def _joining(menu: Stage) -> Iterator[tuple[str, Stage]]:
    several = _with_children(menu, 2)
    yield "queue-child", several.after(wishes.QueueBegun(KINDERGARTEN))
    yield "queue-child-none", _with_children(menu, 0).after(wishes.QueueBegun(KINDERGARTEN))
    looking = menu.after(wishes.QueueBegun(KINDERGARTEN))
    yield "queue-year-wait", looking
    year = looking.after(wishes.ProspectFound(looking.asked, prospect()))
    yield "queue-year", year
    waits = prospect(waits=NUMBER)
    yield "queue-waits", looking.after(wishes.ProspectFound(looking.asked, waits))
    yield "queue-age", looking.after(wishes.ProspectFound(looking.asked, prospect(years=())))
    yield from _at_school(menu)
    chosen = year.after(wishes.QueueYearChosen(2027))
    yield "queue-wishes", chosen
    places = places_of(menu.world.pack)
    if not places:
        return
    wished = chosen.after(*(wishes.InstitutionChosen(place) for place in places))
    yield "queue-wishes-chosen", wished
    claims = wished.after(wishes.WishesDone())
    yield "queue-claims", claims
    claimed = claims.after(wishes.ClaimChosen("police-family"), wishes.ClaimChosen("sibling"))
    yield "queue-claims-chosen", claimed
    yield from _registering(claimed.after(wishes.ClaimsDone()))


def _with_children(menu: Stage, number: int) -> Stage:
    session = menu.walk.session
    assert session is not None, "the PIN has been given"
    children = tuple(
        relation if first else relation.model_copy(update={"person": f"{CHILD}-2", "first_name": "Анна"})
        for first in (True, False)[:number]
        for relation in session.acts_for
    )
    return Stage(menu.world, replace(menu.walk, session=replace(session, acts_for=children)))


def _at_school(menu: Stage) -> Iterator[tuple[str, Stage]]:
    looking = menu.after(wishes.QueueBegun(SCHOOL))
    closed = prospect("school", open=False, opens_on=date(2027, 4, 1))
    yield "queue-closed", looking.after(wishes.ProspectFound(looking.asked, closed))
    yield "queue-wishes-school", looking.after(wishes.ProspectFound(looking.asked, prospect("school")))


def _registering(review: Stage) -> Iterator[tuple[str, Stage]]:
    yield "queue-review", review
    yield "queue-review-no-paper", review.after(events.PrinterReported(PrinterState.PAPER_OUT))
    waiting = review.after(wishes.RegistrationConfirmed())
    yield "queue-registering", waiting
    yield "queue-unsure", waiting.after(BackendRefused(waiting.asked, "backend-slow"))
    for code in REFUSALS[:2]:
        yield f"queue-refused-{code}", waiting.after(BackendRefused(waiting.asked, code))
    made = wishes.ChildRegistered(waiting.asked, application(review.world.pack))
    printing = waiting.after(made)
    yield "queue-registered-printing", printing
    done = printing.after(events.PaperPrinted(printing.asked), events.WentBack())
    yield "queue-registered", done
    paper = next(button.press for button in done.view().actions if not button.primary)
    yield "preview-queue", done.after(paper)
    no_paper = review.after(events.PrinterReported(PrinterState.PAPER_OUT), wishes.RegistrationConfirmed())
    yield (
        "queue-registered-no-paper",
        no_paper.after(wishes.ChildRegistered(no_paper.asked, application(review.world.pack))),
    )


def _standing(menu: Stage) -> Iterator[tuple[str, Stage]]:
    pack = menu.world.pack
    fetching = menu.after(wishes.OwnQueuesAsked())
    yield "queue-own-wait", fetching
    yield "queue-own-none", fetching.after(wishes.QueuesFetched(fetching.asked, ()))
    own = fetching.after(wishes.QueuesFetched(fetching.asked, applications(pack)))
    yield "queue-own", own
    yield "queue-standing", own.after(Opened(StandingPage(NUMBER)))
    yield "queue-standing-withdrawn", own.after(Opened(StandingPage(OTHER_NUMBER)))
    leave = own.after(Opened(StandingPage(NUMBER)), Opened(LeaveQueuePage(NUMBER)))
    yield "queue-leave", leave
    yield "queue-leaving", leave.after(wishes.LeavingConfirmed(NUMBER))
    offered = (application(pack, "offered"),)
    standing = fetching.after(wishes.QueuesFetched(fetching.asked, offered), Opened(StandingPage(NUMBER)))
    yield "queue-offered", standing
    accept = standing.after(Opened(AnswerOfferPage(NUMBER, True)))
    yield "queue-accept", accept
    yield "queue-decline", standing.after(Opened(AnswerOfferPage(NUMBER, False)))
    answering = accept.after(wishes.OfferAnswered(NUMBER, True))
    yield "queue-answering", answering
    yield "queue-refused-queue-offer-over", answering.after(BackendRefused(answering.asked, REFUSALS[2]))
