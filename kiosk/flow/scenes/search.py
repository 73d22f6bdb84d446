"""Search: what is written, the keyboard, and what was found."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.flow.blocks import Block, Paragraph, Row, Rows, Title
from kiosk.flow.entry_blocks import Keyboard, Layout
from kiosk.flow.events import Opened, Switched, TextErased
from kiosk.flow.pages import ArticlePage, SearchPage
from kiosk.flow.scenes.categories import category_row
from kiosk.flow.scenes.measures import measure_row
from kiosk.flow.scenes.places import place_row
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.services import service_row
from kiosk.flow.views import Button
from kiosk.flow.world import Hit

SHORTEST_QUERY = 2
SHOWN_WHILE_TYPING = 3
SHOWN_WHEN_DONE = 21


def search(desk: Desk, page: SearchPage) -> Scene:
    """The keyboard with the best three, or after «Готово» all that was found."""
    words = desk.words
    hits = desk.world.search(page.text, desk.language) if len(page.text.strip()) >= SHORTEST_QUERY else ()
    rows = tuple(row for hit in hits if (row := hit_row(desk, hit)) is not None)
    if page.done:
        again = Button(words("search.again"), Switched(SearchPage(page.text, page.layout)), icon="keyboard")
        return Scene(
            "search-results",
            (
                Title(words("search.results", text=page.text), crumb=words("search.title")),
                Rows(rows[:SHOWN_WHEN_DONE], words("search.nothing", text=page.text), "search"),
            ),
            (again,),
        )
    below: tuple[Block, ...] = ()
    if rows:
        # Names alone: the keyboard leaves them little room, and «Готово» shows the rest.
        below = (Rows(tuple(_named(row) for row in rows[:SHOWN_WHILE_TYPING])),)
    elif len(page.text.strip()) >= SHORTEST_QUERY:
        below = (Paragraph(words("search.nothing", text=page.text)),)
    else:
        below = (Paragraph(words("search.help")),)
    return Scene(
        "search",
        (
            Title(words("search.title")),
            *below,
            Keyboard(page.text, words("search.placeholder"), Layout(page.layout)),
        ),
        (Button(words("search.clear"), TextErased(all=True), icon="erase", enabled=bool(page.text)),),
    )


def _named(row: Row) -> Row:
    return replace(row, help="", value="", chip=None)


def hit_row(desk: Desk, hit: Hit) -> Row | None:
    """What was found as a line of a list, or nothing if this pack has no such thing."""
    catalogue = desk.catalogue
    if hit.kind == "measures" and hit.id in catalogue.measures:
        return measure_row(desk, catalogue.measures[hit.id])
    if hit.kind == "categories" and hit.id in catalogue.categories:
        return category_row(desk, catalogue.categories[hit.id])
    if hit.kind == "services" and hit.id in catalogue.services:
        return service_row(desk, catalogue.services[hit.id])
    if hit.kind == "places" and hit.id in catalogue.places:
        return place_row(desk, catalogue.places[hit.id])
    if hit.kind == "articles" and hit.id in catalogue.articles:
        article = catalogue.articles[hit.id]
        return Row(
            desk.text(article.title),
            Opened(ArticlePage(article.id)),
            desk.text(article.summary),
            icon="article",
        )
    return None
