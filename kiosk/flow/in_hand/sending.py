"""Where no paper comes: the ticket's number to a telephone or by mail."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from kiosk.flow.in_hand import events as wishes
from kiosk.flow.in_hand.draft import PaperInHand
from kiosk.flow.in_hand.effects import FindWays, SendTicket
from kiosk.flow.in_hand.looking import TOO_SHORT
from kiosk.flow.in_hand.pages import SendingPage, SendTicketPage, SentPage, TicketPhonePage
from kiosk.flow.papers import ticket_of
from kiosk.flow.walk import HOLDER_LEVEL, Walk, answered, asked, opened, switched

PHONE_DIGITS: Final = 10
SMS: Final = "sms"


def offered(walk: Walk, number: str) -> Walk:
    """After the PIN to what the register knows; before it to a telephone that is typed."""
    ticket, session = ticket_of(walk, number), walk.session
    if ticket is None:
        return walk
    walk = replace(walk, in_hand=PaperInHand(number, ticket.code))
    if session is None or session.level < HOLDER_LEVEL:
        return opened(walk, TicketPhonePage())
    walk = opened(walk, SendTicketPage(walk.now))
    return asked(walk, FindWays(walk.next_effect, session.number))


def ways_found(walk: Walk, event: wishes.WaysFound) -> Walk:
    """Whose telephone and mail nobody knows types one."""
    walk = answered(walk, event.effect)
    if walk.in_hand is None or not isinstance(walk.page, SendTicketPage):
        return walk
    walk = replace(walk, in_hand=replace(walk.in_hand, ways=event.ways))
    known = event.ways.sms or event.ways.email
    return switched(walk, SendTicketPage() if known else TicketPhonePage())


def ways_refused(walk: Walk, effect: int) -> Walk:
    """What is known does not come: a telephone can still be typed."""
    walk = answered(walk, effect)
    return switched(walk, TicketPhonePage()) if isinstance(walk.page, SendTicketPage) else walk


def other_phone(walk: Walk) -> Walk:
    return opened(walk, TicketPhonePage()) if isinstance(walk.page, SendTicketPage) else walk


def typed(walk: Walk, character: str) -> Walk:
    """A key of the pad; "" erases."""
    paper = walk.in_hand
    if paper is None or (character and not character.isdigit()):
        return walk
    phone = (paper.phone + character)[:PHONE_DIGITS] if character else paper.phone[:-1]
    return replace(walk, in_hand=replace(paper, phone=phone, unclear=""))


def chosen(walk: Walk, channel: str) -> Walk:
    """To the holder's own; a second press while it goes changes nothing."""
    paper, session = walk.in_hand, walk.session
    if paper is None or session is None or not isinstance(walk.page, SendTicketPage):
        return walk
    walk = opened(walk, SendingPage(walk.now))
    return asked(walk, SendTicket(walk.next_effect, session.number, paper.number, channel))


def entered(walk: Walk) -> Walk:
    """«Прислать» under the telephone: pressing it is the consent."""
    paper = walk.in_hand
    if paper is None or not isinstance(walk.page, TicketPhonePage):
        return walk
    if len(paper.phone) != PHONE_DIGITS:
        return replace(walk, in_hand=replace(paper, unclear=TOO_SHORT))
    walk, phone = opened(walk, SendingPage(walk.now)), f"+7{paper.phone}"
    return asked(walk, SendTicket(walk.next_effect, 0, paper.number, SMS, paper.code, phone))


def sent(walk: Walk, event: wishes.TicketSent) -> Walk:
    """In place of what led to it; the number that was typed is forgotten."""
    walk = answered(walk, event.effect)
    if walk.in_hand is None:
        return walk
    walk = replace(walk, in_hand=replace(walk.in_hand, phone="", sent_to=event.to))
    passed = SendingPage | SendTicketPage | TicketPhonePage
    stack = tuple(page for page in walk.stack if not isinstance(page, passed))
    return opened(replace(walk, stack=stack), SentPage())


def not_sent(walk: Walk, effect: int, code: str) -> Walk:
    """Back where it was asked for, with a word on why."""
    walk, paper = answered(walk, effect), walk.in_hand
    if paper is None:
        return walk
    walk = replace(walk, in_hand=replace(paper, unclear=code))
    return replace(walk, stack=walk.stack[:-1]) if isinstance(walk.page, SendingPage) else walk
