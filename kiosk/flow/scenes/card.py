"""The card's pages: being read, the greeting of level 1, the PIN pad, «Заберите карту»."""

from __future__ import annotations

from content.formats import first_name_and_initial
from content.model import NeutralGroup
from devices.ports import ReaderProfile
from kiosk.flow.blocks import (
    Block,
    Emblem,
    EntryCard,
    EntryGrid,
    Notice,
    Paragraph,
    PinPad,
    Progress,
    Section,
    Tile,
    Tiles,
    Title,
    Tone,
)
from kiosk.flow.booking.events import BookingBegun
from kiosk.flow.booking.holding import BOOK
from kiosk.flow.booking.searching import DOCTOR, OFFICE
from kiosk.flow.disclosure import is_shown, may
from kiosk.flow.events import CardRetried, Finished, Opened, PinConfirmed, PinOffered
from kiosk.flow.pages import (
    LONGEST_PIN,
    SHORTEST_PIN,
    ContactSlotPage,
    MeasuresPage,
    PinPage,
    ReadingPage,
    TakeCardPage,
    WelcomePage,
    WherePage,
)
from kiosk.flow.pin_pad import can_enter_pin
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waiting_notice import offer_notice
from kiosk.flow.scenes.waits import is_long, waiting
from kiosk.flow.views import Button


def reading(desk: Desk, page: ReadingPage) -> Scene:
    """Words at once, a way out after five seconds."""
    words = desk.words
    late = is_long(desk, page.since)
    key = "reading.slow" if late else "reading.text"
    cancel = (Button(words("reading.cancel"), Finished(), icon="cancel"),)
    return Scene(
        "reading",
        (
            Emblem(desk.world.profile.reader.value, Tone.INFO, since=page.since),
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
    tiles = tuple(_tile(desk, group, count) for group, count in counts.items())
    counted = is_shown(desk.walk, desk.world, "group_counts")
    name = first_name_and_initial(session.first_name, session.initial)
    blocks: list[Block] = [
        Title(words("welcome.title", name=name)),
        *offer_notice(desk),
        *((Section(words("welcome.counts")), Tiles(tiles)) if counted else ()),
        *_invitation(desk),
        Section(words("welcome.more")),
        EntryGrid(
            (
                *_booking(desk),
                EntryCard(words("home.measures.title"), "", "measures", Opened(MeasuresPage())),
                EntryCard(words("home.where.title"), "", "places", Opened(WherePage())),
            )
        ),
    ]
    pin = Button(words("welcome.pin"), PinOffered(), icon="pin", primary=True)
    return Scene(
        "welcome",
        tuple(blocks),
        (pin,) if can_enter_pin(desk.walk, desk.world.profile) else (),
        personal=True,
    )


def _booking(desk: Desk) -> tuple[EntryCard, ...]:
    """In as few touches as can be: the card has come for it."""
    if not may(desk.walk, desk.world, BOOK):
        return ()
    words = desk.words
    return tuple(
        EntryCard(words(f"booking.{kind}"), "", icon, BookingBegun(kind))
        for kind, icon in ((DOCTOR, "sphere_health"), (OFFICE, "place_social_protection"))
    )


def _tile(desk: Desk, group: NeutralGroup, count: int) -> Tile:
    title = labels.name(desk, group)
    said = f"{title}: {desk.words.plural('welcome.count', count)}"
    return Tile(labels.GROUP_ICONS[group], count, title, said)


def _invitation(desk: Desk) -> tuple[Notice, ...]:
    words = desk.words
    if can_enter_pin(desk.walk, desk.world.profile):
        return (Notice(Tone.INFO, words("welcome.pin.title"), words("welcome.pin.text"), icon="pin"),)
    return (Notice(Tone.INFO, words("welcome.no_pin.title"), words("welcome.no_pin.text")),)


def contact_slot(desk: Desk, page: ContactSlotPage) -> Scene:
    """After a tap: the same card goes into the slot, where a PIN can be entered."""
    words = desk.words
    return Scene(
        "contact-slot",
        (
            Emblem(ReaderProfile.INSERT.value, Tone.INFO),
            Title(words("contact_slot.title")),
            Paragraph(words("contact_slot.help")),
        ),
        personal=True,
    )


def pin(desk: Desk, page: PinPage) -> Scene:
    """The pad: dots, tries left, what was wrong. The digits are never here."""
    words = desk.words
    if page.checking is not None:
        return _checking(desk, page)
    tone, tries = _tries(desk, page)
    told: Block = Paragraph(words("pin.help"))
    if page.signing:
        told = Notice(Tone.ATTENTION, words("filing.pin.line"), words("filing.pin.line.text"))
    if page.case:
        told = Notice(Tone.INFO, words("cases.pin"), words("cases.pin.text"), icon="document")
    if page.wrong:
        told = Notice(tone, words("pin.wrong.title"), words("pin.wrong.text"))
    if page.tries_left == 1:
        told = Notice(tone, words("pin.last.title"), words("pin.last.text"))
    pad = PinPad(
        count=page.count,
        length=max(SHORTEST_PIN, page.count),
        tries=tries,
        enabled=page.count < LONGEST_PIN,
        spoken=f"{tries} {words.plural('pin.count', page.count)}".strip(),
        tone=tone,
    )
    done = Button(
        words("pin.confirm"), PinConfirmed(), icon="done", primary=True, enabled=page.count >= SHORTEST_PIN
    )
    name = "pin-wrong" if page.wrong else "pin-signing" if page.signing else "pin"
    crumb = words("cases.number", number=page.case) if page.case else ""
    return Scene(name, (Title(words("pin.title"), crumb), told, pad), (done,), personal=True)


def _tries(desk: Desk, page: PinPage) -> tuple[Tone, str]:
    """How many tries are left, said calmly while nothing went wrong."""
    if page.tries_left is None:
        return Tone.NEUTRAL, ""
    if page.tries_left == 1:
        return Tone.TROUBLE, desk.words("pin.last_try")
    return Tone.ATTENTION if page.wrong else Tone.NEUTRAL, desk.words.plural("pin.tries", page.tries_left)


def _checking(desk: Desk, page: PinPage) -> Scene:
    """The PIN is being checked: a way out after five seconds."""
    words, since = desk.words, page.checking or 0.0
    told = "pin.slow" if is_long(desk, since) else "cases.signing" if page.case else "pin.checking"
    return waiting(desk, "pin-checking", words(told), since, Title(words("pin.title.checking")), "pin")


def take_card(desk: Desk, page: TakeCardPage) -> Scene:
    """The session is over; the card must not be forgotten."""
    words = desk.words
    # Where cards are only tapped, the one that can be forgotten lies in the slot for the PIN.
    reader = desk.world.profile.reader
    if reader is ReaderProfile.TAP:
        reader = ReaderProfile.INSERT
    again = Button(words("take_card.again"), CardRetried(), icon="retry")
    return Scene(
        "take-card",
        (
            Emblem(f"{reader.value}_out", Tone.INFO),
            Title(words("take_card.title")),
            Paragraph(words("take_card.text")),
        ),
        (again,),
    )
