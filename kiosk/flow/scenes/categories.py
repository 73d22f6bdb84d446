"""Benefit categories, and what stands for the two questions that the next version answers."""

from __future__ import annotations

from content.model import BenefitCategory
from kiosk.flow.blocks import (
    Block,
    Notice,
    Paragraph,
    Row,
    Rows,
    Section,
    Title,
    Tone,
)
from kiosk.flow.events import Opened
from kiosk.flow.pages import (
    CardHelpPage,
    CategoriesPage,
    CategoryPage,
    ComingPage,
    MeasureListPage,
    MeasuresByLifeEventPage,
    MeasuresPage,
    Question,
    WhatIsDuePage,
)
from kiosk.flow.scenes.amounts import legal_basis_blocks, sureness_notices
from kiosk.flow.scenes.measures import evidence_blocks, introductions, search_button
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.selection import categories_in_order, measures_for
from kiosk.flow.views import Button

INTRODUCTION = "categories"
WIZARD = "wizard"


def categories(desk: Desk, page: CategoriesPage) -> Scene:
    """«Информация о льготных категориях»."""
    words = desk.words
    return Scene(
        "categories",
        (
            Title(words("categories.title")),
            rows_of(
                categories_in_order(desk.world.pack),
                lambda category: category_row(desk, category),
                words("list.empty"),
                "categories",
            ),
            *introductions(desk, INTRODUCTION),
        ),
        (search_button(desk),),
    )


def category_row(desk: Desk, category: BenefitCategory) -> Row:
    """A category as a line of a list."""
    return Row(
        desk.text(category.title),
        Opened(CategoryPage(category.id)),
        desk.text(category.summary),
        icon="categories",
        spoken=category.spoken if desk.language == "ru" else "",
    )


def category(desk: Desk, page: CategoryPage) -> Scene:
    """Who belongs to a category, how it is proved, and the measures for it."""
    words = desk.words
    thing = desk.catalogue.categories[page.category]
    listed = MeasureListPage(category=thing.id)
    count = len(measures_for(desk.world.pack, listed))
    blocks: list[Block] = [
        Title(desk.text(thing.title), crumb=words("categories.crumb")),
        Paragraph(desk.text(thing.summary)),
        *sureness_notices(desk, thing.sureness),
        Section(words("category.criterion")),
        Paragraph(thing.criterion),
        Section(words("category.confirmed_by")),
        Paragraph(thing.confirmed_by),
        *evidence_blocks(desk, thing.evidence),
        *legal_basis_blocks(desk, thing.legal_basis),
    ]
    actions = (Button(words("category.measures"), Opened(listed), icon="measures", primary=True),)
    return Scene("category", tuple(blocks), actions if count else ())


def what_is_due(desk: Desk, page: WhatIsDuePage) -> Scene:
    """«Что мне положено»: the two questions, and the card as the short way."""
    words = desk.words
    return Scene(
        "what-is-due",
        (
            Title(words("due.title")),
            Rows(
                (
                    Row(
                        words("due.help"),
                        Opened(ComingPage(Question.HELP)),
                        words("due.help.help"),
                        icon="help",
                    ),
                    Row(
                        words("due.categories"),
                        Opened(ComingPage(Question.CATEGORIES)),
                        words("due.categories.help"),
                        icon="categories",
                    ),
                    Row(
                        words("home.card.title"), Opened(CardHelpPage()), words("due.card.help"), icon="card"
                    ),
                )
            ),
        ),
    )


def coming(desk: Desk, page: ComingPage) -> Scene:
    """Says that the question is answered from the next version, and offers what matches already."""
    words = desk.words
    instead: tuple[Row, ...]
    if page.question is Question.HELP:
        instead = (
            Row(words("measures.by_life_event"), Opened(MeasuresByLifeEventPage()), icon="life_event"),
            Row(words("measures.title"), Opened(MeasuresPage()), icon="measures"),
        )
    else:
        instead = (Row(words("categories.title"), Opened(CategoriesPage()), icon="categories"),)
    with_card = Row(words("home.card.title"), Opened(CardHelpPage()), words("due.card.help"), icon="card")
    return Scene(
        f"coming-{page.question.value}",
        (
            Title(words(f"due.{page.question.value}")),
            Notice(Tone.INFO, words("due.coming.title"), words("due.coming.text")),
            Section(words("due.instead")),
            Rows((*instead, with_card)),
            *introductions(desk, WIZARD),
        ),
        (search_button(desk),),
    )
