"""From a card in the reader to a session, and from the PIN to the personal file; and out again."""

from __future__ import annotations

from msgspec.structs import replace

from devices.ports import CardAbsent, CardPresent, ReaderBack, ReaderLost, ReaderProfile
from kiosk.flow import events
from kiosk.flow.asking.questions import without_answers
from kiosk.flow.booking.holding import waits_for_proof
from kiosk.flow.booking.without_card import forgotten
from kiosk.flow.effects import (
    Asking,
    ClearPin,
    OpenSession,
    ProveCard,
    RaiseLevel,
    VerifyPinAndProve,
)
from kiosk.flow.ending import session_ended
from kiosk.flow.filing.pages import CardNeededPage, ContactPage
from kiosk.flow.pages import (
    ContactSlotPage,
    FailurePage,
    Page,
    PersonalFilePage,
    PinPage,
    ReadingPage,
    TakeCardPage,
    WelcomePage,
)
from kiosk.flow.pin_pad import (
    can_enter_pin,
    in_contact_slot,
    pin_asked,
    pin_offered,
    stays_without_card,
)
from kiosk.flow.queues.choosing import waits_for_parent
from kiosk.flow.refusal import IDENTIFYING, READER_AWAY, in_place_of, out_of_service
from kiosk.flow.requesting.preparing import waits_for_card
from kiosk.flow.technician_pages import ServiceMenuPage
from kiosk.flow.walk import (
    AS_FOUND,
    CARD_LEVEL,
    Card,
    Session,
    Walk,
    answered,
    asked,
    no_longer_awaiting,
    opened,
    ordered,
)
from kiosk.flow.world import DeviceProfile

WAITING_FOR_A_CARD = (ReadingPage, FailurePage, TakeCardPage)


def reader_reported(walk: Walk, event: events.ReaderReported, profile: DeviceProfile) -> Walk:
    """The walk after a card came or went, or the reader did."""
    match event.report:
        case ReaderLost(code):
            walk = replace(walk, devices=replace(walk.devices, reader=code))
            return _card_out(walk) if walk.card or walk.session else walk
        case ReaderBack():
            walk = replace(walk, devices=replace(walk.devices, reader=""))
            page = walk.page
            if isinstance(page, FailurePage) and page.code in READER_AWAY and len(walk.stack) > 1:
                return replace(walk, stack=walk.stack[:-1])
            return walk
        case CardPresent(reader, sequence):
            return _card_in(walk, Card(sequence, reader), profile)
        case CardAbsent(_, sequence) if walk.card is not None and sequence >= walk.card.sequence:
            if stays_without_card(walk.card, profile):
                return _card_taken(replace(walk, card=None))
            return _card_out(walk)
        case _:
            return walk


def _card_taken(walk: Walk) -> Walk:
    if not any(isinstance(page, TakeCardPage) for page in walk.stack):
        return walk
    stack = tuple(page for page in walk.stack if not isinstance(page, TakeCardPage))
    return replace(walk, stack=stack, comfort=AS_FOUND)


def _card_out(walk: Walk) -> Walk:
    """The one abort path: whatever was going on, everything of the person is gone."""
    return session_ended(replace(walk, card=None))


def _card_in(walk: Walk, card: Card, profile: DeviceProfile) -> Walk:
    if out_of_service(walk):
        return _asked_quietly(replace(walk, card=card))
    if walk.session is None and not waits_for_card(walk):
        walk = without_answers(walk)  # whose they are nobody knows
    if walk.session is None:
        walk = replace(walk, booking=forgotten(walk.booking), in_hand=None)
    if walk.session is not None:
        if walk.session.level == CARD_LEVEL and in_contact_slot(card, profile):
            session = replace(walk.session, sequence=card.sequence)
            return pin_asked(replace(walk, card=card, session=session))
        walk = _card_out(walk)
        if profile.reader is ReaderProfile.TAP:
            return walk  # the next tap ends the session; who wants to begin anew taps once more
    return reading(replace(walk, card=card))


def _asked_quietly(walk: Walk) -> Walk:
    """Ask whether this is a technician's card, while the page says that the kiosk does not work."""
    card, walk = walk.card, no_longer_awaiting(walk, IDENTIFYING)
    return walk if card is None else asked(walk, ProveCard(walk.next_effect, card.sequence))


def reading(walk: Walk) -> Walk:
    """Ask the card in the reader to prove itself, whatever page is shown."""
    if out_of_service(walk):
        return _asked_quietly(replace(walk, stack=walk.stack[:1]))
    if walk.card is None:
        return replace(walk, stack=walk.stack[:-1]) if len(walk.stack) > 1 else walk
    sequence = walk.card.sequence
    walk = no_longer_awaiting(walk, IDENTIFYING)
    stack = walk.stack
    while len(stack) > 1 and isinstance(stack[-1], WAITING_FOR_A_CARD):
        stack = stack[:-1]
    walk = replace(walk, stack=(*stack, ReadingPage(walk.now)), warned_at=None, touched_at=walk.now)
    return asked(walk, ProveCard(walk.next_effect, sequence))


def card_proved(walk: Walk, event: events.CardProved, asking: Asking) -> Walk:
    """The card has signed: the backend is asked in one call."""
    walk = answered(walk, event.effect)
    match asking:
        case ProveCard() if out_of_service(walk):
            return walk  # a citizen's card: nobody is signed in here
        case ProveCard():
            number = walk.sessions + 1
            walk = replace(walk, sessions=number)
            return asked(walk, OpenSession(walk.next_effect, number, event.proof, event.nonce))
        case VerifyPinAndProve() if walk.session is not None:
            return asked(walk, RaiseLevel(walk.next_effect, walk.session.number, event.proof, event.nonce))
        case _:
            return walk


def service_card_proved(walk: Walk, event: events.ServiceCardProved) -> Walk:
    """A technician's card opens the service menu instead of a session."""
    return replace(answered(walk, event.effect), stack=(walk.stack[0], ServiceMenuPage()))


def session_opened(walk: Walk, event: events.SessionOpened, asking: Asking, profile: DeviceProfile) -> Walk:
    """Level 1."""
    if not isinstance(asking, OpenSession):
        return walk
    session = Session(
        number=asking.session,
        sequence=walk.card.sequence if walk.card else 0,
        first_name=event.first_name,
        initial=event.initial,
        counts=event.counts,
        offers=event.offers,
    )
    walk = replace(answered(walk, event.effect), session=session, touched_at=walk.now)
    if waits_for_proof(walk) or walk.goods is not None or waits_for_parent(walk):
        return _without(walk, ReadingPage)
    if waits_for_card(walk) and can_enter_pin(walk, profile):
        return pin_offered(_without(walk, ReadingPage), profile)
    return in_place_of(walk, ReadingPage, WelcomePage())


def holder_confirmed(walk: Walk, event: events.HolderConfirmed) -> Walk:
    """Level 2: the personal file is here, in the same answer."""
    walk = ordered(answered(walk, event.effect), ClearPin())  # what was pressed after «Готово»
    if walk.session is None:
        return walk
    session = replace(walk.session, file=event.file, acts_for=event.acts_for, to_sign=event.to_sign)
    walk = replace(walk, session=session, touched_at=walk.now)
    if waits_for_proof(walk) or walk.goods is not None or waits_for_parent(walk):
        return _without(walk, ContactSlotPage, PinPage)
    if waits_for_card(walk):
        return opened(_without(walk, CardNeededPage, ContactSlotPage, PinPage), ContactPage())
    return in_place_of(walk, PinPage, PersonalFilePage())


def _without(walk: Walk, *kinds: type[Page]) -> Walk:
    """The walk without pages that have done their part."""
    return replace(walk, stack=tuple(page for page in walk.stack if not isinstance(page, kinds)))
