"""The card's pages: being read, the greeting of level 1, the PIN pad, «Заберите карту»."""

from __future__ import annotations

from content.formats import first_name_and_initial
from content.model import NeutralGroup
from kiosk.flow.disclosure import is_shown
from kiosk.flow.events import CardRetried, Finished, Opened, PinConfirmed, PinOffered, WentBack
from kiosk.flow.identification import LONGEST_PIN, SHORTEST_PIN, stays_without_card
from kiosk.flow.pages import (
    ContactSlotPage,
    MeasuresPage,
    PinPage,
    ReadingPage,
    TakeCardPage,
    WelcomePage,
    WherePage,
)
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import (
    Block,
    Button,
    Hero,
    Notice,
    Pair,
    Paragraph,
    PinPad,
    Progress,
    Row,
    Rows,
    Section,
    Summary,
    Title,
    Tone,
)

WAY_OUT_AFTER = 5.0


def reading(desk: Desk, page: ReadingPage) -> Scene:
    """Words at once, a way out after five seconds."""
    words = desk.words
    late = desk.walk.now - page.since >= WAY_OUT_AFTER
    key = "reading.slow" if late else "reading.text"
    cancel = (Button(words("reading.cancel"), Finished(), icon="cancel"),)
    return Scene(
        "reading",
        (
            Title(desk.reader_words("reading.title")),
            Progress(words(key), page.since),
        ),
        cancel if late else (),
    )


def welcome(desk: Desk, page: WelcomePage) -> Scene:
    """Level 1: a greeting and counts by neutral group; nothing that names a category or a measure."""
    words, session = desk.words, desk.walk.session
    if session is None:
        return Scene("welcome", ())
    counts = {
        NeutralGroup.PAYMENTS: session.counts.payments,
        NeutralGroup.TRANSPORT: session.counts.transport,
        NeutralGroup.MEDICINES: session.counts.medicines,
        NeutralGroup.SERVICES: session.counts.services,
    }
    pairs = tuple(
        Pair(labels.name(desk, group), words.plural("welcome.count", count))
        for group, count in counts.items()
    )
    counted = is_shown(desk.walk, desk.world, "group_counts")
    name = first_name_and_initial(session.first_name, session.initial)
    blocks: list[Block] = [
        Title(words("welcome.title", name=name)),
        *((Section(words("welcome.counts")), Summary(pairs)) if counted else ()),
        *_invitation(desk),
        Section(words("welcome.more")),
        Rows(
            (
                Row(words("home.measures.title"), Opened(MeasuresPage()), icon="measures"),
                Row(words("home.where.title"), Opened(WherePage()), icon="places"),
            )
        ),
    ]
    pin = Button(words("welcome.pin"), PinOffered(), icon="pin", primary=True)
    return Scene("welcome", tuple(blocks), (pin,) if can_enter_pin(desk) else (), personal=True)


def can_enter_pin(desk: Desk) -> bool:
    """With a tap the PIN needs a contact slot; otherwise the card lies where it can be asked."""
    card, profile = desk.walk.card, desk.world.profile
    if card is not None and not stays_without_card(card, profile):
        return True
    return bool(profile.contact_reader)


def _invitation(desk: Desk) -> tuple[Notice, ...]:
    words = desk.words
    if can_enter_pin(desk):
        return (Notice(Tone.INFO, words("welcome.pin.title"), words("welcome.pin.text")),)
    return (Notice(Tone.INFO, words("welcome.no_pin.title"), words("welcome.no_pin.text")),)


def contact_slot(desk: Desk, page: ContactSlotPage) -> Scene:
    """After a tap: the same card goes into the slot, where a PIN can be entered."""
    words = desk.words
    return Scene(
        "contact-slot",
        (
            Title(words("contact_slot.title")),
            Hero(words("home.hero.title.insert"), words("contact_slot.help"), "insert"),
        ),
        personal=True,
    )


def pin(desk: Desk, page: PinPage) -> Scene:
    """The pad: dots, tries left, what was wrong. The digits are never here."""
    words = desk.words
    blocks: list[Block] = [Title(words("pin.title"))]
    actions: tuple[Button, ...] = ()
    if page.checking is not None:
        late = desk.walk.now - page.checking >= WAY_OUT_AFTER
        blocks.append(Progress(words("pin.slow" if late else "pin.checking"), page.checking))
        actions = (Button(words("reading.cancel"), WentBack(), icon="cancel"),) if late else ()
        return Scene("pin-checking", tuple(blocks), actions, personal=True)
    if page.wrong:
        blocks.append(Notice(Tone.TROUBLE, words("pin.wrong.title"), words("pin.wrong.text")))
    else:
        blocks.append(Paragraph(words("pin.help")))
    tries = "" if page.tries_left is None else words.plural("pin.tries", page.tries_left)
    blocks.append(
        PinPad(
            count=page.count,
            length=max(SHORTEST_PIN, page.count),
            tries=tries,
            enabled=page.count < LONGEST_PIN,
            spoken=f"{tries} {words.plural('pin.count', page.count)}".strip(),
        )
    )
    done = Button(
        words("pin.confirm"), PinConfirmed(), icon="done", primary=True, enabled=page.count >= SHORTEST_PIN
    )
    return Scene("pin-wrong" if page.wrong else "pin", tuple(blocks), (done,), personal=True)


def take_card(desk: Desk, page: TakeCardPage) -> Scene:
    """The session is over; the card must not be forgotten."""
    words = desk.words
    again = Button(words("take_card.again"), CardRetried(), icon="retry")
    return Scene(
        "take-card",
        (
            Hero(words("take_card.title"), words("take_card.text"), ""),
            Notice(Tone.ATTENTION, words("take_card.notice")),
        ),
        (again,),
    )
