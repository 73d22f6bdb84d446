"""The catalogue of support measures: the ways in, the lists, a measure's own page."""

from __future__ import annotations

from content.model import Evidence, LifeEvent, Measure, NeutralGroup, Sphere
from kiosk.flow.blocks import (
    Block,
    Bullets,
    Chip,
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
from kiosk.flow.events import Opened
from kiosk.flow.pages import (
    ArticlePage,
    MeasureListPage,
    MeasurePage,
    MeasuresByLifeEventPage,
    MeasuresBySpherePage,
    MeasuresPage,
    Paper,
    PaperKind,
    PlaceListPage,
    SearchPage,
)
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.amounts import (
    amount_blocks,
    figure,
    legal_basis,
    sureness_notices,
    unverified_chip,
)
from kiosk.flow.scenes.paper import print_buttons
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.selection import measures_for
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import WizardBegun
from kiosk.flow.wizard.port import MEASURE

INTRODUCTION = "measures"
SHORT_LIST = 7
"""A list of so many measures has room for a line of help with each."""


def measures(desk: Desk, page: MeasuresPage) -> Scene:
    """«Информация о мерах социальной поддержки»: by group, life event, sphere, or all."""
    words = desk.words
    rows = [_group_row(desk, group) for group in NeutralGroup]
    rows += [
        Row(
            words("measures.by_life_event"),
            Opened(MeasuresByLifeEventPage()),
            words("measures.by_life_event.help"),
            icon="life_event",
        ),
        Row(
            words("measures.by_sphere"),
            Opened(MeasuresBySpherePage()),
            words("measures.by_sphere.help"),
            icon="sphere",
        ),
        Row(
            words("measures.all"),
            Opened(MeasureListPage()),
            value=str(len(desk.world.pack.measures)),
            icon="measures",
        ),
    ]
    return Scene(
        "measures",
        (Title(words("measures.title")), Rows(tuple(rows)), *introductions(desk, INTRODUCTION)),
        (search_button(desk),),
    )


def search_button(desk: Desk) -> Button:
    """«Найти», the same on every list."""
    return Button(desk.words("home.search"), Opened(SearchPage()), icon="search")


def introductions(desk: Desk, section: str) -> tuple[Block, ...]:
    """The articles that introduce a part of the catalogue."""
    articles = [article for article in desk.world.pack.articles if article.section == section]
    if not articles:
        return ()
    return (
        Section(desk.words("articles.more")),
        Rows(
            tuple(
                Row(
                    desk.text(article.title),
                    Opened(ArticlePage(article.id)),
                    desk.text(article.summary),
                    icon="article",
                )
                for article in articles
            )
        ),
    )


def _group_row(desk: Desk, group: NeutralGroup) -> Row:
    count = len(measures_for(desk.world.pack, MeasureListPage(group=group)))
    return Row(
        labels.name(desk, group),
        Opened(MeasureListPage(group=group)),
        value=str(count),
        icon=labels.GROUP_ICONS[group],
    )


def measures_by_life_event(desk: Desk, page: MeasuresByLifeEventPage) -> Scene:
    """The life events that any measure is for."""
    pages = [MeasureListPage(life_event=event) for event in LifeEvent]
    return _by(desk, "measures-by-life-event", "measures.by_life_event", pages)


def measures_by_sphere(desk: Desk, page: MeasuresBySpherePage) -> Scene:
    """The spheres that any measure belongs to."""
    pages = [MeasureListPage(sphere=sphere) for sphere in Sphere]
    return _by(desk, "measures-by-sphere", "measures.by_sphere", pages)


def _by(desk: Desk, name: str, title: str, pages: list[MeasureListPage]) -> Scene:
    counted = [(page, len(measures_for(desk.world.pack, page))) for page in pages]
    rows = tuple(Row(list_title(desk, page), Opened(page), value=str(n)) for page, n in counted if n)
    words = desk.words
    return Scene(
        name,
        (Title(words(title), crumb=words("measures.crumb")), Rows(rows, words("measures.empty"))),
        (search_button(desk),),
    )


def measure_list(desk: Desk, page: MeasureListPage) -> Scene:
    """The measures of one group, life event, sphere or category."""
    words = desk.words
    found = measures_for(desk.world.pack, page)
    brief = len(found) > SHORT_LIST
    return Scene(
        "measure-list",
        (
            Title(list_title(desk, page), crumb=words("measures.crumb")),
            rows_of(
                found,
                lambda measure: measure_row(desk, measure, brief=brief),
                words("measures.empty"),
                "measures",
            ),
        ),
        (search_button(desk),),
    )


def list_title(desk: Desk, page: MeasureListPage) -> str:
    """What the filters of a list say in words."""
    if page.group is not None:
        return labels.name(desk, page.group)
    if page.life_event is not None:
        return labels.name(desk, page.life_event)
    if page.sphere is not None:
        return labels.name(desk, page.sphere)
    if page.category in desk.catalogue.categories:
        return desk.text(desk.catalogue.categories[page.category].title)
    return desk.words("measures.all")


def measure_row(desk: Desk, measure: Measure, *, brief: bool = False) -> Row:
    """A measure as a line of a list; in a long list its title and figure alone."""
    return Row(
        title=desk.text(measure.title),
        press=Opened(MeasurePage(measure.id)),
        help="" if brief else desk.text(measure.summary),
        value=figure(desk, measure.amount) if measure.amount.verified else "",
        chip=_row_chip(desk, measure, brief=brief),
        icon=labels.GROUP_ICONS[measure.group],
        spoken=measure.spoken if desk.language == "ru" else "",
    )


def _row_chip(desk: Desk, measure: Measure, *, brief: bool) -> Chip | None:
    """A measure that is closed is always marked; a doubtful amount where the row says more than a name."""
    if measure.closed:
        return Chip(desk.words("measure.closed"), Tone.NEUTRAL)
    return None if brief else unverified_chip(desk, measure.amount)


def measure(desk: Desk, page: MeasurePage) -> Scene:
    """Everything about one measure, in the order in which people ask."""
    words = desk.words
    thing = desk.catalogue.measures[page.measure]
    blocks: list[Block] = [
        Title(
            desk.text(thing.title),
            crumb=labels.name(desk, thing.kind),
            spoken=thing.spoken if desk.language == "ru" else "",
        ),
        Paragraph(desk.text(thing.summary)),
    ]
    if thing.closed:
        blocks.append(Notice(Tone.INFO, words("measure.closed"), words("measure.closed.text")))
    blocks += sureness_notices(desk, thing.sureness)
    blocks += amount_blocks(desk, thing.amount)
    blocks += _told(words("measure.who"), thing.who)
    blocks += evidence_blocks(desk, thing.evidence)
    blocks += _told(words("measure.how"), thing.how)
    told = (
        Pair(words("measure.where"), where_words(desk, thing)),
        Pair(words("measure.deadline"), desk.text(thing.deadline.text)),
        Pair(words("measure.legal_basis"), "\n".join(legal_basis(thing.legal_basis)), small=True),
    )
    blocks.append(Summary(tuple(pair for pair in told if pair.value)))
    if thing.notes:
        blocks.append(Paragraph(thing.notes, small=True))
    actions = (
        *_question(desk, thing),
        *(
            (Button(words("measure.places"), Opened(PlaceListPage(thing.where)), icon="places"),)
            * bool(thing.where)
        ),
        *print_buttons(desk, Paper(PaperKind.MEASURE, thing.id)),
    )
    return Scene("measure", tuple(blocks), actions)


def _places(desk: Desk, thing: Measure) -> tuple[Button, ...]:
    if not thing.where:
        return ()
    return (Button(desk.words("measure.places"), Opened(PlaceListPage(thing.where)), icon="places"),)


def _question(desk: Desk, thing: Measure) -> tuple[Button, ...]:
    """«Положена ли мне эта помощь?», where there is a rule to answer it by."""
    if thing.id not in desk.catalogue.ruled or thing.closed:
        return ()
    asked = WizardBegun(f"{MEASURE}{thing.id}")
    return (Button(desk.words("measure.is_it_due"), asked, icon="help"),)


def where_words(desk: Desk, thing: Measure) -> str:
    """Where to go with it, in the pack's own words or by the kinds of places."""
    return thing.where_note or ", ".join(labels.name(desk, kind) for kind in thing.where)


def evidence_blocks(desk: Desk, evidence: tuple[Evidence, ...]) -> tuple[Block, ...]:
    """«Что взять с собой» as a check-list; what the office asks for itself stands apart."""
    words = desk.words
    to_bring = tuple(desk.text(item.title) for item in evidence if not item.from_registry)
    asked_by_office = tuple(desk.text(item.title) for item in evidence if item.from_registry)
    blocks: list[Block] = []
    if to_bring:
        blocks += [Section(words("measure.bring")), Bullets(to_bring, checks=True)]
    if asked_by_office:
        blocks += [Section(words("measure.from_registry")), Bullets(asked_by_office)]
    return tuple(blocks)


def _told(heading: str, text: str) -> tuple[Block, ...]:
    return (Section(heading), Paragraph(text)) if text else ()
