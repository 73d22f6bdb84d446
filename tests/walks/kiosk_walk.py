"""A kiosk whose walk is walked by hand: what a person does, one line a step; the world answers as told."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from backend.contract.people import PersonalFile
from devices.ports import (
    CardAbsent,
    CardFailure,
    CardKey,
    CardPresent,
    CardProof,
    ForeignCard,
    NotPrinted,
    PrinterState,
    ReaderProfile,
)
from kiosk.flow import blocks, events, technician_events
from kiosk.flow.demo.person import COUNTS, FIRST_NAME, INITIAL, RELATIONS, child_file, holder_file
from kiosk.flow.effects import Effect, PrintSheet, Speak
from kiosk.flow.entry_blocks import Keyboard, NumberPad
from kiosk.flow.events import Event
from kiosk.flow.hall_blocks import Counter, HallParts, SeatPlan
from kiosk.flow.render import render
from kiosk.flow.step import step
from kiosk.flow.time_blocks import CellGrid
from kiosk.flow.views import Button, View
from kiosk.flow.walk import Walk
from kiosk.flow.world import World
from tests.kiosk.worlds import world

PROOF = CardProof(CardKey.CARD, b"certificate", bytes(16), b"signature")
START = 1000.0


class KioskWalk:
    """Steps a walk and remembers every effect; `ask` is the id that the world answers next."""

    def __init__(
        self, reader: ReaderProfile = ReaderProfile.INSERT, contact_reader: str = "", at: World | None = None
    ) -> None:
        self.world = at or world(reader, contact_reader)
        self.walk = Walk()
        self.orders: list[Effect] = []
        self.cards = 0
        self.happens(events.Ticked(START, "12:05", "2026-11-20"))
        self.happens(events.PrinterReported(PrinterState.READY))

    # --- what a person does ------------------------------------------------------------------------

    def tap(self, what: str) -> KioskWalk:
        """Press the one thing that carries this wording (a key) or this text; it must be there."""
        return self.happens(self.press_of(what))

    def press_of(self, what: str) -> Event:
        words = self.world.words[self.walk.comfort.language]
        text = words(what) if what in words else what
        found = [press for title, press in presses(self.view) if title == text]
        assert found, f"{text!r} is not on {self.view.name}: {[title for title, _ in presses(self.view)]}"
        return found[0]

    def write(self, text: str) -> KioskWalk:
        for letter in text:
            self.happens(events.TextTyped(letter))
        return self

    def enter_pin(self, digits: int = 4) -> KioskWalk:
        for count in range(1, digits + 1):
            self.happens(events.PinChanged(count))
        return self.tap("pin.confirm")

    def wait(self, seconds: float) -> KioskWalk:
        """Time passes, tick by tick."""
        until = self.walk.now + seconds
        while self.walk.now < until:
            self.happens(events.Ticked(min(until, self.walk.now + 0.5), "12:05", "2026-11-20"))
        return self

    def card_in(self, reader: str = "reader") -> KioskWalk:
        self.cards += 1
        return self.happens(events.ReaderReported(CardPresent(reader, self.cards, b"atr")))

    def card_out(self, reader: str = "reader") -> KioskWalk:
        return self.happens(events.ReaderReported(CardAbsent(reader, self.cards)))

    # --- what the world answers --------------------------------------------------------------------

    @property
    def ask(self) -> int:
        return self.walk.awaited[-1].id

    def card_proves(self) -> KioskWalk:
        return self.happens(events.CardProved(self.ask, PROOF, "nonce"))

    def card_refuses(
        self, code: str, foreign: ForeignCard | None = None, tries_left: int | None = None
    ) -> KioskWalk:
        return self.happens(events.CardRefused(self.ask, CardFailure(code, foreign, tries_left)))

    def backend_opens(self) -> KioskWalk:
        number = self.walk.sessions
        return self.happens(events.SessionOpened(self.ask, number, FIRST_NAME, INITIAL, COUNTS))

    def backend_confirms(self, file: PersonalFile | None = None) -> KioskWalk:
        shown = file or holder_file(self.world.pack)
        return self.happens(events.HolderConfirmed(self.ask, shown, RELATIONS))

    def backend_sends_child(self) -> KioskWalk:
        return self.happens(events.FileFetched(self.ask, child_file(self.world.pack)))

    def backend_refuses(self, code: str) -> KioskWalk:
        return self.happens(events.BackendRefused(self.ask, code))

    def paper_comes(self, effect: int | None = None) -> KioskWalk:
        return self.happens(events.PaperPrinted(self.ask if effect is None else effect))

    def paper_fails(self, code: str) -> KioskWalk:
        return self.happens(events.PaperRefused(self.ask, NotPrinted(code)))

    def printer_is(self, state: PrinterState) -> KioskWalk:
        return self.happens(events.PrinterReported(state))

    # --- whole stretches ---------------------------------------------------------------------------

    def welcomed(self) -> KioskWalk:
        """A genuine card has been put in: level 1."""
        return self.card_in().card_proves().backend_opens()

    def identified(self, file: PersonalFile | None = None) -> KioskWalk:
        """Card and PIN: level 2."""
        self.welcomed().tap("welcome.pin").enter_pin().card_proves()
        return self.backend_confirms(file)

    # --- what is seen ------------------------------------------------------------------------------

    def happens(self, event: Event) -> KioskWalk:
        self.walk = step(self.walk, event, self.world)
        self.orders += self.walk.effects
        return self

    @property
    def view(self) -> View:
        return render(self.walk, self.world)

    @property
    def page(self) -> str:
        return self.view.name

    def shows(self, what: str) -> bool:
        """Whether this wording (a key) or this text can be read anywhere on the screen."""
        words = self.world.words[self.walk.comfort.language]
        return (words(what) if what in words else what) in repr(self.view).replace(r"\xa0", "\xa0")

    def ordered(self, kind: type[Effect]) -> int:
        """How many effects of a kind have been asked so far."""
        return sum(isinstance(order, kind) for order in self.orders)

    @property
    def spoken(self) -> list[str]:
        return [order.text for order in self.orders if isinstance(order, Speak)]

    @property
    def printed(self) -> list[PrintSheet]:
        return [order for order in self.orders if isinstance(order, PrintSheet)]

    def copy(self) -> KioskWalk:
        """The same kiosk, to try something else from here."""
        other = object.__new__(KioskWalk)
        other.world, other.walk, other.cards = self.world, replace(self.walk), self.cards
        other.orders = list(self.orders)
        return other


def presses(view: View) -> Iterator[tuple[str, Event]]:
    """(title, event) of everything that can be pressed on a view, dialog first."""
    if view.dialog:
        yield from _buttons(view.dialog_actions)
        return
    for block in view.blocks:
        match block:
            case blocks.Hero(title=title, press=press) if press is not None:
                yield title, press
            case blocks.PinPad(enabled=True, count=count):
                yield "0", events.PinChanged(count + 1)
            case NumberPad(fields):
                yield "5", events.TextTyped("5")
                yield from ((field.label, field.press) for field in fields if field.press is not None)
            case Keyboard():
                yield "ю", events.TextTyped("ю")
                yield "done", events.TextDone()
            case blocks.TouchTest():
                yield "field", technician_events.FieldTouched(0)
            case _:
                yield from _to_choose(block)
    yield from _buttons(view.actions)
    yield from _buttons(view.bar)
    yield from _buttons(view.header.buttons)


def _to_choose(block: blocks.Block) -> Iterator[tuple[str, Event]]:
    """The targets of lists and grids."""
    match block:
        case blocks.EntryGrid(cards):
            yield from ((card.title, card.press) for card in cards)
        case blocks.Rows(rows):
            yield from ((row.title, row.press) for row in rows if row.press is not None)
        case blocks.Tabs(tabs):
            yield from ((tab.title, tab.press) for tab in tabs)
        case blocks.Choices(choices):
            yield from ((choice.title, choice.press) for choice in choices)
        case CellGrid(cells):
            yield from ((cell.text, cell.press) for cell in cells)
        case HallParts(parts=parts):
            yield from (
                (f"{part.title}. {part.note}", part.press) for part in parts if part.press is not None
            )
        case SeatPlan(rows=rows):
            seats = (seat for row in rows for seat in row.seats)
            yield from ((seat.spoken, seat.press) for seat in seats if seat.press is not None)
        case Counter(less=less, more=more, less_words=less_words, more_words=more_words):
            steps = ((less_words, less), (more_words, more))
            yield from ((title, press) for title, press in steps if press is not None)
        case _:
            pass


def _buttons(buttons: tuple[Button, ...]) -> Iterator[tuple[str, Event]]:
    return ((button.title, button.press) for button in buttons if button.enabled)
