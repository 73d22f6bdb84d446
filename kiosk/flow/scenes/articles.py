"""Articles: the lists of a section and a page, its Markdown turned into blocks."""

from __future__ import annotations

import re

from kiosk.flow.blocks import (
    Block,
    Bullets,
    Paragraph,
    Row,
    Rows,
    Section,
    Title,
)
from kiosk.flow.events import Opened
from kiosk.flow.pages import ArticlePage, ArticlesPage
from kiosk.flow.scenes import announcements
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.views import Button

IMPORTANT, SOCIAL_CARD = "important", "social-card"  # sections of the menu
LIST_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*)$")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
EMPHASIS = re.compile(r"(\*\*|__|\*|`)(.+?)\1")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def articles(desk: Desk, page: ArticlesPage) -> Scene:
    """The articles of a section of the menu."""
    words = desk.words
    rows = tuple(
        Row(
            desk.text(article.title),
            Opened(ArticlePage(article.id)),
            desk.text(article.summary),
            icon="article",
        )
        for article in desk.world.pack.articles
        if article.section == page.section
    )
    if page.section == IMPORTANT:
        rows = (*announcements.rows(desk), *rows)
    key = f"articles.{page.section}.title"
    title = words(key) if key in words else words("articles.title")
    about = Button(words(f"articles.{SOCIAL_CARD}.title"), Opened(ArticlesPage(SOCIAL_CARD)), icon="card")
    actions = (about,) if page.section == IMPORTANT else ()
    return Scene(f"articles-{page.section}", (Title(title), Rows(rows, words("list.empty"))), actions)


def article(desk: Desk, page: ArticlePage) -> Scene:
    """A page of plain text."""
    thing = desk.catalogue.articles[page.article]
    key = f"articles.{thing.section}.title"
    crumb = desk.words(key) if key in desk.words else ""
    return Scene("article", (Title(desk.text(thing.title), crumb=crumb), *blocks_of(thing.body)))


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Headings, paragraphs and lists of a Markdown text; emphasis and links become plain words."""
    blocks: list[Block] = []
    paragraph: list[str] = []
    items: list[str] = []

    def flush() -> None:
        if paragraph:
            blocks.append(Paragraph(_plain(" ".join(paragraph))))
            paragraph.clear()
        if items:
            blocks.append(Bullets(tuple(_plain(item) for item in items)))
            items.clear()

    for line in markdown.splitlines():
        if heading := HEADING.match(line):
            flush()
            blocks.append(Section(_plain(heading[1])))
        elif item := LIST_ITEM.match(line):
            if paragraph:
                flush()
            items.append(item[1])
        elif not line.strip():
            flush()
        elif items:
            items[-1] += f" {line.strip()}"
        else:
            paragraph.append(line.strip())
    flush()
    return tuple(blocks)


def _plain(text: str) -> str:
    return EMPHASIS.sub(r"\2", LINK.sub(r"\1", text)).strip()
