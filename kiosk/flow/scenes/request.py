"""From a result to a request: wishes, contact details, consent, review."""

from __future__ import annotations

from content.formats import law_in_line
from devices.ports import ReaderProfile
from kiosk.flow.application import Wish
from kiosk.flow.blocks import (
    Block,
    Choice,
    Choices,
    Emblem,
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
from kiosk.flow.disclosure import may
from kiosk.flow.entry_blocks import Field, Keyboard, Layout, NumberPad
from kiosk.flow.events import Event, Opened, PinOffered, Switched, TextErased, WentBack
from kiosk.flow.filing.events import (
    ConsentGiven,
    ContactGiven,
    EntryDone,
    FilingConfirmed,
    SlipAsked,
    WishesChosen,
    WishToggled,
)
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
from kiosk.flow.pin_pad import can_enter_pin
from kiosk.flow.requesting.preparing import DESIRED, GUARANTEED, PAID, offered
from kiosk.flow.scenes.questions import unclear_notice
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button
from kiosk.flow.wizard.inquiry import Inquiry
from kiosk.flow.wizard.pages import KnownPage

FILE = "file"
MOST_NAMED = 4


def wishes(desk: Desk, page: WishesPage) -> Scene:
    """What to ask for: what is due is ticked; what is only possible, or to be paid for, on demand."""
    words, inquiry, preparation = desk.words, desk.walk.inquiry, desk.walk.preparation
    if inquiry is None or preparation is None:
        return Scene("wishes", (), personal=True)
    blocks: list[Block] = [Title(words("filing.wishes")), Paragraph(words("filing.wishes.help"))]
    everything = offered(desk.walk, inquiry, desk.world)
    chosen = {wish.measure for wish in preparation.wishes}
    shown = everything if page.more else tuple(_first(everything, chosen))
    for kind in (GUARANTEED, DESIRED, PAID):
        blocks += _wishes_of(desk, inquiry, kind, tuple(one for one in shown if one.kind == kind), chosen)
    if len(shown) < len(everything):
        left = len(everything) - len(shown)
        row = Row(
            words("filing.wishes.more"), Switched(WishesPage(more=True)), words("filing.wishes.more.row"),
            value=str(left), icon="measures",
        )  # fmt: skip
        blocks.append(Rows((row,)))
    onward = Button(words("wizard.next"), WishesChosen(), icon="continue", primary=True, enabled=bool(chosen))
    return Scene("wishes", tuple(blocks), (onward,), personal=True)


def _first(everything: tuple[Wish, ...], chosen: set[str]) -> tuple[Wish, ...]:
    """What is due or chosen already."""
    return tuple(one for one in everything if one.kind == GUARANTEED or one.measure in chosen)


def _wishes_of(
    desk: Desk, inquiry: Inquiry, kind: str, offers: tuple[Wish, ...], chosen: set[str]
) -> tuple[Block, ...]:
    if not offers:
        return ()
    choices = tuple(
        Choice(title_of(desk, inquiry, one.measure), one.measure in chosen, WishToggled(one.measure, kind))
        for one in offers
    )
    return (Section(desk.words(f"filing.kind.{kind}")), Choices(choices, several=True))


def title_of(desk: Desk, inquiry: Inquiry | None, measure: str) -> str:
    """The measure's title out of the catalogue, or out of its rule."""
    if measure in desk.catalogue.measures:
        return desk.text(desk.catalogue.measures[measure].title)
    finding = inquiry.interview.findings().of("measure", measure) if inquiry else None
    return desk.text(finding.title) if finding else desk.words("entitlement.unnamed")


def card_needed(desk: Desk, page: CardNeededPage) -> Scene:
    """Filing needs the card and its PIN; whoever has neither takes a slip to an office."""
    words, walk = desk.words, desk.walk
    reader = desk.world.profile.reader
    told = Paragraph(words("filing.card.kept"))
    slip = Button(words("filing.slip.ask"), SlipAsked(), icon="paper")
    if walk.session is not None:
        pin = Button(words("welcome.pin"), PinOffered(), icon="pin", primary=True)
        actions = (slip, pin) if can_enter_pin(walk, desk.world.profile) else (slip,)
        return Scene(
            "filing-pin",
            (Emblem("pin", Tone.INFO), Title(words("filing.pin.title")), told),
            actions,
        )
    blocks = (
        Emblem(reader.value if reader is not ReaderProfile.TAP else "tap", Tone.INFO),
        Title(desk.reader_words("filing.card.title")),
        told,
    )
    return Scene("filing-card", blocks, (slip,))


def contact(desk: Desk, page: ContactPage) -> Scene:
    """How an office may reach the person; nothing of it has to be given."""
    words, preparation = desk.words, desk.walk.preparation
    if preparation is None:
        return Scene("contact", (), personal=True)
    if not may(desk.walk, desk.world, FILE):
        notice = Notice(Tone.ATTENTION, words("filing.not_here"), words("filing.not_here.text"))
        return Scene("contact", (Title(words("filing.contact")), notice), personal=True)
    rows = (
        Row(words("filing.phone"), Opened(PhonePage()), _phone_or_add(desk, preparation), icon="phone"),
        Row(words("filing.email"), Opened(EmailPage()), _email_or_add(desk, preparation), icon="email"),
    )
    none = (Paragraph(words("filing.contact.none")),) if not (preparation.phone or preparation.email) else ()
    blocks = (Title(words("filing.contact")), Paragraph(words("filing.contact.help")), Rows(rows), *none)
    onward = Button(words("wizard.next"), ContactGiven(), icon="continue", primary=True)
    return Scene("contact", blocks, (onward,), personal=True)


def _phone_or_add(desk: Desk, preparation: Preparation) -> str:
    return phone_in_groups(preparation.phone) if preparation.phone else desk.words("filing.add")


def _email_or_add(desk: Desk, preparation: Preparation) -> str:
    return preparation.email or desk.words("filing.add")


def phone_in_groups(digits: str) -> str:
    """«+7 921 555-01-42», also while it is being written."""
    groups = (digits[:3], digits[3:6], digits[6:8], digits[8:10])
    code, first, *rest = groups
    return "-".join(filter(None, (f"+7\u00a0{code}\u00a0{first}".rstrip(), *rest)))


def phone(desk: Desk, page: PhonePage) -> Scene:
    """The telephone by the pad."""
    words, preparation = desk.words, desk.walk.preparation
    if preparation is None:
        return Scene("contact-phone", (), personal=True)
    field = Field(words("filing.phone"), phone_in_groups(preparation.phone))
    blocks = (Title(words("filing.phone.title")), *_unclear(desk, preparation), NumberPad((field,)))
    done = Button(words("wizard.done"), EntryDone(), icon="done", primary=True)
    return Scene("contact-phone", blocks, (done,), personal=True)


def email(desk: Desk, page: EmailPage) -> Scene:
    """The address by the keyboard."""
    words, preparation = desk.words, desk.walk.preparation
    if preparation is None:
        return Scene("contact-email", (), personal=True)
    keyboard = Keyboard(
        preparation.email, words("filing.email.example"), Layout(page.layout), icon="email", address=True
    )
    blocks = (Title(words("filing.email.title")), *_unclear(desk, preparation), keyboard)
    clear = Button(words("search.clear"), TextErased(all=True), icon="erase", enabled=bool(preparation.email))
    return Scene("contact-email", blocks, (clear,), personal=True)


def _unclear(desk: Desk, preparation: Preparation) -> tuple[Block, ...]:
    if not preparation.unclear:
        return ()
    return (unclear_notice(desk, f"filing.unclear.{preparation.unclear}"),)


def consent(desk: Desk, page: ConsentPage) -> Scene:
    """The consent on a screen of its own: nothing else is agreed to by the way."""
    words = desk.words
    title, law = words("filing.consent.title"), law_in_line(words("filing.consent.law"))
    said = tuple(
        Pair(words(f"filing.consent.{part}.label"), words(f"filing.consent.{part}"))
        for part in ("who", "what", "why", "until")
    )
    basis = Pair(words("measure.legal_basis"), law, small=True)
    without = words("filing.consent.without")
    blocks = (Title(title), Summary((*said, basis)), Paragraph(without))
    lines = (f"{pair.label}: {pair.value}" for pair in said)
    given = ConsentGiven("\n".join((title, *lines, law, without)))
    actions = (
        Button(words("filing.consent.no"), WentBack(), icon="cancel"),
        Button(words("filing.consent.yes"), given, icon="done", primary=True),
    )
    return Scene("consent", blocks, actions)


def review(desk: Desk, page: ReviewPage) -> Scene:
    """Everything once more; each line leads to where it is put right (WCAG 2.2, 3.3.4)."""
    words, inquiry, preparation = desk.words, desk.walk.inquiry, desk.walk.preparation
    if preparation is None or inquiry is None:
        return Scene("review", (), personal=True)
    titles = _titles(desk, inquiry, preparation)
    known = len(inquiry.interview.known())
    to_wishes = None if preparation.corrects else Opened(WishesPage())
    answers = words.plural("filing.answers", known)
    phone_number = phone_in_groups(preparation.phone) if preparation.phone else words("filing.none")
    address = preparation.email or words("filing.none")
    given = words("filing.review.given")
    rows = (
        _line(desk, "filing.review.wishes", titles, to_wishes, "measures"),
        _line(desk, "filing.review.answers", answers, Opened(KnownPage()), "article"),
        _line(desk, "filing.phone", phone_number, Opened(ContactPage()), "phone"),
        _line(desk, "filing.email", address, Opened(ContactPage()), "email"),
        _line(desk, "filing.review.consent", given, Opened(ConsentPage()), "done"),
    )
    submit = words("filing.submit.correct" if preparation.corrects else "filing.submit")
    confirm = Button(submit, FilingConfirmed(), icon="done", primary=True)
    blocks = (Title(words("filing.review")), Paragraph(words("filing.review.help")), Rows(rows))
    return Scene("review", blocks, (confirm,), personal=True)


def _titles(desk: Desk, inquiry: Inquiry, preparation: Preparation) -> str:
    """The first few by name, the others by their number."""
    named = [title_of(desk, inquiry, wish.measure) for wish in preparation.wishes[:MOST_NAMED]]
    if left := len(preparation.wishes) - len(named):
        named.append(desk.words("filing.review.more", n=left))
    return "\n".join(named)


def _line(desk: Desk, key: str, value: str, press: Event | None, icon: str) -> Row:
    return Row(desk.words(key), press, value, icon=icon)
