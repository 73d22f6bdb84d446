"""What a walk knows of the world and does not change: content, words, the device, pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Protocol

from content.i18n import Words
from content.model import Article, BenefitCategory, Measure, Place, Service
from content.pack import Pack
from devices.ports import ReaderProfile
from devices.values import Value
from kiosk.flow.wizard.port import NoWizard, Wizard


class DeviceProfile(Value):
    """What is particular about this kiosk, out of its settings and its enrolment."""

    place: str  # «Мурманск, ул. Софьи Перовской, 17»
    town: str
    latitude: float
    longitude: float
    reader: ReaderProfile
    contact_reader: str = ""  # with TAP: words of the name of the slot where a PIN can be entered
    paper_columns: int = 48
    technician_phone: str = ""
    time_zone: str = "Europe/Moscow"  # IANA
    scanner: bool = False  # whether a ticket can be held before one
    terminal: bool = False  # takes payment by bank card


class Versions(Value):
    """What the service menu shows under «Версии»."""

    program: str
    pack: str
    pack_hash: str
    kiosk: str
    backend: str


class Hit(Value):
    """Something a search found: `kind` is the field of `Pack` that holds it."""

    kind: str
    id: str


class Search(Protocol):
    def __call__(self, query: str, language: str) -> tuple[Hit, ...]: ...


Spoken = Callable[[str, str], str]
"""(text, language) → the text as it is read aloud: numbers and abbreviations written out."""


NO_WIZARD = NoWizard()


class Catalogue(Value):
    """The pack by id, built once."""

    measures: Mapping[str, Measure]
    categories: Mapping[str, BenefitCategory]
    services: Mapping[str, Service]
    places: Mapping[str, Place]
    articles: Mapping[str, Article]
    ruled: frozenset[str] = frozenset()  # measures whose rules the wizard knows


def catalogue_of(pack: Pack) -> Catalogue:
    """The pack's things by their ids."""
    return Catalogue(
        measures={measure.id: measure for measure in pack.measures},
        categories={category.id: category for category in pack.categories},
        services={service.id: service for service in pack.services},
        places={place.id: place for place in pack.places},
        articles={article.id: article for article in pack.articles},
        ruled=frozenset(rule.measure for rule in pack.rules),
    )


class World(Value):
    """Passed to `step` and `render`."""

    repr_fields: ClassVar[tuple[str, ...]] = ("words", "profile", "versions", "search", "spoken")
    pack: Pack
    catalogue: Catalogue
    words: Mapping[str, Words]
    profile: DeviceProfile
    versions: Versions
    search: Search
    spoken: Spoken
    wizard: Wizard = NO_WIZARD
