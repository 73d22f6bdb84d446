"""«Детский сад и школа»: whose child, from when, where to, on what grounds, and everything once more."""

from __future__ import annotations

from typing import Final

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
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.events import Opened, PinOffered, WentBack
from kiosk.flow.pin_pad import can_enter_pin
from kiosk.flow.printing import can_print
from kiosk.flow.queues.choosing import (
    KINDERGARTEN,
    MOST_WISHES,
    SCHOOL,
    claimable,
    claims_of,
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
    RegistrationConfirmed,
    WishesDone,
)
from kiosk.flow.queues.pages import (
    QueueCardPage,
    QueueChildPage,
    QueueClaimsPage,
    QueueMenuPage,
    QueueRefusedPage,
    QueueReviewPage,
    QueueWishesPage,
    QueueYearPage,
    RegisteringPage,
)
from kiosk.flow.scenes.failures import refusal_emblem, wording_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

ICONS: Final = {KINDERGARTEN: "place_kindergarten", SCHOOL: "place_school", "": "child"}
SEPTEMBER: Final = 9
STANDS_ALREADY: Final = frozenset({"queue-exists", "queue-offer-over"})
IN_THREES: Final = 3  # how a number of nine digits is told


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


def review(desk: Desk, page: QueueReviewPage) -> Scene:
    """Everything once more, and whether paper will come."""
    words, draft = desk.words, desk.walk.queue
    if draft is None or draft.prospect is None:
        return Scene("queue-review", (), personal=True)
    blocks: list[Block] = [Title(words("queue.review"), words(f"queue.{draft.kind}"))]
    if draft.unsure:
        blocks.append(Notice(Tone.ATTENTION, words("queue.unsure"), words("queue.unsure.text"), draft.unsure))
    blocks += [Summary(_reviewed(desk, draft)), _paper(desk)]
    actions = (
        Button(words("queue.review.change"), WentBack(), icon="back"),
        Button(words("queue.register"), RegistrationConfirmed(), icon="done", primary=True),
    )
    return Scene("queue-review", tuple(blocks), actions, personal=True)


def _reviewed(desk: Desk, draft: QueueDraft) -> tuple[Pair, ...]:
    words, prospect = desk.words, draft.prospect
    assert prospect is not None
    age = next((each.age for each in prospect.years if each.year == draft.year), 0)
    told = [
        Pair(words("queue.review.child"), name_of(desk, draft.child)),
        Pair(words("queue.review.from"), when(desk, draft.year)),
        Pair(words("queue.review.group"), group(desk, draft.kind, age)),
    ]
    for rank, place in enumerate(draft.wishes, start=1):
        told.append(Pair(words("queue.wish", rank=rank), title_of(desk, place)))
    for ground in prospect.grounds:
        chip = Chip(words("queue.ground.recorded"), Tone.GOOD)
        told.append(Pair(words("queue.review.right"), ground_title(desk, ground.ground), chip))
    for claim, _ in claims_of(draft):
        chip = Chip(words("queue.ground.claimed"), Tone.ATTENTION)
        told.append(Pair(words("queue.review.right"), ground_title(desk, claim), chip))
    return tuple(told)


def _paper(desk: Desk) -> Notice:
    """Known before «Встать в очередь»: a paper, or the number to write down."""
    words = desk.words
    if not can_print(desk.walk):
        return Notice(Tone.ATTENTION, words("booking.no_paper"), words("queue.no_paper.text"), compact=True)
    return Notice(Tone.INFO, words("queue.paper"), words("queue.paper.text"), icon="print", compact=True)


def registering(desk: Desk, page: RegisteringPage) -> Scene:
    return waiting(desk, "queue-registering", desk.words("queue.registering"), page.since, icon="list")


def refused(desk: Desk, page: QueueRefusedPage) -> Scene:
    """Why it cannot be, in plain words, and what can be done."""
    words, key = desk.words, wording_of(desk, page.code)
    blocks = (
        refusal_emblem(desk, page.code, "list"),
        Title(words(f"failure.{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    return Scene(f"queue-refused-{key}", blocks, (_way_on(desk, page.code),))


def _way_on(desk: Desk, code: str) -> Button:
    """What the words of a refusal advise."""
    words = desk.words
    if code in STANDS_ALREADY:
        return Button(words("queue.own"), OwnQueuesAsked(), icon="list", primary=True)
    if code == "queue-unknown":
        return Button(words("in_hand.by_number"), QueueLookAsked(), icon="keyboard", primary=True)
    if any(isinstance(page, QueueReviewPage) for page in desk.walk.stack):
        return Button(words("queue.review.change"), WentBack(), icon="back", primary=True)
    return Button(words("bar.section"), Opened(QueueMenuPage()), icon="section", primary=True)


def _crumb(desk: Desk) -> str:
    draft = desk.walk.queue
    return desk.words(f"queue.{draft.kind}") if draft and draft.kind else desk.words("queue.title")


def of_child(desk: Desk, draft: QueueDraft | None) -> str:
    """«Детский сад: Ева О.»"""
    if draft is None:
        return ""
    return ": ".join(filter(None, (desk.words(f"queue.{draft.kind}"), name_of(desk, draft.child))))


def name_of(desk: Desk, person: str) -> str:
    session = desk.walk.session
    relations = session.acts_for if session else ()
    found = next((relation for relation in relations if relation.person == person), None)
    return first_name_and_initial(found.first_name, found.initial) if found else ""


def when(desk: Desk, school_year: int) -> str:
    """«Как можно раньше» for the school year that runs, else its first day."""
    today = desk.today
    runs = today is not None and school_year == today.year - (today.month < SEPTEMBER)
    return desk.words("queue.year.now") if runs else desk.words("queue.year.from", year=school_year)


def group(desk: Desk, kind: str, age: int) -> str:
    return desk.words("queue.group.school" if kind == SCHOOL else f"queue.group.{age}")


def title_of(desk: Desk, place: str) -> str:
    known = desk.catalogue.places.get(place)
    return desk.text(known.title) if known else place


def ground_title(desk: Desk, ground: str) -> str:
    """As the pack names it; a ground the pack has no more keeps its id."""
    known = next((each for each in desk.world.pack.place_priorities if each.id == ground), None)
    return desk.text(known.title) if known else ground
