"""«Афиша»: what is on, what it is, on which day, how many tickets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from content.formats import capitalised, short_month, short_weekday, weekday_and_day
from kiosk.flow.blocks import (
    Block,
    Chip,
    Choice,
    Choices,
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
from kiosk.flow.booking.outing import Outing
from kiosk.flow.booking.times import at_place, clock_of
from kiosk.flow.events import Event as Press
from kiosk.flow.hall_blocks import Counter
from kiosk.flow.playbill.choosing import PLAN, day_of, days_of, most_seats
from kiosk.flow.playbill.events import (
    BestSeatsAsked,
    CountChanged,
    DateChosen,
    EventChosen,
    EventDayChosen,
    PlanAsked,
    PlaybillDayChosen,
    WheelchairSwitched,
)
from kiosk.flow.playbill.pages import EventPage, PlaybillPage, SeatsPage
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.time_blocks import Cell, CellGrid
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.events import Event, EventDate

MOST_DAYS: Final = 11
"""With «Все» they stand in two rows on an upright panel."""
FEW: Final = 10


def playbill(desk: Desk, page: PlaybillPage) -> Scene:
    """Everything that is on, or what is on one day."""
    words, outing = desk.words, outing_of(desk)
    title = Title(words("playbill.title"), words("booking.title"))
    if page.since is not None:
        return waiting(
            desk, "playbill-wait", words("playbill.searching"), page.since, icon="playbill", personal=False
        )
    if not outing.events:
        return Scene("playbill-none", (title, Rows((), words("playbill.none"), "playbill")))
    shown = [event for event in outing.events if not outing.day or outing.day in days_of(event)]
    rows = tuple(_event_row(desk, event, outing.day) for event in shown)
    return Scene(
        "playbill", (title, _day_filter(desk, outing), Rows(rows, words("playbill.none"), "playbill"))
    )


def _day_filter(desk: Desk, outing: Outing) -> CellGrid:
    words = desk.words
    days = sorted({day for event in outing.events for day in days_of(event)})[:MOST_DAYS]
    every = Cell(words("playbill.all_days"), PlaybillDayChosen(""), selected=not outing.day)
    return CellGrid(
        (every, *(_day_cell(desk, day, PlaybillDayChosen(day), day == outing.day) for day in days))
    )


def _day_cell(desk: Desk, iso: str, press: Press, selected: bool) -> Cell:
    day = date.fromisoformat(iso)
    text = f"{day.day} {short_month(day, desk.language)}"
    return Cell(text, press, short_weekday(day, desk.language), selected, weekday_and_day(day, desk.language))


def _event_row(desk: Desk, event: Event, day: str) -> Row:
    """Title with its age mark, the first date that is meant, the place; what it costs at the right."""
    words = desk.words
    dates = [one for one in event.dates if not day or day_of(event, one.slot) == day]
    first = dates[0]
    more = words.plural("playbill.more_dates", len(dates) - 1) if len(dates) > 1 else ""
    when = f"{capitalised(moment(desk, event, first))}{f' {more}' if more else ''}"
    few = first.limited and len(dates) == 1
    return Row(
        titled(event),
        EventChosen(event.event),
        ". ".join(filter(None, (when, place_of(desk, event)))),
        price_from(desk, dates),
        Chip(words("playbill.few"), Tone.ATTENTION) if few else None,
        "playbill",
        words("playbill.spoken", title=event.title, age=age_words(desk, event)),
    )


def titled(event: Event) -> str:
    """«Снегурочка (6+)»."""
    return f"{event.title} ({event.age_mark}+)"


def age_words(desk: Desk, event: Event) -> str:
    return (
        desk.words("playbill.any_age")
        if not event.age_mark
        else desk.words("playbill.age", age=event.age_mark)
    )


def moment(desk: Desk, event: Event, one: EventDate) -> str:
    """«воскресенье, 29 ноября, 18:00»."""
    day = at_place(one.starts_at, event.zone).date()
    return f"{weekday_and_day(day, desk.language)}, {clock_of(one.starts_at, event.zone)}"


def place_of(desk: Desk, event: Event) -> str:
    place = desk.catalogue.places.get(event.place)
    return desk.text(place.title) if place else ""


def price_from(desk: Desk, dates: list[EventDate]) -> str:
    """«бесплатно», «300 ₽», «от 300 ₽»."""
    least = min(one.from_kopecks for one in dates)
    most = max(one.to_kopecks for one in dates)
    if not most:
        return desk.words("playbill.free_of_charge")
    price = desk.money(least)
    return price if least == most else desk.words("playbill.from", price=price)


def event_page(desk: Desk, page: EventPage) -> Scene:
    """What it is; its days, and the times of the day that is open."""
    words, event = desk.words, outing_of(desk).what
    if event is None:
        return Scene("event", ())
    place = desk.catalogue.places.get(event.place)
    told = (
        ("booking.where", f"{place_of(desk, event)}. {place.town}, {place.address}" if place else ""),
        ("booking.entrance", capitalised(event.entrance)),
        ("playbill.price", price_from(desk, list(event.dates))),
        ("playbill.for_whom", capitalised(age_words(desk, event))),
    )
    days = tuple(
        _day_cell(desk, day, EventDayChosen(day), day == page.day) for day in days_of(event)[:MOST_DAYS]
    )
    shown = (one for one in event.dates if day_of(event, one.slot) == page.day)
    times = tuple(_time_cell(desk, event, one) for one in shown)
    blocks: tuple[Block, ...] = (
        Title(titled(event), words("playbill.title"), f"{event.title}."),
        *((Paragraph(event.summary),) if event.summary else ()),
        Summary(tuple(Pair(words(key), value) for key, value in told if value)),
        Section(words("playbill.when")),
        *((CellGrid(days),) if len(days) > 1 else (Paragraph(_only_day(desk, page.day)),)),
        CellGrid(times),
    )
    return Scene("event", blocks)


def _only_day(desk: Desk, iso: str) -> str:
    return capitalised(weekday_and_day(date.fromisoformat(iso), desk.language)) if iso else ""


def _time_cell(desk: Desk, event: Event, one: EventDate) -> Cell:
    """The hour, and how many seats are left."""
    words = desk.words
    left = words.plural("playbill.left", one.free)
    note = left if one.limited or one.free <= FEW else ""
    clock = clock_of(one.starts_at, event.zone)
    return Cell(clock, DateChosen(one.slot), note, spoken=f"{clock}, {left}")


def seats(desk: Desk, page: SeatsPage) -> Scene:
    """How many, whether for a wheelchair, and how the seats are found."""
    words, outing = desk.words, outing_of(desk)
    event, one = outing.what, outing.date
    if event is None or one is None:
        return Scene("event-seats", ())
    blocks: list[Block] = [
        Title(words("playbill.how_many"), f"{event.title}, {moment(desk, event, one)}"),
        _counter(desk, outing, one),
    ]
    if one.wheelchair_free:
        need = Choice(
            words("playbill.wheelchair"), outing.wheelchair, WheelchairSwitched(), icon="wheelchair"
        )
        blocks.append(Choices((need,), several=True))
        if outing.wheelchair:
            key = "playbill.companion" if outing.count > 1 else "playbill.alone"
            blocks.append(Paragraph(words(key), small=True))
    if event.concessions:
        blocks.append(
            Notice(Tone.INFO, words("playbill.concessions"), words("playbill.concessions.text"), compact=True)
        )
    return Scene("event-seats", tuple(blocks), _ways(desk, event))


def _counter(desk: Desk, outing: Outing, one: EventDate) -> Counter:
    words = desk.words
    most = most_seats(outing)
    note = words("playbill.at_most", most=most) if most > 1 else ""
    price = price_from(desk, [one])
    if one.to_kopecks:
        same = one.from_kopecks == one.to_kopecks
        total = words("playbill.total_of", total=desk.money(outing.count * one.to_kopecks)) if same else price
        note = f"{note} {total if same else words('playbill.each', price=price)}".strip()
    return Counter(
        words("playbill.count"),
        outing.count,
        note,
        CountChanged(-1) if outing.count > 1 else None,
        CountChanged(1) if outing.count < most else None,
        words("playbill.less"),
        words("playbill.more"),
        f"{words.plural('playbill.tickets', outing.count)}. {note}",
    )


def _ways(desk: Desk, event: Event) -> tuple[Button, ...]:
    words = desk.words
    if event.seating != PLAN:
        return (Button(words("playbill.take"), BestSeatsAsked(), icon="done", primary=True),)
    return (
        Button(words("playbill.by_rows"), PlanAsked(by_rows=True), icon="list"),
        Button(words("playbill.on_plan"), PlanAsked(), icon="seat"),
        Button(words("playbill.best"), BestSeatsAsked(), icon="done", primary=True),
    )


def outing_of(desk: Desk) -> Outing:
    draft = desk.walk.booking
    return draft.outing if draft and draft.outing else Outing()
