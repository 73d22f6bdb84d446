"""Entries of the content for an operator: what it is, for whom, what to bring, where, by which law. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from callcenter.knowledge.library import Library, Record
from callcenter.knowledge.markdown import parts_of
from callcenter.knowledge.places import place_entry, place_link
from callcenter.knowledge.values import Entry, Link, Part
from content.formats import money
from content.labels import figure, label
from content.model import (
    Article,
    BenefitCategory,
    Evidence,
    LegalBasis,
    Measure,
    Place,
    PlaceKind,
    Service,
    Sureness,
)


def entry_of(library: Library, record: Record, now: datetime) -> Entry | None:
    """The record in words; None for a topic, which is a script."""
    if isinstance(record, Measure):
        return _measure(library, record, now)
    if isinstance(record, Service):
        return _service(library, record, now)
    if isinstance(record, BenefitCategory):
        return _category(library, record)
    if isinstance(record, Article):
        return _article(library, record)
    if isinstance(record, Place):
        return place_entry(library, record, now)
    return None


def link_to(library: Library, kind: str, entry_id: str, now: datetime) -> Link | None:
    """A line that leads to an entry; None for what the pack has not."""
    record = library.entry(kind, entry_id)
    if record is None:
        return None
    if isinstance(record, Place):
        return place_link(library, record, now)
    note = library.words(f"knowledge.kind.{kind}")
    return Link(kind, entry_id, record.title.in_language(library.language), note)


def links_to(library: Library, kind: str, ids: Iterable[str], now: datetime) -> tuple[Link, ...]:
    found = (link_to(library, kind, each, now) for each in ids)
    return tuple(each for each in found if each is not None)


def where_parts(library: Library, kinds: Iterable[PlaceKind], now: datetime) -> Iterator[Part]:
    """A folded list of places for each kind that the directory has."""
    for kind in kinds:
        places = tuple(place_link(library, each, now) for each in library.places_of(kind))
        if places:
            title = library.words.plural("knowledge.where", len(places), kind=label(library.labels, kind))
            yield Part(title, links=places, folded=True)


def _measure(library: Library, measure: Measure, now: datetime) -> Entry:
    words, language = library.words, library.language
    warnings = (
        (words("knowledge.amount.unverified"), not measure.amount.verified),
        (words("knowledge.unsure"), measure.sureness is Sureness.C),
        (words("knowledge.closed"), measure.closed),
    )
    return Entry(
        kind="measures",
        id=measure.id,
        kind_title=label(library.labels, measure.kind),
        title=measure.title.in_language(language),
        summary=measure.summary.in_language(language),
        warnings=tuple(text for text, holds in warnings if holds),
        parts=_filled(
            Part(words("knowledge.who"), texts=(measure.who,), russian=True),
            Part(words("knowledge.amount"), texts=_how_much(library, measure)),
            *_papers(library, measure.evidence),
            Part(words("knowledge.how"), texts=(measure.how,), russian=True),
            Part(words("knowledge.where.note"), texts=(measure.where_note,), russian=True),
            *where_parts(library, measure.where, now),
            Part(words("knowledge.deadline"), texts=(measure.deadline.text.in_language(language),)),
            _law(library, measure.legal_basis),
        ),
    )


def _how_much(library: Library, measure: Measure) -> tuple[str, ...]:
    """In words, and the figure before them where they do not name it."""
    amount = measure.amount
    text, told = amount.text.in_language(library.language), figure(library.labels, amount)
    is_named = amount.kopecks is not None and money(amount.kopecks, library.language) in text
    return (text,) if is_named else (told, text)


def _service(library: Library, service: Service, now: datetime) -> Entry:
    words = library.words
    channels = ", ".join(words(f"knowledge.channel.{channel}") for channel in service.channels)
    return Entry(
        kind="services",
        id=service.id,
        kind_title=label(library.labels, service.sphere),
        title=service.title.in_language(library.language),
        summary=service.summary.in_language(library.language),
        parts=_filled(
            Part(words("knowledge.how"), texts=(service.how,), russian=True),
            Part(words("knowledge.channels"), texts=(channels,)),
            *where_parts(library, service.where, now),
        ),
    )


def _category(library: Library, category: BenefitCategory) -> Entry:
    words = library.words
    return Entry(
        kind="categories",
        id=category.id,
        kind_title=words("knowledge.kind.categories"),
        title=category.title.in_language(library.language),
        summary=category.summary.in_language(library.language),
        warnings=(words("knowledge.unsure"),) if category.sureness is Sureness.C else (),
        parts=_filled(
            Part(words("knowledge.criterion"), texts=(category.criterion,), russian=True),
            *_papers(library, category.evidence),
            Part(words("knowledge.confirmed_by"), texts=(category.confirmed_by,), russian=True),
            _law(library, category.legal_basis),
        ),
    )


def _article(library: Library, article: Article) -> Entry:
    return Entry(
        kind="articles",
        id=article.id,
        kind_title=library.words("knowledge.kind.articles"),
        title=article.title.in_language(library.language),
        summary=article.summary.in_language(library.language),
        parts=parts_of(article.body),
    )


def _papers(library: Library, evidence: tuple[Evidence, ...]) -> tuple[Part, ...]:
    """What to bring, apart from what the office asks of others itself."""

    def titles(is_wanted: Callable[[Evidence], bool]) -> tuple[str, ...]:
        return tuple(each.title.in_language(library.language) for each in evidence if is_wanted(each))

    return (
        Part(library.words("knowledge.bring"), items=titles(lambda each: not each.from_registry)),
        Part(library.words("knowledge.asked"), items=titles(lambda each: each.from_registry)),
    )


def _law(library: Library, bases: tuple[LegalBasis, ...]) -> Part:
    lines = tuple(", ".join(filter(None, (basis.act, basis.article, basis.title))) for basis in bases)
    return Part(library.words("knowledge.law"), items=lines, russian=True, folded=True)


def _filled(*parts: Part) -> tuple[Part, ...]:
    """Those that say anything."""
    return tuple(
        part
        for part in parts
        if part.items or part.links or part.pairs or part.steps or any(text for text in part.texts)
    )
