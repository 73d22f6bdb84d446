"""The home page: the card's hero and at most seven ways on, in order of need."""

from __future__ import annotations

from kiosk.flow.blocks import (
    Block,
    Bullets,
    EntryCard,
    EntryGrid,
    Hero,
    Notice,
    Title,
    Tone,
)
from kiosk.flow.booking.pages import BookingMenuPage
from kiosk.flow.events import Event, Opened
from kiosk.flow.pages import (
    ArticlesPage,
    CardHelpPage,
    CategoriesPage,
    Home,
    MeasuresPage,
    Page,
    PersonalFilePage,
    SearchPage,
    ServicesPage,
    WelcomePage,
    WhatIsDuePage,
    WherePage,
)
from kiosk.flow.scenes import announcements
from kiosk.flow.scenes.failures import device_notices
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button
from kiosk.flow.walk import CARD_LEVEL, Session

IMPORTANT = "important"
SOCIAL_CARD = "social-card"

ENTRIES: tuple[tuple[str, str, Page], ...] = (
    ("due", "help", WhatIsDuePage()),
    ("booking", "booking", BookingMenuPage()),
    ("measures", "measures", MeasuresPage()),
    ("where", "places", WherePage()),
    ("services", "services", ServicesPage()),
    ("categories", "categories", CategoriesPage()),
    ("important", "important", ArticlesPage(IMPORTANT)),
)
"""Wording, icon and page of each card; the hero is one more entry of the menu."""


def home(desk: Desk, page: Home) -> Scene:
    """The place everybody starts from and returns to."""
    words = desk.words
    news = announcements.urgent_notice(desk)
    large = desk.walk.comfort.large  # then a page has room for the one or the other: the invitation first
    blocks: list[Block] = [*_paper_left(desk), *(() if large else news)]
    if desk.walk.session is not None:
        blocks.append(_way_back(desk, desk.walk.session))
    else:
        blocks += device_notices(desk) or (_hero(desk, Opened(CardHelpPage())),)
    blocks += news if large else ()
    blocks.append(EntryGrid(tuple(_entry(desk, *entry) for entry in ENTRIES)))
    search = Button(words("home.search"), Opened(SearchPage()), icon="search")
    return Scene("home", tuple(blocks), (search,))


def card_help(desk: Desk, page: CardHelpPage) -> Scene:
    """«Вход для обладателей социальной карты»: what to do with the card and what will happen."""
    words = desk.words
    steps = (
        desk.reader_words("card_help.step.card"),
        words("card_help.step.greeting"),
        words("card_help.step.pin"),
        desk.reader_words("card_help.step.end"),
    )
    about = Button(words("card_help.about"), Opened(ArticlesPage(SOCIAL_CARD)), icon="card")
    return Scene(
        "card-help",
        (
            Title(words("card_help.title")),
            *(device_notices(desk) or _shown_hero(desk)),
            Bullets(steps),
        ),
        (about,),
    )


def _shown_hero(desk: Desk) -> tuple[Hero, ...]:
    """The sign of where the reader is; enlarged it would be torn, and the steps under it say the same."""
    return () if desk.walk.comfort.large else (_hero(desk, None),)


def _hero(desk: Desk, press: Event | None) -> Hero:
    return Hero(
        title=desk.reader_words("home.hero.title"),
        help=desk.words("home.hero.help"),
        reader=desk.world.profile.reader.value,
        press=press,
    )


def _way_back(desk: Desk, session: Session) -> Hero:
    """Inside a session the hero leads back to what is one's own; it names nobody."""
    page = WelcomePage() if session.level == CARD_LEVEL else PersonalFilePage()
    words = desk.words
    return Hero(words("home.session.title"), words("home.session.help"), "", press=Opened(page))


def _entry(desk: Desk, name: str, icon: str, page: Page) -> EntryCard:
    words = desk.words
    announced = announcements.card_help(desk) if name == IMPORTANT else ""
    return EntryCard(words(f"home.{name}.title"), announced or words(f"home.{name}.help"), icon, Opened(page))


def _paper_left(desk: Desk) -> tuple[Notice, ...]:
    """The paper of somebody who has left came out after all: whoever is near may give it to them."""
    if desk.walk.paper_left_at is None:
        return ()
    words = desk.words
    return (
        Notice(Tone.ATTENTION, words("home.paper_left.title"), words("home.paper_left.text"), compact=True),
    )
