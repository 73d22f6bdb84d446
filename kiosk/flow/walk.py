"""The state of a kiosk at one moment, and the few moves that every part of the flow makes on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from devices.ports import PrinterState
from devices.values import Value
from kiosk.flow.effects import Asking, Effect
from kiosk.flow.events import OutboxReported
from kiosk.flow.pages import Home, Page
from kiosk.flow.views import Comfort

if TYPE_CHECKING:
    from backend.contract.bookings import OwnBooking
    from backend.contract.cards import GroupCounts
    from backend.contract.cases import CaseFile
    from backend.contract.payments import Invoice
    from backend.contract.people import PersonalFile, Relation
    from backend.contract.stock import StockAlert, StockReservation
    from backend.contract.waiting import WaitingEntry
    from kiosk.flow.announcements import Announcement
    from kiosk.flow.booking.draft import BookingDraft
    from kiosk.flow.filing.preparation import Preparation
    from kiosk.flow.goods.draft import GoodsDraft
    from kiosk.flow.in_hand.draft import PaperInHand
    from kiosk.flow.queues.draft import QueueDraft
    from kiosk.flow.wizard.inquiry import Inquiry

CARD_LEVEL = 1
HOLDER_LEVEL = 2


class Session(Value):
    """Somebody's card session; forgotten as a whole when it ends."""

    repr_fields: ClassVar[tuple[str, ...]] = ("number", "sequence")
    number: int
    sequence: int  # of the card as it arrived
    first_name: str
    initial: str
    counts: GroupCounts
    file: PersonalFile | None = None
    acts_for: tuple[Relation, ...] = ()
    others: tuple[PersonalFile, ...] = ()
    bookings: tuple[OwnBooking, ...] | None = None  # fetched when they are first looked at
    offers: int = 0  # seats of the waiting list that are kept for the holder
    waiting: tuple[WaitingEntry, ...] = ()  # fetched with the bookings
    no_bookings: str = ""  # the failure that kept them away
    reservations: tuple[StockReservation, ...] | None = None  # the same, of medicines and books
    alerts: tuple[StockAlert, ...] = ()
    no_reservations: str = ""
    invoice: Invoice | None = None  # of the booking that is being paid for
    cases: tuple[CaseFile, ...] | None = None  # petitions, fetched when they are looked at
    to_sign: int = 0  # of them, prepared and not yet signed

    @property
    def level(self) -> int:
        """1 for a genuine card, 2 after the PIN."""
        return CARD_LEVEL if self.file is None else HOLDER_LEVEL

    def file_of(self, person: str) -> PersonalFile | None:
        """The file of `person` ("" is the holder), if it has been fetched."""
        if not person:
            return self.file
        return next((file for file in self.others if file.person == person), None)


EMPTY_OUTBOX = OutboxReported()


class Devices(Value):
    """What is known of the devices now."""

    reader: str = ""  # "" is well, otherwise a failure code
    printer: PrinterState = PrinterState.UNKNOWN
    headset: bool = False
    backend: str = ""  # "" is well, otherwise a failure code
    outbox: OutboxReported = EMPTY_OUTBOX
    backend_pack: str = ""  # the hash of the pack that the backend works with, "" before it was told


AS_FOUND = Comfort()
"""The settings in which everybody finds the screen."""
UNKNOWN_DEVICES = Devices()


class Card(Value):
    """A card that lies in the reader, or has been tapped and is being read."""

    sequence: int
    reader: str


class Walk(Value):
    """Everything a kiosk knows between two events."""

    stack: tuple[Page, ...] = (Home(),)
    comfort: Comfort = AS_FOUND
    session: Session | None = None
    sessions: int = 0  # how many there have been: the number of the last one
    card: Card | None = None
    awaited: tuple[Asking, ...] = ()  # an answer is taken only while its question stands here
    left_paper: frozenset[int] = frozenset()  # prints whose person has left: compensated when they come out
    inquiry: Inquiry | None = None  # somebody's questions and answers
    preparation: Preparation | None = None  # of a request
    left_filings: frozenset[int] = frozenset()  # filings whose person has left: they are kept all the same
    booking: BookingDraft | None = None  # on its way, until its ticket is left
    queue: QueueDraft | None = None  # a child on its way to a kindergarten or school
    goods: GoodsDraft | None = None  # a medicine or a book on its way
    in_hand: PaperInHand | None = None  # a ticket whose number was typed or scanned
    left_bookings: frozenset[int] = frozenset()  # confirmations whose person has left
    paper_left_at: float | None = None  # «Заберите бумагу» is shown on the home page since then
    next_effect: int = 1
    effects: tuple[Effect, ...] = ()  # asked by the last step; the runner takes them
    now: float = 0.0
    clock: str = ""
    today: str = ""
    touched_at: float = 0.0
    warned_at: float | None = None  # the time-out warning stands over the page since then
    devices: Devices = UNKNOWN_DEVICES
    announcements: tuple[Announcement, ...] = ()  # of the call centre, for everybody
    code_failures: int = 0  # wrong service codes in a row
    code_locked_until: float = 0.0
    said: tuple[object, ...] = ()  # what was last read aloud, by name
    said_at: float = 0.0

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.stack[-1]


def opened(walk: Walk, page: Page) -> Walk:
    """The walk one page further; a second press of the same button changes nothing."""
    return walk if walk.page == page else replace(walk, stack=(*walk.stack, page))


def switched(walk: Walk, page: Page) -> Walk:
    """The walk with another page in place of the top one."""
    if len(walk.stack) == 1:
        return opened(walk, page)
    return replace(walk, stack=(*walk.stack[:-1], page))


def asked(walk: Walk, effect: Asking) -> Walk:
    """The walk that has asked `effect` (made with `walk.next_effect`) and awaits its answer."""
    return replace(
        walk,
        effects=(*walk.effects, effect),
        awaited=(*walk.awaited, effect),
        next_effect=walk.next_effect + 1,
    )


def ordered(walk: Walk, *effects: Effect) -> Walk:
    """The walk that has ordered something that is not answered."""
    return replace(walk, effects=(*walk.effects, *effects))


def awaited_effect(walk: Walk, effect: int) -> Asking | None:
    """The question that `effect` answers, if it still stands."""
    return next((asking for asking in walk.awaited if asking.id == effect), None)


def answered(walk: Walk, effect: int) -> Walk:
    """The walk that no longer awaits `effect`."""
    return replace(walk, awaited=tuple(asking for asking in walk.awaited if asking.id != effect))


def no_longer_awaiting(walk: Walk, kind: type[Asking] | tuple[type[Asking], ...]) -> Walk:
    """The walk that will not take answers to questions of this kind any more."""
    return replace(walk, awaited=tuple(asking for asking in walk.awaited if not isinstance(asking, kind)))
