"""The pages a walk can stand on: one frozen value each, holding only what tells one page from another."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from content.model import LifeEvent, NeutralGroup, PlaceKind, Sphere
from devices.ports import ForeignCard
from devices.values import Value


class Page(Value):
    """The base of every page."""

    is_of_session: ClassVar[bool] = False  # shows what is somebody's, and does not outlive their session


class AfterAllPage(Page):
    """Made for good, and its person has gone or is just going: the number alone, for a moment."""

    number: str
    since: float


# --- public pages ---------------------------------------------------------------------------------


class Home(Page):
    pass


class MeasuresPage(Page):
    """The ways into the catalogue of measures."""


class MeasuresByLifeEventPage(Page):
    pass


class MeasuresBySpherePage(Page):
    pass


class MeasureListPage(Page):
    """The measures that pass every filter that is set; none set means all."""

    group: NeutralGroup | None = None
    life_event: LifeEvent | None = None
    sphere: Sphere | None = None
    category: str = ""


class MeasurePage(Page):
    measure: str


class CategoriesPage(Page):
    pass


class CategoryPage(Page):
    category: str


class WhatIsDuePage(Page):
    """«Что мне положено»: the two «Определить…» of the menu."""


class ServicesPage(Page):
    """The catalogue of services by sphere (`by_life_event` false) or by life event."""

    by_life_event: bool = False


class ServiceListPage(Page):
    sphere: Sphere | None = None
    life_event: LifeEvent | None = None


class ServicePage(Page):
    service: str


class WherePage(Page):
    """«Куда обратиться»: kinds of places, then the guides."""


class PlaceListPage(Page):
    """Places of some kinds, nearest first; `town` "" means every town."""

    kinds: tuple[PlaceKind, ...]
    town: str = ""


class TownsPage(Page):
    """The choice of a town for a list of places."""

    kinds: tuple[PlaceKind, ...]
    town: str = ""


class PlacePage(Page):
    place: str


class ArticlesPage(Page):
    """The articles of a section of the pack: "important", "social-card", …"""

    section: str


class ArticlePage(Page):
    article: str


class AnnouncementPage(Page):
    """What the call centre announces; it may be over while somebody reads it."""

    announcement: str


class SearchPage(Page):
    """Search with our own keyboard; `text` is what has been written, `done` shows the results large."""

    text: str = ""
    layout: str = "russian"
    done: bool = False


class CardHelpPage(Page):
    """«Вход для обладателей социальной карты»: how to put the card in."""


# --- the card ------------------------------------------------------------------------------------


class ReadingPage(Page):
    """The card is being read and checked."""

    since: float


class WelcomePage(Page):
    """Level 1: a greeting, counts by neutral group, the invitation to enter the PIN."""


class ContactSlotPage(Page):
    """Asks to put a tapped card into the contact slot, where a PIN can be entered."""


SHORTEST_PIN = 4
LONGEST_PIN = 8  # NIST SP 800-73: eight bytes, padded with FF


class PinPage(Page):
    """The PIN pad; `count` digits are entered, `checking` since that walk time."""

    count: int = 0
    tries_left: int | None = None
    wrong: bool = False
    checking: float | None = None
    signing: bool = False  # the line is down: the card signs a request
    case: str = ""  # the number of the petition that the card is to sign


class FileTab(StrEnum):
    GENERAL = "general"
    SOCIAL = "social"
    REQUESTS = "requests"
    BOOKINGS = "bookings"


class PersonalFilePage(Page):
    """«Личное дело»; `person` "" is the holder, otherwise somebody the holder acts for."""

    tab: FileTab = FileTab.GENERAL
    person: str = ""


class EntitlementPage(Page):
    entitlement: str
    person: str = ""
    why: bool = False


class ActsForPage(Page):
    """The choice of a child or a ward; `loading` somebody's file since that walk time."""

    loading: float | None = None
    person: str = ""


class TakeCardPage(Page):
    """The session is over and the card is still in the reader, at least since that walk time."""

    since: float = 0.0


class FailurePage(Page):
    """A named failure: what happened, what to do."""

    code: str
    foreign: ForeignCard | None = None
    retry: bool = False


# --- paper ---------------------------------------------------------------------------------------


class PaperKind(StrEnum):
    MEASURE = "measure"  # a measure of the catalogue, public
    PLACE = "place"
    ENTITLEMENT = "entitlement"
    ENTITLEMENT_LIST = "entitlement_list"
    TEST = "test"
    RESULTS = "results"  # of the wizard
    RECEIPT = "receipt"  # of a request
    SLIP = "slip"  # for an office, without a card
    TICKET = "ticket"  # of a booking
    RESERVATION = "reservation"  # of a medicine or a book
    QUEUE = "queue"  # for a kindergarten or a school
    CASE = "case"  # of a petition, its number and its day


class Paper(Value):
    """What is to be printed: a kind, the id of the thing, and whose it is."""

    kind: PaperKind
    thing: str = ""
    person: str = ""


class PreviewPage(Page):
    paper: Paper


class PrintingPage(Page):
    paper: Paper
    since: float


class PrintedPage(Page):
    """«Заберите бумагу»."""

    paper: Paper


class NotPrintedPage(Page):
    paper: Paper
    code: str


# --- out of service ------------------------------------------------------------------------------


class OutOfServicePage(Page):
    code: str


PERSONAL_PAGES = (WelcomePage, ContactSlotPage, PinPage, PersonalFilePage, EntitlementPage, ActsForPage)


WIZARD_PAPERS = frozenset({PaperKind.RESULTS, PaperKind.RECEIPT, PaperKind.SLIP})
"""Papers of what was answered at the kiosk, with a card or without."""
PERSONAL_PAPERS = WIZARD_PAPERS | {
    PaperKind.ENTITLEMENT,
    PaperKind.ENTITLEMENT_LIST,
    PaperKind.TICKET,
    PaperKind.RESERVATION,
    PaperKind.QUEUE,
    PaperKind.CASE,
}


def is_personal(page: Page) -> bool:
    """Whether a page belongs to a card session and must not outlive it."""
    if isinstance(page, PreviewPage | PrintingPage | PrintedPage | NotPrintedPage):
        return page.paper.kind in PERSONAL_PAPERS
    return page.is_of_session or isinstance(page, PERSONAL_PAGES)
