"""«Подписать картой»: the PIN, one signature over the text that was read, the number, and its late answer."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from devices.ports import CardFailure
from kiosk.flow.cases import events as wishes
from kiosk.flow.cases.effects import SignCase
from kiosk.flow.cases.leaving import signed_late
from kiosk.flow.cases.own import UNSIGNED, may_sign
from kiosk.flow.cases.pages import (
    CasePage,
    CaseRefusedPage,
    CaseSignedPage,
)
from kiosk.flow.effects import ClearPin, CountPinTries
from kiosk.flow.pages import SHORTEST_PIN, Page, Paper, PaperKind, PinPage
from kiosk.flow.papers import case_of
from kiosk.flow.printing import can_print, print_asked
from kiosk.flow.walk import (
    Walk,
    answered,
    asked,
    awaited_effect,
    no_longer_awaiting,
    opened,
    ordered,
    switched,
)
from kiosk.flow.world import World

SLOW: Final = "backend-slow"


def pin_asked(walk: Walk, number: str, world: World) -> Walk:
    """The pad; the card forgot the PIN after its last signature, and a text is signed knowingly."""
    case, card = case_of(walk, number), walk.card
    if (
        case is None
        or card is None
        or _signing_now(walk)
        or not isinstance(walk.page, CasePage)
        or not may_sign(walk, world, case)
    ):
        return walk
    walk = ordered(opened(walk, PinPage(case=number)), ClearPin())
    return asked(walk, CountPinTries(walk.next_effect, card.sequence))


def confirmed(walk: Walk, world: World) -> Walk:
    """«Готово» under the PIN: a second press while the card signs changes nothing."""
    page, session, card = walk.page, walk.session, walk.card
    if not isinstance(page, PinPage) or page.checking is not None or page.count < SHORTEST_PIN:
        return walk
    case = case_of(walk, page.case)
    if (
        session is None
        or card is None
        or case is None
        or _signing_now(walk)
        or not may_sign(walk, world, case)
    ):
        return walk
    walk = switched(no_longer_awaiting(walk, CountPinTries), replace(page, checking=walk.now, wrong=False))
    return asked(walk, SignCase(walk.next_effect, session.number, card.sequence, case))


def signed(walk: Walk, event: wishes.CaseSigned, world: World) -> Walk:
    """It is registered; also for who went on meanwhile, and for who has just gone."""
    if awaited_effect(walk, event.effect) is None:
        return signed_late(walk, event)
    walk = ordered(answered(walk, event.effect), ClearPin())
    session = walk.session
    if session is None:
        return walk
    others = tuple(each for each in session.cases or () if each.number != event.case.number)
    cases = (event.case, *others)
    to_sign = sum(each.state in UNSIGNED for each in cases)
    walk = replace(walk, session=replace(session, cases=cases, to_sign=to_sign))
    # Nobody goes back from a registered text to the pad that signed it.
    stack = tuple(page for page in walk.stack if not _led_here(page))
    walk = opened(replace(walk, stack=stack), CaseSignedPage(event.case.number))
    return print_asked(walk, paper_of(event.case.number), world) if can_print(walk) else walk


def _signing_now(walk: Walk) -> bool:
    return any(isinstance(one, SignCase) for one in walk.awaited)


def paper_of(number: str) -> Paper:
    return Paper(PaperKind.CASE, number)


def _led_here(page: Page) -> bool:
    return isinstance(page, CasePage | CaseRefusedPage) or (isinstance(page, PinPage) and bool(page.case))


def not_signed(walk: Walk, effect: int) -> Walk:
    """The card did not sign: nothing was sent."""
    return ordered(answered(walk, effect), ClearPin())


def pin_again(walk: Walk, failure: CardFailure) -> Walk | None:
    """A wrong PIN may be typed again; None where the card gave another reason."""
    page = walk.page
    if not isinstance(page, PinPage) or failure.code != "card-pin-wrong" or failure.tries_left == 0:
        return None
    return switched(walk, PinPage(tries_left=failure.tries_left, wrong=True, case=page.case))


def refused(walk: Walk, effect: int, code: str) -> Walk:
    """The backend did not register it, or nobody knows: then the list, asked for anew, says so."""
    walk = ordered(answered(walk, effect), ClearPin())
    page = CaseRefusedPage(code)
    stack = tuple(each for each in walk.stack if not _led_here(each))
    on_pad = isinstance(walk.page, PinPage)
    return replace(walk, stack=(*stack, page)) if on_pad else opened(walk, page)


def waited_too_long(walk: Walk) -> Walk:
    """Nobody answered; if it comes after all, its number is shown then."""
    asking = next((one for one in walk.awaited if isinstance(one, SignCase)), None)
    if asking is None:
        return walk
    walk = replace(walk, left_bookings=walk.left_bookings | {asking.id})
    return refused(walk, asking.id, SLOW)
