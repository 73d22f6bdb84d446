"""Benefit categories, and the ways to find out what is due."""

from __future__ import annotations

from content.model import BenefitCategory
from kiosk.flow.blocks import (
    Block,
    Paragraph,
    Row,
    Rows,
    Section,
    Title,
)
from kiosk.flow.events import Opened
from kiosk.flow.pages import (
    CardHelpPage,
    CategoriesPage,
    CategoryPage,
    MeasureListPage,
    WhatIsDuePage,
)
from kiosk.flow.scenes.amounts import legal_basis_blocks, sureness_notices
from kiosk.flow.scenes.measures import evidence_blocks, introductions, search_button
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.selection import categories_in_order, measures_for
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import WizardBegun
from kiosk.flow.wizard.pages import AnswersCodePage
from kiosk.flow.wizard.port import ALL, CATEGORIES

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
                        WizardBegun(ALL),
                        words("due.help.help"),
                        icon="help",
                    ),
                    Row(
                        words("due.categories"),
                        WizardBegun(CATEGORIES),
                        words("due.categories.help"),
                        icon="categories",
                    ),
                    Row(
                        words("wizard.digits.row"),
                        Opened(AnswersCodePage()),
                        words("wizard.digits.row.help"),
                        icon="phone",
                    ),
                    Row(
                        words("home.card.title"), Opened(CardHelpPage()), words("due.card.help"), icon="card"
                    ),
                )
            ),
            *introductions(desk, WIZARD),
        ),
    )
