"""Where no paper comes: the number to a telephone or by mail, with what becomes of the address."""

from __future__ import annotations

from kiosk.flow.blocks import Block, Emblem, Notice, Paragraph, Row, Rows, Title, Tone
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import WentBack
from kiosk.flow.in_hand.events import OtherPhoneAsked, PaperEntered, SendChosen, SendOffered
from kiosk.flow.in_hand.looking import TOO_SHORT
from kiosk.flow.in_hand.pages import SendingPage, SendTicketPage, SentPage, TicketPhonePage
from kiosk.flow.scenes.failures import wording_of
from kiosk.flow.scenes.request import phone_in_groups
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button
from kiosk.flow.walk import HOLDER_LEVEL

ICONS = {"sms": "phone", "email": "email"}


def send_buttons(desk: Desk, number: str) -> tuple[Button, ...]:
    """«Прислать номер», where this region sends anything that this person could get."""
    draft, session = desk.walk.booking, desk.walk.session
    channels = draft.channels if draft else ()
    is_holder = session is not None and session.level >= HOLDER_LEVEL
    if not channels or not (is_holder or "sms" in channels):
        return ()
    return (Button(desk.words("in_hand.send"), SendOffered(number), icon="phone"),)


def choice(desk: Desk, page: SendTicketPage) -> Scene:
    """To what the register knows, masked, or to another telephone."""
    words, paper = desk.words, desk.walk.in_hand
    if page.since is not None or paper is None or paper.ways is None:
        return waiting(desk, "ticket-ways", words("in_hand.send.looking"), page.since)
    known = (("sms", paper.ways.sms), ("email", paper.ways.email))
    rows = tuple(
        Row(words(f"in_hand.send.{channel}"), SendChosen(channel), address, icon=ICONS[channel])
        for channel, address in known
        if address
    )
    channels = desk.walk.booking.channels if desk.walk.booking else ()
    other = Row(words("in_hand.send.other"), OtherPhoneAsked(), words("in_hand.send.once"), icon="keyboard")
    blocks = (
        Title(words("in_hand.send.title")),
        *_unclear(desk),
        Rows((*rows, *((other,) if "sms" in channels else ()))),
    )
    return Scene("ticket-send", blocks, personal=True)


def telephone(desk: Desk, page: TicketPhonePage) -> Scene:
    """Typed for one message; pressing the button is the consent that the words ask for."""
    words, paper = desk.words, desk.walk.in_hand
    told = _unclear(desk) or (Paragraph(words("in_hand.send.consent")),)
    pad = NumberPad((Field(words("filing.phone"), phone_in_groups(paper.phone if paper else "")),))
    send = Button(words("in_hand.send.do"), PaperEntered(), icon="done", primary=True)
    return Scene("ticket-phone", (Title(words("in_hand.send.phone")), *told, pad), (send,), personal=True)


def _unclear(desk: Desk) -> tuple[Block, ...]:
    words, paper = desk.words, desk.walk.in_hand
    unclear = paper.unclear if paper else ""
    if not unclear:
        return ()
    if unclear == TOO_SHORT:
        return (Notice(Tone.ATTENTION, words("in_hand.short"), words("in_hand.send.digits")),)
    key = wording_of(desk, unclear)
    return (Notice(Tone.ATTENTION, words(f"failure.{key}.title"), words(f"failure.{key}.todo")),)


def sending(desk: Desk, page: SendingPage) -> Scene:
    return waiting(desk, "ticket-sending", desk.words("in_hand.sending"), page.since)


def sent(desk: Desk, page: SentPage) -> Scene:
    """Said only after the backend has it in its books."""
    words, paper = desk.words, desk.walk.in_hand
    blocks = (
        Emblem("done", Tone.GOOD),
        Title(words("in_hand.sent")),
        Paragraph(words("in_hand.sent.text", to=paper.sent_to if paper else "")),
    )
    on = Button(words("printed.done"), WentBack(), icon="continue", primary=True)
    return Scene("ticket-sent", blocks, (on,), personal=True)
