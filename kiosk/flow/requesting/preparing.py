"""From a result to a request that can be confirmed: wishes, contact details, consent, review."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.findings import Finding, Part
from kiosk.flow.application import Consent, Wish
from kiosk.flow.filing.pages import (
    CardNeededPage,
    ConsentPage,
    ContactPage,
    EmailPage,
    PhonePage,
    ReviewPage,
    WishesPage,
)
from kiosk.flow.filing.preparation import Preparation
from kiosk.flow.pages import Page
from kiosk.flow.walk import HOLDER_LEVEL, Walk, opened
from kiosk.flow.wizard.inquiry import Inquiry
from kiosk.flow.world import World

GUARANTEED, DESIRED, PAID = "guaranteed", "desired", "paid"
SOCIAL_SERVICES_LAW: Final = "442-ФЗ"
URGENT_ARTICLE: Final = "ст. 21"
PHONE_DIGITS: Final = 10
LONGEST_EMAIL: Final = 254


def begun(walk: Walk, measure: str, world: World) -> Walk:
    """What is due is chosen already, except what is being received; one measure alone if it was asked for."""
    inquiry = walk.inquiry
    if inquiry is None:
        return walk
    # Of measures of which only one is given, the one that is given.
    instead = {one.id for one in inquiry.interview.findings().entitled if one.instead is not None}
    wishes = tuple(
        wish
        for wish in offered(walk, inquiry, world)
        if (wish.measure == measure if measure else wish.kind == GUARANTEED and wish.measure not in instead)
    )
    before = walk.preparation or Preparation()
    fresh = replace(before, wishes=wishes, consent=None, receipt="", number="", refused="", slip="")
    return opened(replace(walk, preparation=fresh), WishesPage())


def offered(walk: Walk, inquiry: Inquiry, world: World) -> tuple[Wish, ...]:
    """Everything that may be asked for: what is due, what may be, and services one can pay for."""
    findings = inquiry.interview.findings()
    received = _received(walk, inquiry.person)
    entitled = (
        Wish(one.id, GUARANTEED, Part.ENTITLED.value)
        for one in findings.entitled
        if one.kind == "measure" and one.id not in received
    )
    possible = (
        Wish(one.id, DESIRED, Part.POSSIBLE.value) for one in findings.possible if one.kind == "measure"
    )
    paid = (
        Wish(one.id, PAID, Part.NOT_ENTITLED.value)
        for one in findings.not_entitled
        if _can_be_paid_for(one, world)
    )
    return (*entitled, *possible, *paid)


def _received(walk: Walk, person: str) -> frozenset[str]:
    file = walk.session.file_of(person) if walk.session else None
    awards = file.entitlements if file else ()
    return frozenset(award.measure for award in awards if award.state in {"active", "expected"})


def _can_be_paid_for(finding: Finding, world: World) -> bool:
    """Social services are given to everybody, free of charge or for money (442-ФЗ art. 31, 32).

    Urgent ones (art. 21) are never paid for.
    """
    measure = world.catalogue.measures.get(finding.id) if finding.kind == "measure" else None
    return measure is not None and any(
        SOCIAL_SERVICES_LAW in basis.act and basis.article != URGENT_ARTICLE for basis in measure.legal_basis
    )


def toggled(walk: Walk, measure: str, world: World) -> Walk:
    """A measure is wished for, or no longer."""
    preparation, inquiry = walk.preparation, walk.inquiry
    if preparation is None or inquiry is None or not isinstance(walk.page, WishesPage):
        return walk
    if any(wish.measure == measure for wish in preparation.wishes):
        kept = tuple(wish for wish in preparation.wishes if wish.measure != measure)
        return replace(walk, preparation=replace(preparation, wishes=kept))
    added = tuple(wish for wish in offered(walk, inquiry, world) if wish.measure == measure)
    return replace(walk, preparation=replace(preparation, wishes=(*preparation.wishes, *added)))


def wishes_chosen(walk: Walk) -> Walk:
    """On to the contact details; before that, whoever has not shown card and PIN is asked for them."""
    preparation = walk.preparation
    if preparation is None or not preparation.wishes:
        return walk
    if walk.session is None or walk.session.level != HOLDER_LEVEL:
        return opened(walk, CardNeededPage())
    return onwards(walk, ReviewPage()) if ReviewPage() in walk.stack else opened(walk, ContactPage())


def waits_for_card(walk: Walk) -> bool:
    """Whether a request on its way led to the card: then the card leads back to the request."""
    return walk.preparation is not None and any(isinstance(page, CardNeededPage) for page in walk.stack)


def contact_given(walk: Walk) -> Walk:
    """A telephone, an address, both or neither: who leaves none comes to ask."""
    if walk.preparation is None or not isinstance(walk.page, ContactPage):
        return walk
    return onwards(walk, ReviewPage() if walk.preparation.consent else ConsentPage())


def typed(walk: Walk, character: str) -> Walk:
    """A key on the page of the phone or of the address; "" erases."""
    preparation = walk.preparation
    match walk.page:
        case PhonePage() if preparation is not None:
            text = preparation.phone
            if character.isdigit() and len(text) < PHONE_DIGITS:
                text += character
            return _written(walk, replace(preparation, phone=text if character else text[:-1]))
        case EmailPage() if preparation is not None:
            text = preparation.email
            text = (text + character)[:LONGEST_EMAIL] if character else text[:-1]
            return _written(walk, replace(preparation, email=text))
        case _:
            return walk


def emptied(walk: Walk) -> Walk:
    """The whole line goes."""
    preparation = walk.preparation
    if preparation is None:
        return walk
    if isinstance(walk.page, PhonePage):
        return _written(walk, replace(preparation, phone=""))
    return _written(walk, replace(preparation, email=""))


def _written(walk: Walk, preparation: Preparation) -> Walk:
    return replace(walk, preparation=replace(preparation, unclear=""))


def entry_done(walk: Walk) -> Walk:
    """«Готово»: back to the contact details, or a word on what is not right yet."""
    preparation = walk.preparation
    if preparation is None or not isinstance(walk.page, PhonePage | EmailPage):
        return walk
    unclear = _unclear_phone(preparation) if isinstance(walk.page, PhonePage) else _unclear_email(preparation)
    if unclear:
        return replace(walk, preparation=replace(preparation, unclear=unclear))
    return replace(walk, stack=walk.stack[:-1])


def _unclear_phone(preparation: Preparation) -> str:
    return "" if len(preparation.phone) in (0, PHONE_DIGITS) else "phone"


def _unclear_email(preparation: Preparation) -> str:
    """As far as one can tell by looking at it: something, an @, something with a point inside."""
    name, sign, host = preparation.email.partition("@")
    head, point, tail = host.rpartition(".")
    well = bool(name and sign and head and point and tail) and "@" not in host
    return "" if well or not preparation.email else "email"


def consent_given(walk: Walk, text: str) -> Walk:
    """The very words are kept with the moment."""
    preparation = walk.preparation
    if preparation is None or not isinstance(walk.page, ConsentPage):
        return walk
    consent = Consent(text, walk.comfort.language, walk.now)
    walk = replace(walk, preparation=replace(preparation, consent=consent))
    return onwards(replace(walk, stack=walk.stack[:-1]), ReviewPage())


def onwards(walk: Walk, page: Page) -> Walk:
    """To a page; back to it where one came from there to put something right."""
    if page in walk.stack:
        return replace(walk, stack=walk.stack[: walk.stack.index(page) + 1])
    return opened(walk, page)
