"""From a card in the reader to a session, and from the PIN to the personal file; and out again."""

from __future__ import annotations

from msgspec.structs import replace

from devices.ports import CardAbsent, CardPresent, ReaderBack, ReaderLost, ReaderProfile
from devices.reader_name import is_named
from kiosk.flow import events
from kiosk.flow.effects import (
    Asking,
    ClearPin,
    CountPinTries,
    OpenSession,
    ProveCard,
    RaiseLevel,
    VerifyPinAndProve,
)
from kiosk.flow.ending import session_ended
from kiosk.flow.pages import (
    ContactSlotPage,
    FailurePage,
    OutOfServicePage,
    Page,
    PersonalFilePage,
    PinPage,
    ReadingPage,
    ServiceMenuPage,
    TakeCardPage,
    WelcomePage,
)
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
    switched,
)
from kiosk.flow.world import DeviceProfile

SHORTEST_PIN = 4
LONGEST_PIN = 8  # NIST SP 800-73: eight bytes, padded with FF

RETRYABLE = frozenset(
    {
        "backend-slow",
        "backend-unreachable",
        "card-removed",
        "card-timeout",
        "card-unreadable",
        "nonce-burnt",
        "nonce-expired",
        "nonce-unknown",
    }
)
"""Failures that may go away by trying again with the same card."""

SESSION_OVER = frozenset(
    {
        "card-blocked",
        "card-changed",
        "card-expired",
        "card-lost",
        "card-removed",
        "card-replaced",
        "kiosk-withdrawn",
        "reader-lost",
        "session-expired",
    }
)
"""Failures after which the session cannot go on, nor anything of it stay on the screen."""

IDENTIFYING: tuple[type[Asking], ...] = (
    ProveCard,
    OpenSession,
    CountPinTries,
    VerifyPinAndProve,
    RaiseLevel,
)
READER_AWAY = frozenset({"reader-lost", "pcscd-lost"})
"""Failures that are over by themselves as soon as the reader is back."""
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


def stays_without_card(card: Card, profile: DeviceProfile) -> bool:
    """Whether a session goes on when the card goes: after a tap, but not out of the contact slot."""
    return profile.reader is ReaderProfile.TAP and not _in_contact_slot(card, profile)


def _in_contact_slot(card: Card, profile: DeviceProfile) -> bool:
    return is_named(card.reader, profile.contact_reader)


def _card_taken(walk: Walk) -> Walk:
    if not isinstance(walk.page, TakeCardPage):
        return walk
    return replace(walk, stack=walk.stack[:-1], comfort=AS_FOUND)


def _card_out(walk: Walk) -> Walk:
    """The one abort path: whatever was going on, everything of the person is gone."""
    return session_ended(replace(walk, card=None))


def _card_in(walk: Walk, card: Card, profile: DeviceProfile) -> Walk:
    if out_of_service(walk):
        return _asked_quietly(replace(walk, card=card))
    if walk.session is not None:
        if walk.session.level == CARD_LEVEL and _in_contact_slot(card, profile):
            session = replace(walk.session, sequence=card.sequence)
            return pin_asked(replace(walk, card=card, session=session))
        walk = _card_out(walk)
        if profile.reader is ReaderProfile.TAP:
            return walk  # the next tap ends the session; who wants to begin anew taps once more
    return reading(replace(walk, card=card))


def out_of_service(walk: Walk) -> bool:
    """Whether the kiosk serves nobody but a technician."""
    return isinstance(walk.stack[0], OutOfServicePage)


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


def session_opened(walk: Walk, event: events.SessionOpened, asking: Asking) -> Walk:
    """Level 1."""
    if not isinstance(asking, OpenSession):
        return walk
    session = Session(
        number=asking.session,
        sequence=walk.card.sequence if walk.card else 0,
        first_name=event.first_name,
        initial=event.initial,
        counts=event.counts,
    )
    walk = replace(answered(walk, event.effect), session=session, touched_at=walk.now)
    return _in_place_of(walk, ReadingPage, WelcomePage())


def holder_confirmed(walk: Walk, event: events.HolderConfirmed) -> Walk:
    """Level 2: the personal file is here, in the same answer."""
    walk = answered(walk, event.effect)
    if walk.session is None:
        return walk
    session = replace(walk.session, file=event.file, acts_for=event.acts_for)
    walk = replace(walk, session=session, touched_at=walk.now)
    return _in_place_of(walk, PinPage, PersonalFilePage())


def _in_place_of(walk: Walk, kind: type[Page], page: Page) -> Walk:
    return switched(walk, page) if isinstance(walk.page, kind) else opened(walk, page)


def card_refused(walk: Walk, event: events.CardRefused, asking: Asking) -> Walk:
    """The card did not do what was asked."""
    walk = answered(walk, event.effect)
    if out_of_service(walk):
        return walk
    if isinstance(asking, CountPinTries):
        return walk  # the pad works without the count, and what was typed meanwhile stays
    walk = ordered(walk, ClearPin())
    failure = event.failure
    if isinstance(asking, VerifyPinAndProve) and failure.code == "card-pin-wrong":
        if failure.tries_left == 0:
            return _failed(walk, FailurePage("card-pin-blocked"))
        return _in_place_of(walk, PinPage, PinPage(tries_left=failure.tries_left, wrong=True))
    retry = failure.code in RETRYABLE and isinstance(asking, ProveCard) and walk.card is not None
    return _failed(walk, FailurePage(failure.code, failure.foreign, retry))


def backend_refused(walk: Walk, event: events.BackendRefused, asking: Asking) -> Walk:
    """The backend or the way to it failed while somebody was waiting."""
    walk = answered(walk, event.effect)
    if out_of_service(walk):
        return walk
    walk = ordered(walk, ClearPin())
    first_step = isinstance(asking, ProveCard | OpenSession)
    retry = event.code in RETRYABLE and first_step and walk.card is not None
    return _failed(walk, FailurePage(event.code, None, retry))


def _failed(walk: Walk, page: FailurePage) -> Walk:
    """The failure in place of the page that was waiting; a session that is over is wiped first."""
    if walk.session is not None and page.code in SESSION_OVER:
        walk = session_ended(walk)
        return replace(walk, stack=(walk.stack[0], page))
    if isinstance(walk.page, ReadingPage | PinPage):
        return switched(walk, page)
    return opened(walk, page)


def waited_too_long(walk: Walk, code: str) -> Walk:
    """Nobody answered in time: the wait ends with a failure, and a late answer changes nothing."""
    walk = ordered(no_longer_awaiting(walk, IDENTIFYING), ClearPin())
    return _failed(walk, FailurePage(code, None, walk.session is None and walk.card is not None))


# --- the PIN ---------------------------------------------------------------------------------------


def pin_offered(walk: Walk, profile: DeviceProfile) -> Walk:
    """The person wants to enter the PIN: at the pad, or first at the contact slot."""
    if walk.session is None or walk.session.level != CARD_LEVEL:
        return walk
    if walk.card is None or stays_without_card(walk.card, profile):
        return opened(walk, ContactSlotPage()) if profile.contact_reader else walk
    return pin_asked(walk)


def pin_asked(walk: Walk) -> Walk:
    """The PIN pad, empty, with the tries that the card has left."""
    if isinstance(walk.page, PinPage) or walk.card is None:
        return walk
    sequence = walk.card.sequence
    leaves_no_trace = isinstance(walk.page, ContactSlotPage | FailurePage)
    walk = switched(walk, PinPage()) if leaves_no_trace else opened(walk, PinPage())
    return asked(ordered(walk, ClearPin()), CountPinTries(walk.next_effect, sequence))


def pin_tries_counted(walk: Walk, event: events.PinTriesCounted) -> Walk:
    """How many tries are left; with none the pad gives way to what to do."""
    walk = answered(walk, event.effect)
    if not isinstance(walk.page, PinPage):
        return walk
    if event.tries_left == 0:
        return _failed(walk, FailurePage("card-pin-blocked"))
    return switched(walk, replace(walk.page, tries_left=event.tries_left))


def pin_changed(walk: Walk, count: int) -> Walk:
    """The pad's dots follow the buffer's count."""
    page = walk.page
    if not isinstance(page, PinPage) or page.checking is not None:
        return walk
    return switched(walk, replace(page, count=count, wrong=page.wrong and count == 0))


def pin_confirmed(walk: Walk) -> Walk:
    """«Готово»: the card checks the PIN and signs; a second press while it does changes nothing."""
    page = walk.page
    if not isinstance(page, PinPage) or page.checking is not None or page.count < SHORTEST_PIN:
        return walk
    if walk.card is None:
        return walk
    sequence = walk.card.sequence
    walk = switched(no_longer_awaiting(walk, CountPinTries), replace(page, checking=walk.now, wrong=False))
    return asked(walk, VerifyPinAndProve(walk.next_effect, sequence))
