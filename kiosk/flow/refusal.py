"""What a person is told when card, PIN or backend refuses, and what of the session goes with it."""

from __future__ import annotations

from msgspec.structs import replace

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
    FailurePage,
    OutOfServicePage,
    Page,
    PinPage,
    ReadingPage,
)
from kiosk.flow.walk import (
    Walk,
    answered,
    no_longer_awaiting,
    opened,
    ordered,
    switched,
)

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


def out_of_service(walk: Walk) -> bool:
    """Whether the kiosk serves nobody but a technician."""
    return isinstance(walk.stack[0], OutOfServicePage)


def in_place_of(walk: Walk, kind: type[Page], page: Page) -> Walk:
    """`page` instead of the one that waited for it, or on top of where the person is now."""
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
            return failed(walk, FailurePage("card-pin-blocked"))
        return in_place_of(walk, PinPage, PinPage(tries_left=failure.tries_left, wrong=True))
    retry = failure.code in RETRYABLE and isinstance(asking, ProveCard) and walk.card is not None
    return failed(walk, FailurePage(failure.code, failure.foreign, retry))


def backend_refused(walk: Walk, event: events.BackendRefused, asking: Asking) -> Walk:
    """The backend or the way to it failed while somebody was waiting."""
    walk = answered(walk, event.effect)
    if out_of_service(walk):
        return walk
    walk = ordered(walk, ClearPin())
    first_step = isinstance(asking, ProveCard | OpenSession)
    retry = event.code in RETRYABLE and first_step and walk.card is not None
    return failed(walk, FailurePage(event.code, None, retry))


def failed(walk: Walk, page: FailurePage) -> Walk:
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
    return failed(walk, FailurePage(code, None, walk.session is None and walk.card is not None))
