"""Taxonomies of the directory: spheres, life events, kinds of places and of measures. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from backend.hsds.ids import id_of
from content.i18n import Words
from content.labels import label
from content.model import LifeEvent, MeasureKind, PlaceKind, Sphere

Record = dict[str, Any]
_TAXONOMIES: Final = (
    ("spheres", "Сферы", "Сферы услуг и мер поддержки", Sphere),
    ("life-events", "Жизненные ситуации", "Когда человеку нужна помощь", LifeEvent),
    ("place-kinds", "Виды учреждений", "Чем занято учреждение", PlaceKind),
    ("measure-kinds", "Виды мер", "Чем помогает мера: деньгами, вещами, услугой", MeasureKind),
)


def taxonomies() -> Iterator[Record]:
    """What terms are sorted by."""
    for name, title, description, _ in _TAXONOMIES:
        yield {"id": id_of("taxonomy", name), "name": title, "description": description, "version": "1"}


def terms_of(labels: Words) -> Iterator[Record]:
    """A term for each code of the content; none stands above another."""
    for name, title, description, codes in _TAXONOMIES:
        for code in codes:
            word = label(labels, code)
            yield {
                "id": id_of("term", name, code.value),
                "code": f"{name}:{code.value}",
                "name": word,
                "description": f"{description}: {word}",
                "taxonomy": title,
                "language": "ru",
                "taxonomy_id": id_of("taxonomy", name),
            }


def attribute(entity: str, link_id: str, taxonomy: str, code: str, terms: Mapping[str, Record]) -> Record:
    """That a service or location has this term."""
    term = terms[id_of("term", taxonomy, code)]
    return {
        "id": id_of("attribute", link_id, taxonomy, code),
        "link_id": link_id,
        "taxonomy_term_id": term["id"],
        "link_type": taxonomy,
        "link_entity": entity,
        "taxonomy_term": term,
    }
