"""The PIN pad: where it is offered, its dots, its tries; the digits themselves never come here."""

from __future__ import annotations

from msgspec.structs import replace

from devices.ports import ReaderProfile
from devices.reader_name import is_named
from kiosk.flow import events
from kiosk.flow.effects import (
    ClearPin,
    CountPinTries,
    VerifyPinAndProve,
)
from kiosk.flow.pages import (
    SHORTEST_PIN,
    ContactSlotPage,
    FailurePage,
    PinPage,
)
from kiosk.flow.refusal import failed
from kiosk.flow.walk import (
    CARD_LEVEL,
    Card,
    Walk,
    answered,
    asked,
    no_longer_awaiting,
    opened,
    ordered,
    switched,
)
from kiosk.flow.world import DeviceProfile


def stays_without_card(card: Card, profile: DeviceProfile) -> bool:
    """Whether a session goes on when the card goes: after a tap, but not out of the contact slot."""
    return profile.reader is ReaderProfile.TAP and not in_contact_slot(card, profile)


def in_contact_slot(card: Card, profile: DeviceProfile) -> bool:
    """Whether the card lies where a PIN can be entered after a tap."""
    return is_named(card.reader, profile.contact_reader)


def can_enter_pin(walk: Walk, profile: DeviceProfile) -> bool:
    """With a tap the PIN needs a contact slot; otherwise the card lies where it can be asked."""
    if walk.card is not None and not stays_without_card(walk.card, profile):
        return True
    return bool(profile.contact_reader)


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
        return failed(walk, FailurePage("card-pin-blocked"))
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
