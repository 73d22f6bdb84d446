"""Filing: confirmed, stored, receipted, numbered; also when its person has gone or the line is down."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from devices.ports import CardFailure
from kiosk.flow import events
from kiosk.flow.application import Application, ContactDetails
from kiosk.flow.effects import ClearPin, CountPinTries, FileRequest
from kiosk.flow.filing.pages import (
    FiledAfterAllPage,
    FilingPage,
    PreparationPage,
    ReceiptPage,
    ReviewPage,
    WithdrawPage,
)
from kiosk.flow.filing.preparation import Preparation
from kiosk.flow.pages import FailurePage, Home, Paper, PaperKind, PinPage, TakeCardPage
from kiosk.flow.personal_file import renewed
from kiosk.flow.refusal import failed
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

LONGEST_FILING: Final = 60.0
RECEIPT: Final = Paper(PaperKind.RECEIPT)


def confirmed(walk: Walk, world: World) -> Walk:
    """«Подать»: a second press while it is being stored changes nothing."""
    if not isinstance(walk.page, ReviewPage) or _filing_now(walk) is not None:
        return walk
    return _asked(_without_stray_digits(opened(walk, FilingPage(walk.now))), world)


def withdrawn(walk: Walk, number: str, world: World) -> Walk:
    """«Отозвать» an earlier request goes the same way as filing one."""
    if not isinstance(walk.page, WithdrawPage) or _filing_now(walk) is not None:
        return walk
    walk = replace(walk, preparation=Preparation(withdraws=number))
    return _asked(_without_stray_digits(switched(walk, FilingPage(walk.now))), world)


def signed_with_pin(walk: Walk, world: World) -> Walk:
    """The PIN for the card's signature is typed: the same request again, with the digits in their buffer."""
    page = walk.page
    if not isinstance(page, PinPage) or page.checking is not None:
        return walk
    walk = switched(no_longer_awaiting(walk, CountPinTries), replace(page, checking=walk.now, wrong=False))
    return _asked(walk, world)


def _without_stray_digits(walk: Walk) -> Walk:
    """One pressed as an earlier pad went away would be tried as the PIN, and cost the card a try."""
    return ordered(walk, ClearPin())


def _asked(walk: Walk, world: World) -> Walk:
    session = walk.session
    request = application_of(walk, world)
    if session is None or request is None or _is_late(walk):
        return walk  # asked again, what came late would be stored twice
    return asked(walk, FileRequest(walk.next_effect, session.number, session.sequence, request))


def application_of(walk: Walk, world: World) -> Application | None:
    """What is filed, out of everything that was chosen, written and answered."""
    session, preparation = walk.session, walk.preparation
    if session is None or session.file is None or preparation is None:
        return None
    holder = session.file.person
    if preparation.withdraws:
        return Application(holder, holder, action="withdraw", number=preparation.withdraws)
    inquiry = walk.inquiry
    if inquiry is None:
        return None
    return Application(
        applicant=holder,
        beneficiary=inquiry.person or holder,
        action="correct" if preparation.corrects else "file",
        number=preparation.corrects,
        wishes=preparation.wishes,
        contact=contact_of(preparation),
        consent=preparation.consent,
        answers=inquiry.interview.given(),
        pack_hash=world.pack.hash,
        on=inquiry.on.isoformat(),
    )


def contact_of(preparation: Preparation) -> ContactDetails:
    """A phone in E.164; who leaves neither phone nor address comes to this kiosk to ask."""
    phone = f"+7{preparation.phone}" if preparation.phone else ""
    preferred = "phone" if phone else "email" if preparation.email else "kiosk"
    return ContactDetails(phone, preparation.email, preferred)


def _is_late(walk: Walk) -> bool:
    return walk.preparation is not None and walk.preparation.late > 0


def _filing_now(walk: Walk) -> FileRequest | None:
    return next((one for one in walk.awaited if isinstance(one, FileRequest)), None)


def filed(walk: Walk, event: events.Filed) -> Walk:
    """It stands on the disk: only now the receipt is shown, also to who has waited too long or gone."""
    if awaited_effect(walk, event.effect) is None and not _is_of(walk, event.effect):
        return _filed_late(walk, event)
    walk = late_answered(replace(walk, left_filings=walk.left_filings - {event.effect}), event.effect)
    walk = ordered(answered(walk, event.effect), ClearPin())
    return _receipted(walk, event.receipt_code)


def late_answered(walk: Walk, effect: int) -> Walk:
    """An answer has come after all to what its person waited for too long: it may be filed again."""
    if walk.preparation is None or not _is_of(walk, effect):
        return walk
    return replace(walk, preparation=replace(walk.preparation, late=0))


def _is_of(walk: Walk, effect: int) -> bool:
    """Whether it is the late filing of the very person who is here."""
    return walk.preparation is not None and walk.preparation.late == effect


def _receipted(walk: Walk, receipt: str) -> Walk:
    if walk.preparation is None:
        return walk
    walk = replace(walk, preparation=replace(walk.preparation, receipt=receipt))
    # Nobody goes back from a receipt to what led to it.
    led_here = PreparationPage | PinPage | WithdrawPage | FailurePage
    stack = tuple(page for page in walk.stack if not isinstance(page, led_here))
    return replace(walk, stack=(*stack, ReceiptPage()))


def _filed_late(walk: Walk, event: events.Filed) -> Walk:
    """An obligation: who confirmed it may still be near, and gets the code without a name to it."""
    if event.effect not in walk.left_filings:
        return walk
    walk = replace(walk, left_filings=walk.left_filings - {event.effect})
    page = FiledAfterAllPage(event.receipt_code, walk.now)
    if walk.session is not None:
        return walk
    if isinstance(walk.page, Home | TakeCardPage | FiledAfterAllPage):
        return opened(walk, page)
    return walk


def needs_pin(walk: Walk, event: events.FilingNeedsPin) -> Walk:
    """The line dropped: the card has to sign, and asks for the PIN once more."""
    walk = ordered(answered(walk, event.effect), ClearPin())
    card = walk.card
    if walk.session is None or card is None:
        return failed(walk, FailurePage("card-removed"))
    pad = PinPage(signing=True)
    walk = switched(walk, pad) if isinstance(walk.page, FilingPage | PinPage) else opened(walk, pad)
    return asked(walk, CountPinTries(walk.next_effect, card.sequence))


def refused(walk: Walk, event: events.FilingRefused) -> Walk:
    """Nothing is stored and nothing was promised: everything stays as it was entered."""
    walk = ordered(answered(walk, event.effect), ClearPin())
    return failed(_without_wait(walk), FailurePage(event.code))


def signature_refused(walk: Walk, effect: int, failure: CardFailure) -> Walk:
    """The card did not sign: a wrong PIN may be typed again."""
    walk = ordered(answered(walk, effect), ClearPin())
    if failure.code == "card-pin-wrong" and failure.tries_left != 0 and isinstance(walk.page, PinPage):
        return switched(walk, PinPage(tries_left=failure.tries_left, wrong=True, signing=True))
    code = "card-pin-blocked" if failure.tries_left == 0 else failure.code
    return failed(_without_wait(walk), FailurePage(code))


def _without_wait(walk: Walk) -> Walk:
    stack = walk.stack
    while len(stack) > 1 and isinstance(stack[-1], FilingPage):
        stack = stack[:-1]
    return replace(walk, stack=stack)


def accepted(walk: Walk, event: events.RequestAccepted) -> Walk:
    """The number is there, for whoever still looks at the receipt."""
    page, preparation = walk.page, walk.preparation
    if isinstance(page, FiledAfterAllPage) and page.receipt == event.receipt_code:
        return switched(walk, replace(page, number=event.number))
    if preparation is None or preparation.receipt != event.receipt_code:
        return walk
    return renewed(replace(walk, preparation=replace(preparation, number=event.number)))


def refused_for_good(walk: Walk, event: events.RequestRefused) -> Walk:
    """The backend will not take it: an operator has it, and the code leads there."""
    preparation = walk.preparation
    if preparation is None or preparation.receipt != event.receipt_code:
        return walk
    return replace(walk, preparation=replace(preparation, refused=event.code))


def waited_too_long(walk: Walk) -> Walk:
    """Nobody knows whether it is stored: if it is, the code comes later."""
    filing = _filing_now(walk)
    walk = _without_wait(walk)
    if isinstance(walk.page, PinPage):
        walk = replace(walk, stack=walk.stack[:-1])
    if filing is not None and walk.preparation is not None:
        left = walk.left_filings | {filing.id}
        late = replace(walk.preparation, late=filing.id)
        walk = replace(no_longer_awaiting(walk, FileRequest), left_filings=left, preparation=late)
    return opened(walk, FailurePage("backend-slow"))
