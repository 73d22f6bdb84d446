"""Where to go: kinds of places, lists with the nearest first, a place's own page."""

from __future__ import annotations

from datetime import date

from content.formats import distance, phone
from content.model import Accessibility, Hours, Place, PlaceKind
from content.opening import WEEKDAYS, hours_on, is_open
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
from kiosk.flow.events import Opened, Switched
from kiosk.flow.pages import (
    ArticlesPage,
    Paper,
    PaperKind,
    PlaceListPage,
    PlacePage,
    TownsPage,
    WherePage,
)
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.measures import search_button
from kiosk.flow.scenes.paper import print_buttons
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.selection import distance_to, places_for, towns_with
from kiosk.flow.views import Button

GUIDES = ("urgent", "where-to-go", "complaints")
"""Sections of articles that are reached from here."""
KIND_ICONS = {kind: f"place_{kind.value}" for kind in PlaceKind}


def where(desk: Desk, page: WherePage) -> Scene:
    """«Куда обратиться»: urgent help, the guides by need and complaints, then kinds of places."""
    words = desk.words
    counts = dict.fromkeys(PlaceKind, 0)
    for place_ in desk.world.pack.places:
        counts[place_.kind] += 1
    rows = tuple(
        Row(
            labels.name(desk, kind),
            Opened(PlaceListPage((kind,))),
            value=str(count),
            icon=KIND_ICONS[kind],
        )
        for kind, count in counts.items()
        if count
    )
    return Scene(
        "where",
        (
            Title(words("where.title")),
            *_guides(desk),
            Section(words("where.places")),
            Rows(rows, words("list.empty")),
        ),
        (search_button(desk),),
    )


def _guides(desk: Desk) -> tuple[Rows, ...]:
    written = {article.section for article in desk.world.pack.articles}
    rows = tuple(
        Row(desk.words(f"articles.{section}.title"), Opened(ArticlesPage(section)), icon="article")
        for section in GUIDES
        if section in written
    )
    return (Rows(rows),) if rows else ()


def place_list(desk: Desk, page: PlaceListPage) -> Scene:
    """Places of some kinds, nearest first, open or closed now."""
    words = desk.words
    found = places_for(desk.world.pack, page.kinds, page.town, desk.world.profile)
    title = labels.name(desk, page.kinds[0]) if len(page.kinds) == 1 else words("where.title")
    crumb = page.town or words("places.nearest_first")
    towns = Button(words("places.choose_town"), Opened(TownsPage(page.kinds, page.town)), icon="town")
    return Scene(
        "place-list",
        (
            Title(title, crumb=crumb),
            *demo_notices(desk, found),
            rows_of(found, lambda place_: place_row(desk, place_), words("places.empty"), "places"),
        ),
        (towns,),
    )


def demo_notices(desk: Desk, places: tuple[Place, ...]) -> tuple[Notice, ...]:
    """Says that the places are invented, once for a list."""
    if not any(place_.demo for place_ in places):
        return ()
    return (Notice(Tone.INFO, desk.words("demo.data"), desk.words("places.demo.text")),)


def towns(desk: Desk, page: TownsPage) -> Scene:
    """The choice of a town; the choice takes one back to the list."""
    words = desk.words
    everywhere = Row(words("places.every_town"), Switched(PlaceListPage(page.kinds)), icon="town")
    rows = tuple(
        Row(town, Switched(PlaceListPage(page.kinds, town)), icon="town")
        for town in towns_with(desk.world.pack, page.kinds, desk.world.profile)
    )
    return Scene("towns", (Title(words("places.choose_town")), Rows((everywhere, *rows))))


def place_row(desk: Desk, place_: Place) -> Row:
    """A place as a line of a list: how far, and whether it is open now."""
    return Row(
        desk.text(place_.title),
        Opened(PlacePage(place_.id)),
        f"{place_.town}, {place_.address}",
        value=distance(distance_to(place_, desk.world.profile), desk.language),
        chip=open_chip(desk, place_),
        icon=KIND_ICONS[place_.kind],
    )


def open_chip(desk: Desk, place_: Place) -> Chip | None:
    """«Открыто до 18:00» or «Закрыто»; nothing before the clock is known."""
    today, clock = desk.today, desk.walk.clock
    if today is None or not clock:
        return None
    if not is_open(place_.hours, today, clock):
        return Chip(desk.words("places.closed_now"), Tone.NEUTRAL)
    entries = hours_on(place_.hours, today)
    if any(entry.round_the_clock for entry in entries):
        return Chip(desk.words("places.round_the_clock"), Tone.GOOD)
    closes = max(entry.closes for entry in entries)
    return Chip(desk.words("places.open_until", time=closes), Tone.GOOD)


def place(desk: Desk, page: PlacePage) -> Scene:
    """Address, phone, hours of the week, what is accessible."""
    words = desk.words
    thing = desk.catalogue.places[page.place]
    contacts = (
        Pair(words("place.address"), f"{thing.town}, {thing.address}", open_chip(desk, thing)),
        Pair(words("place.phone"), phone(thing.phone)),
        Pair(words("place.distance"), distance(distance_to(thing, desk.world.profile), desk.language)),
    )
    accessible = accessibility_words(desk, thing.accessibility)
    blocks: list[Block] = [
        Title(desk.text(thing.title), crumb=labels.name(desk, thing.kind)),
        *demo_notices(desk, (thing,)),
        Summary(contacts),
        Section(words("place.hours")),
        Summary(week(desk, thing.hours)),
        Section(words("place.accessibility")),
        Bullets(accessible) if accessible else Paragraph(words("place.accessibility.none")),
    ]
    if thing.note:
        blocks.append(Paragraph(thing.note))
    return Scene("place", tuple(blocks), print_buttons(desk, Paper(PaperKind.PLACE, thing.id)))


def accessibility_words(desk: Desk, accessibility: Accessibility) -> tuple[str, ...]:
    """What a place offers, one sentence each."""
    return tuple(
        desk.words(f"accessibility.{name}")
        for name in accessibility.__struct_fields__
        if getattr(accessibility, name)
    )


def week(desk: Desk, hours: tuple[Hours, ...]) -> tuple[Pair, ...]:
    """The seven days; today carries a chip."""
    monday = date(2024, 1, 1)
    today = desk.today
    return tuple(
        Pair(
            desk.words(f"weekday.{name}").capitalize(),
            day_hours(desk, hours_on(hours, monday.replace(day=number + 1))),
            Chip(desk.words("place.today"), Tone.INFO)
            if today is not None and today.weekday() == number
            else None,
        )
        for number, name in enumerate(WEEKDAYS)
    )


def day_hours(desk: Desk, hours: tuple[Hours, ...]) -> str:
    """«09:00–18:00, перерыв 13:00–14:00» or «закрыто»."""
    if not hours:
        return desk.words("hours.closed")
    if any(entry.round_the_clock for entry in hours):
        return desk.words("hours.round_the_clock")
    return "; ".join(
        f"{entry.opens}–{entry.closes}"
        + (
            f", {desk.words('hours.break', start=entry.break_from, end=entry.break_to)}"
            if entry.break_from
            else ""
        )
        for entry in hours
    )
