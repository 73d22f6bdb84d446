"""Every view on the way to a request and after it, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from devices.ports import CardFailure
from kiosk.flow import events
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.filing import events as wishes
from kiosk.flow.filing.pages import (
    EmailPage,
    FiledAfterAllPage,
    PhonePage,
    RequestPage,
    WishesPage,
    WithdrawPage,
)
from kiosk.flow.pages import FileTab, PersonalFilePage
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import answered, typed
from kiosk.flow.wizard import events as wizard
from kiosk.flow.wizard.port import ALL

RECEIPT, NUMBER, SLIP = "K7M4-9XAT-3CEY", "26-000123", "61820574"
CONSENT = "Согласие"


def filing_stages(start: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `person` has given card and PIN; without a card no further than a slip."""
    yield from _without_card(answered(start).after(wishes.FilingBegun()))
    left = FiledAfterAllPage(RECEIPT, start.walk.now, NUMBER)
    yield "filed-after-all", Stage(start.world, replace(start.walk, stack=(*start.walk.stack, left)))
    if person.walk.session is not None:
        yield from _with_card(person)
        yield from _own_requests(person)


def _without_card(chosen: Stage) -> Iterator[tuple[str, Stage]]:
    yield "wishes", chosen
    yield "wishes-all", chosen.after(Switched(WishesPage(more=True)))
    needed = chosen.after(wishes.WishesChosen())
    yield "filing-card", needed
    waiting = needed.after(wishes.SlipAsked())
    yield "slip-wait", waiting
    left = waiting.after(wishes.SlipLeft(waiting.asked, SLIP))
    yield "slip", left
    yield "slip-none", waiting.after(BackendRefused(waiting.asked, "backend-unreachable"))


def to_contact(person: Stage) -> Stage:
    """A holder whose remaining questions have been answered, at the contact details."""
    stage = person.after(wizard.WizardBegun(ALL), wizard.QuestionsStopped())
    begun = stage.after(wishes.FilingBegun())
    possible = person.world.pack.measures[1].id
    return begun.after(wishes.WishToggled(possible, "desired"), wishes.WishesChosen())


def _with_card(person: Stage) -> Iterator[tuple[str, Stage]]:
    contact = to_contact(person)
    yield "contact", contact
    phone = contact.after(Opened(PhonePage()), *typed("921555"))
    yield "contact-phone", phone
    yield "contact-phone-unclear", phone.after(wishes.EntryDone())
    written = phone.after(*typed("0142"), wishes.EntryDone())
    email = written.after(Opened(EmailPage()))
    yield "contact-email", email
    yield "contact-email-unclear", email.after(*typed("maria@primer"), wishes.EntryDone())
    addressed = email.after(*typed("maria@primer.ru"), wishes.EntryDone())
    yield "contact-written", addressed
    consent = addressed.after(wishes.ContactGiven())
    yield "consent", consent
    review = consent.after(wishes.ConsentGiven(CONSENT))
    yield "review", review
    filing = review.after(wishes.FilingConfirmed())
    yield "filing", filing
    signing = filing.after(events.FilingNeedsPin(filing.asked))
    yield "pin-signing", signing
    typed_pin = signing.after(events.PinChanged(4), events.PinConfirmed())
    wrong = events.CardRefused(typed_pin.asked, CardFailure("card-pin-wrong", tries_left=2))
    yield "pin-signing-wrong", typed_pin.after(wrong)
    yield "filing-refused", filing.after(events.FilingRefused(filing.asked, "outbox-full"))
    filed = filing.after(events.Filed(filing.asked, RECEIPT), events.WentBack())
    yield "receipt-printing", filing.after(events.Filed(filing.asked, RECEIPT))
    yield "receipt", filed
    yield "receipt-number", filed.after(events.RequestAccepted(RECEIPT, NUMBER))
    yield "receipt-refused", filed.after(events.RequestRefused(RECEIPT, "filing-card-blocked"))


def _own_requests(person: Stage) -> Iterator[tuple[str, Stage]]:
    listed = person.after(Switched(PersonalFilePage(FileTab.REQUESTS)))
    yield "personal-file-requests", listed
    session = person.walk.session
    requests = session.file.requests if session and session.file else ()
    for request in requests[:1]:
        one = listed.after(Opened(RequestPage(request.number)))
        yield "request", one
        yield "request-withdraw", one.after(Opened(WithdrawPage(request.number)))
    for request in requests[:1]:
        yield "request-unsigned", _unsigned(person, request.number)
    for request in requests[-1:]:
        yield "request-decided", listed.after(Opened(RequestPage(request.number)))


def _unsigned(person: Stage, number: str) -> Stage:
    """The same request as an operator prepared it by telephone."""
    session = person.walk.session
    assert session is not None
    assert session.file is not None
    prepared = tuple(
        one.model_copy(update={"state": "awaiting_signature", "decide_by": None, "may_change": True})
        for one in session.file.requests
        if one.number == number
    )
    file = session.file.model_copy(update={"requests": prepared})
    waiting = Stage(person.world, replace(person.walk, session=replace(session, file=file)))
    return waiting.after(Switched(PersonalFilePage(FileTab.REQUESTS)), Opened(RequestPage(number)))
