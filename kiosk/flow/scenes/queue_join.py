"""«Детский сад и школа»: whose child, from when, where to, on what grounds."""

from __future__ import annotations

from content.formats import date_in_words, dictated, first_name_and_initial, phone
from content.model import Place
from kiosk.flow.blocks import (
    Block,
    Chip,
    Choice,
    Choices,
    Emblem,
    EntryCard,
    EntryGrid,
    Notice,
    Paragraph,
    Row,
    Rows,
    Section,
    Title,
    Tone,
)
from kiosk.flow.events import PinOffered
from kiosk.flow.pin_pad import can_enter_pin
from kiosk.flow.queues.choosing import (
    KINDERGARTEN,
    MOST_WISHES,
    SCHOOL,
    claimable,
    institutions,
    may_register,
)
from kiosk.flow.queues.draft import QueueDraft
from kiosk.flow.queues.events import (
    ClaimChosen,
    ClaimsDone,
    InstitutionChosen,
    OwnQueuesAsked,
    QueueBegun,
    QueueChildChosen,
    QueueLookAsked,
    QueueYearChosen,
    WishesDone,
)
from kiosk.flow.queues.pages import (
    QueueCardPage,
    QueueChildPage,
    QueueClaimsPage,
    QueueMenuPage,
    QueueWishesPage,
    QueueYearPage,
)
from kiosk.flow.scenes.queue_words import ICONS, IN_THREES, ground_title, group, of_child, when
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button


def queue_menu(desk: Desk, page: QueueMenuPage) -> Scene:
    """Two ways in, one to what stands, one with the paper alone."""
    words = desk.words
    cards = (
        *(
            EntryCard(
                words(f"queue.join.{kind}"), words(f"queue.join.{kind}.help"), ICONS[kind], QueueBegun(kind)
            )
            for kind in (KINDERGARTEN, SCHOOL)
        ),
        EntryCard(words("queue.own"), words("queue.own.help"), "list", OwnQueuesAsked()),
        EntryCard(words("queue.look"), words("queue.look.help"), "ticket", QueueLookAsked()),
    )
    lost = desk.walk.devices.backend
    text = words("booking.no_line.text")
    notice = (Notice(Tone.ATTENTION, words("booking.no_line"), text, lost),) if lost else ()
    return Scene("queue", (Title(words("queue.title"), words("booking.title")), *notice, EntryGrid(cards)))


def card(desk: Desk, page: QueueCardPage) -> Scene:
    """The card, or the PIN where the card is here already."""
    words, walk = desk.words, desk.walk
    if walk.session is None:
        picture = Emblem(desk.world.profile.reader.value, Tone.INFO)
        title = Title(desk.reader_words("queue.card"), _crumb(desk))
        return Scene("queue-card", (picture, title, Paragraph(words("queue.card.why"))))
    if not can_enter_pin(walk, desk.world.profile):
        call = Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre)))
        emblem = Emblem("pin", Tone.ATTENTION, badge=True)
        return Scene("queue-no-pin", (emblem, Title(words("booking.proof.no_pin")), call), personal=True)
    pin = Button(words("welcome.pin"), PinOffered(), icon="pin", primary=True)
    title = Title(words("queue.pin"), _crumb(desk))
    blocks = (Emblem("pin", Tone.INFO), title, Paragraph(words("queue.pin.why")))
    return Scene("queue-pin", blocks, (pin,), personal=True)


def child(desk: Desk, page: QueueChildPage) -> Scene:
    session = desk.walk.session
    relations = session.acts_for if session else ()
    rows = tuple(
        Row(
            first_name_and_initial(relation.first_name, relation.initial),
            QueueChildChosen(relation.person),
            icon="child",
        )
        for relation in relations
    )
    blocks = (
        Title(desk.words("queue.child"), _crumb(desk)),
        Rows(rows, desk.words("queue.child.none"), "child"),
    )
    return Scene("queue-child", blocks, personal=True)


def year(desk: Desk, page: QueueYearPage) -> Scene:
    """The years with the group the child would be in; or why there is nothing to choose."""
    words, draft = desk.words, desk.walk.queue
    crumb = of_child(desk, draft)
    if draft is None or draft.prospect is None or page.since is not None:
        kind = draft.kind if draft else ""
        return waiting(
            desk, "queue-year-wait", words("queue.looking"), page.since, Title(_crumb(desk)), ICONS[kind]
        )
    if not may_register(desk.walk):
        return _nothing(desk, draft)
    rows = tuple(
        Row(
            when(desk, each.year),
            QueueYearChosen(each.year),
            group(desk, draft.kind, each.age),
            icon="calendar",
        )
        for each in draft.prospect.years
    )
    return Scene("queue-year", (Title(words("queue.year"), crumb), Rows(rows)), personal=True)


def _nothing(desk: Desk, draft: QueueDraft) -> Scene:
    """In the queue already, too young, too old, or not the season."""
    words, prospect = desk.words, draft.prospect
    assert prospect is not None
    crumb = of_child(desk, draft)
    if prospect.waits:
        see = Button(words("queue.waits.see"), OwnQueuesAsked(), icon="list", primary=True)
        text = words("queue.waits.text", number=dictated(prospect.waits, IN_THREES))
        blocks = (Emblem("done", Tone.GOOD), Title(words("queue.waits"), crumb), Paragraph(text))
        return Scene("queue-waits", blocks, (see,), personal=True)
    if prospect.open:
        text = words(f"queue.age.{draft.kind}")
        name, title = "queue-age", words("queue.age")
    else:
        day = date_in_words(prospect.opens_on, desk.language) if prospect.opens_on else ""
        text = words("queue.closed.text", day=day)
        name, title = "queue-closed", words("queue.closed")
    blocks = (Emblem("calendar", Tone.INFO), Title(title, crumb), Paragraph(text))
    return Scene(name, blocks, personal=True)


def wishes(desk: Desk, page: QueueWishesPage) -> Scene:
    """Up to three, in the order in which they are touched."""
    words, draft = desk.words, desk.walk.queue
    if draft is None or draft.prospect is None:
        return Scene("queue-wishes", (), personal=True)
    rows = tuple(_institution(desk, draft, place) for place in institutions(desk.walk, desk.world))
    only = (Paragraph(words("queue.district.only")),) if draft.prospect.only_district else ()
    blocks: tuple[Block, ...] = (
        Title(words("queue.wishes"), of_child(desk, draft)),
        Paragraph(words("queue.wishes.help")),
        *only,
        Rows(rows, words("queue.institutions.none"), ICONS[draft.kind]),
    )
    on = Button(words("wizard.next"), WishesDone(), icon="continue", primary=True, enabled=bool(draft.wishes))
    return Scene(f"queue-wishes-{draft.kind}", blocks, (on,), personal=True)


def _institution(desk: Desk, draft: QueueDraft, place: Place) -> Row:
    chosen = draft.wishes.index(place.id) + 1 if place.id in draft.wishes else 0
    chip = Chip(desk.words("queue.wish", rank=chosen), Tone.GOOD) if chosen else None
    own = draft.prospect is not None and place.id in draft.prospect.district
    help_ = desk.words("queue.district") if own else place.address
    full = len(draft.wishes) == MOST_WISHES and not chosen
    press = None if full else InstitutionChosen(place.id)
    return Row(desk.text(place.title), press, help_, chip=chip, icon=ICONS[draft.kind])


def claims(desk: Desk, page: QueueClaimsPage) -> Scene:
    """What counts already with its ground; what else may be said, and that a paper is needed."""
    words, draft = desk.words, desk.walk.queue
    if draft is None or draft.prospect is None:
        return Scene("queue-claims", (), personal=True)
    recorded = tuple(
        Row(
            ground_title(desk, each.ground),
            None,
            words(f"queue.right.{each.right}"),
            chip=Chip(words("queue.ground.recorded"), Tone.GOOD),
            icon="law",
        )
        for each in draft.prospect.grounds
    )
    known: tuple[Block, ...] = (Paragraph(words("queue.claims.none")),)
    if recorded:
        known = (Section(words("queue.claims.recorded")), Rows(recorded))
    choices = tuple(
        Choice(ground_title(desk, ground), ground in draft.claims, ClaimChosen(ground))
        for ground in claimable(desk.walk, desk.world)
    )
    blocks: tuple[Block, ...] = (
        Title(words("queue.claims"), of_child(desk, draft)),
        *known,
        Paragraph(words("queue.claims.more")),
        Choices(choices, several=True, dense=True),
    )
    on = Button(words("wizard.next"), ClaimsDone(), icon="continue", primary=True)
    return Scene("queue-claims", blocks, (on,), personal=True)


def _crumb(desk: Desk) -> str:
    draft = desk.walk.queue
    return desk.words(f"queue.{draft.kind}") if draft and draft.kind else desk.words("queue.title")
