"""The personal file of level 2: two tabs, an award's own page with «Почему», the choice of a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.formats import date_in_figures, first_name_and_initial, phone
from kiosk.flow.blocks import (
    Block,
    Chip,
    Figure,
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Tab,
    Table,
    Tabs,
    Title,
    Tone,
)
from kiosk.flow.booking.events import OwnBookingsAsked
from kiosk.flow.disclosure import may
from kiosk.flow.events import Event, Opened, PersonChosen, Switched
from kiosk.flow.pages import (
    ActsForPage,
    CategoryPage,
    EntitlementPage,
    FileTab,
    MeasurePage,
    Paper,
    PaperKind,
    PersonalFilePage,
)
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.amounts import legal_basis
from kiosk.flow.scenes.booking_ticket import bookings_again, bookings_blocks
from kiosk.flow.scenes.code_word import code_word_button
from kiosk.flow.scenes.own_cases import to_sign_notice
from kiosk.flow.scenes.own_requests import requests_blocks
from kiosk.flow.scenes.paper import print_buttons
from kiosk.flow.scenes.possible import possible_blocks
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.scenes.waits import is_long, waiting
from kiosk.flow.views import Button
from kiosk.receipts.personal import FIRST_STATES, amount_in_words

if TYPE_CHECKING:
    from backend.contract.people import Category, Entitlement, PersonalFile

STATE_TONES = {
    "active": Tone.GOOD,
    "expected": Tone.INFO,
    "suspended": Tone.ATTENTION,
    "ended": Tone.NEUTRAL,
}


def personal_file(desk: Desk, page: PersonalFilePage) -> Scene:
    """«Личное дело» of the holder or of somebody the holder acts for."""
    file = desk.walk.session.file_of(page.person) if desk.walk.session else None
    name = f"personal-file-{page.tab.value}"
    if file is None:
        return Scene(name, (), personal=True)
    words = desk.words
    tabs = Tabs(
        tuple(
            Tab(words(f"file.tab.{tab.value}"), page.tab is tab, _tab_press(tab, page.person))
            for tab in FileTab
            if not (page.person and tab is FileTab.BOOKINGS)  # the holder's own holds everybody's
        )
    )
    title = Title(f"{file.last_name} {file.first_name} {file.middle_name}".strip(), words("file.title"))
    body = _body(desk, page, file)
    return Scene(name, (title, tabs, *body), _actions(desk, page, file), personal=True)


def _tab_press(tab: FileTab, person: str) -> Event:
    return OwnBookingsAsked() if tab is FileTab.BOOKINGS else Switched(PersonalFilePage(tab, person))


def _body(desk: Desk, page: PersonalFilePage, file: PersonalFile) -> tuple[Block, ...]:
    match page.tab:
        case FileTab.GENERAL:
            return (*(() if page.person else to_sign_notice(desk)), *_general(desk, file))
        case FileTab.SOCIAL:
            return (*_social(desk, file, page.person), *possible_blocks(desk, file, page.person))
        case FileTab.REQUESTS:
            return requests_blocks(desk, file, page.person)
        case FileTab.BOOKINGS:
            return bookings_blocks(desk)


def _actions(desk: Desk, page: PersonalFilePage, file: PersonalFile) -> tuple[Button, ...]:
    session = desk.walk.session
    actions: tuple[Button, ...] = ()
    if page.tab is FileTab.BOOKINGS:
        return bookings_again(desk)
    may_act = may(desk.walk, desk.world, "act_for_represented")
    if session is not None and session.acts_for and not page.person and may_act:
        actions = (Button(desk.words("file.acts_for"), Opened(ActsForPage()), icon="people"),)
    if page.tab is FileTab.GENERAL and not page.person:
        actions = (*actions, *code_word_button(desk))
    if not file.entitlements or page.tab is FileTab.REQUESTS:  # the paper lists what was awarded
        return actions
    listed = Paper(PaperKind.ENTITLEMENT_LIST, person=page.person)
    return (*actions, *print_buttons(desk, listed, "file.print"))


def _general(desk: Desk, file: PersonalFile) -> tuple[Block, ...]:
    words = desk.words
    clinic = desk.catalogue.places.get(file.clinic)
    told = (
        ("file.birth_date", desk.day(file.birth_date)),
        ("file.birth_place", file.birth_place),
        ("file.address", file.address),
        ("file.snils", file.snils_masked),
        ("file.card", file.card_masked),
        ("file.clinic", desk.text(clinic.title) if clinic else ""),
    )
    head = ("kind", "series", "number", "issued_by", "issued_on")
    documents = tuple(
        (
            document.title,
            document.series,
            document.number,
            document.issued_by,
            date_in_figures(document.issued_on),
        )
        for document in file.documents
    )
    return (
        Summary(tuple(Pair(words(key), value) for key, value in told if value)),
        Section(words("file.documents")),
        Table(
            tuple(words(f"file.document.{column}") for column in head), documents, words("file.no_documents")
        ),
    )


def _social(desk: Desk, file: PersonalFile, person: str) -> tuple[Block, ...]:
    words = desk.words
    awards = sorted(file.entitlements, key=lambda award: FIRST_STATES.index(award.state))
    return (
        Section(words("file.categories")),
        rows_of(
            file.categories,
            lambda held: _category_row(desk, held),
            words("file.no_categories"),
            "categories",
        ),
        Section(words("file.entitlements")),
        rows_of(
            tuple(awards),
            lambda award: _award_row(desk, award, person),
            words("file.no_entitlements"),
            "measures",
        ),
    )


def _category_row(desk: Desk, held: Category) -> Row:
    known = desk.catalogue.categories.get(held.category)
    until = desk.words("file.until", date=desk.day(held.until)) if held.until else ""
    return Row(
        desk.text(known.title) if known else desk.words("category.unnamed"),
        Opened(CategoryPage(held.category)) if known else None,
        ". ".join(filter(None, (desk.words("file.since", date=desk.day(held.since)), until, held.evidence))),
        icon="categories",
    )


def _award_row(desk: Desk, award: Entitlement, person: str) -> Row:
    measure = desk.catalogue.measures.get(award.measure)
    return Row(
        award_title(desk, award),
        Opened(EntitlementPage(award.id, person)),
        term(desk, award),
        amount_in_words(desk.words, award),
        state_chip(desk, award),
        labels.GROUP_ICONS[measure.group] if measure else "measures",
    )


def award_title(desk: Desk, award: Entitlement) -> str:
    """The measure's title, or general words where this pack does not know it."""
    measure = desk.catalogue.measures.get(award.measure)
    return desk.text(measure.title) if measure else desk.words("entitlement.unnamed")


def state_chip(desk: Desk, award: Entitlement) -> Chip:
    """«Назначено», «Приостановлено», …"""
    return Chip(desk.words(f"entitlement.state.{award.state}"), STATE_TONES[award.state])


def term(desk: Desk, award: Entitlement) -> str:
    """«С 1 февраля 2026», with the end where there is one."""
    since = desk.words("file.since", date=desk.day(award.since))
    if award.until is None:
        return since
    return f"{since} {desk.words('file.until', date=desk.day(award.until))}"


def entitlement(desk: Desk, page: EntitlementPage) -> Scene:
    """One award: state, amount, period; «Почему» shows ground, decision and law."""
    words = desk.words
    file = desk.walk.session.file_of(page.person) if desk.walk.session else None
    award = next((one for one in file.entitlements if one.id == page.entitlement), None) if file else None
    name = "entitlement-why" if page.why else "entitlement"
    if file is None or award is None:
        return Scene(name, (), personal=True)
    measure = desk.catalogue.measures.get(award.measure)
    blocks: list[Block] = [
        Title(award_title(desk, award), labels.name(desk, measure.kind) if measure else ""),
        _award_figure(desk, award),
    ]
    if page.why:
        blocks += _why(desk, file, award)
    if measure is not None and not page.why:
        blocks.append(Paragraph(desk.text(measure.summary)))
    if measure is None:
        blocks.append(Paragraph(words("entitlement.ask", phone=phone(desk.world.pack.call_centre))))
    told = [
        Pair(words("entitlement.period"), term(desk, award)),
        Pair(words("entitlement.awarded_by"), award.awarded_by),
    ]
    if page.why and measure is not None and measure.legal_basis:
        law = "\n".join(legal_basis(measure.legal_basis))
        told.append(Pair(words("measure.legal_basis"), law, small=True))
    blocks.append(Summary(tuple(told)))
    return Scene(name, tuple(blocks), _award_actions(desk, page, award), personal=True)


def _award_figure(desk: Desk, award: Entitlement) -> Figure:
    """The amount and the next payment; the state alone where the measure is not money."""
    words = desk.words
    chip = state_chip(desk, award)
    amount = amount_in_words(words, award)
    next_on = award.next_payment_on
    note = f"{words('entitlement.next_payment')}: {desk.day(next_on)}" if next_on is not None else ""
    if not amount:
        return Figure(chip.text, words("entitlement.state"), note, tone=chip.tone)
    return Figure(amount, words("entitlement.amount"), note, chip)


def _award_actions(desk: Desk, page: EntitlementPage, award: Entitlement) -> tuple[Button, ...]:
    words = desk.words
    other = EntitlementPage(page.entitlement, page.person, why=not page.why)
    asked = Button(words("entitlement.why"), Switched(other), "why")
    if page.why:
        said = words("entitlement.hide_why.spoken")
        asked = Button(words("entitlement.hide_why"), Switched(other), "why", spoken=said)
    actions = [asked]
    if award.measure in desk.catalogue.measures:
        actions.append(Button(words("entitlement.measure"), Opened(MeasurePage(award.measure)), "measures"))
    paper = Paper(PaperKind.ENTITLEMENT, award.id, page.person)
    return (*actions, *print_buttons(desk, paper))


def _why(desk: Desk, file: PersonalFile, award: Entitlement) -> list[Block]:
    """The ground, what shows it, the decision; the law stands with the other particulars."""
    words = desk.words
    category = desk.catalogue.categories.get(award.ground)
    evidence = next((held.evidence for held in file.categories if held.category == award.ground), "")
    blocks: list[Block] = [Section(words("entitlement.why"))]
    if category is not None:
        blocks.append(Paragraph(words("entitlement.ground", category=desk.text(category.title))))
    if evidence:
        blocks.append(Paragraph(words("entitlement.evidence", evidence=evidence)))
    blocks.append(Paragraph(words("entitlement.decision", decision=award.decision)))
    return blocks


def acts_for(desk: Desk, page: ActsForPage) -> Scene:
    """Whose file to open: a child or a ward; a wait while it is fetched."""
    words, session = desk.words, desk.walk.session
    title = Title(words("acts_for.title"), words("file.title"))
    if page.loading is not None:
        told = words("acts_for.slow" if is_long(desk, page.loading) else "acts_for.loading")
        wait = Title(words("booking.wait"), words("file.title"))
        return waiting(desk, "acts-for-loading", told, page.loading, wait, "people")
    rows = tuple(
        Row(
            first_name_and_initial(relation.first_name, relation.initial),
            PersonChosen(relation.person),
            words(f"acts_for.{relation.relation}"),
            icon="people",
        )
        for relation in (session.acts_for if session else ())
    )
    return Scene("acts-for", (title, Rows(rows, words("acts_for.none"), "people")), personal=True)
