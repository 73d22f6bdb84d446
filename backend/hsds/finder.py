"""Selects records of the directory: by words (with typos, as kiosks search), term, taxonomy, organization."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from backend.hsds.asking import Asked, Record
from backend.hsds.directory import NO_DIRECTORY, Directory, directory_of, without_lists
from backend.hsds.ids import id_of
from content.i18n import Words
from content.pack import Pack
from content.search import SearchIndex

MOST_FOUND: Final = 10_000


@dataclass(frozen=True, slots=True)
class Finder:
    """The directory and the index of its words; without one nothing is there."""

    directory: Directory = NO_DIRECTORY
    index: SearchIndex | None = None
    _services_of: Mapping[str, Sequence[Record]] = field(default_factory=dict)

    def services(self, asked: Asked) -> Sequence[Record]:
        """By the best match first where words are asked for, else in the order of the content."""
        every = self.directory.services
        chosen: Iterable[Record] = every.values()
        if asked.search:
            found = self._found(asked.search, ("services", "measures"))
            chosen = (every[self.directory.by_entry[each]] for each in found)
        return [each for each in chosen if _fits(each, asked)]

    def at_locations(self, asked: Asked) -> Sequence[Record]:
        """Services at places, in the order of their services."""
        chosen = self.services(asked)
        every = self.directory.at_locations
        return [every[at["id"]] for service in chosen for at in service["service_at_locations"]]

    def locations(self, asked: Asked) -> Sequence[Record]:
        every = self.directory.locations
        chosen: Iterable[Record] = every.values()
        if asked.search:
            chosen = (every[id_of("location", entry)] for _, entry in self._found(asked.search, ("places",)))
        return [each for each in chosen if asked.organization in ("", each["organization_id"])]

    def organizations(self, asked: Asked) -> Sequence[Record]:
        every = self.directory.organizations
        if not asked.search:
            return list(every.values())
        found = self._found(asked.search, ("places",))
        return [every[id_of("organization", entry)] for _, entry in found]

    def taxonomies(self, asked: Asked) -> Sequence[Record]:
        return _named(self.directory.taxonomies.values(), asked.search)

    def terms(self, asked: Asked) -> Sequence[Record]:
        """No term has another above it, so all of them are top, and none has the parent asked for."""
        if asked.parent:
            return []
        found = _named(self.directory.terms.values(), asked.search)
        return [each for each in found if asked.taxonomy in ("", each["taxonomy_id"])]

    def organization_told(self, asked: Asked, record: Record) -> Record:
        """In a list: without lists, or as it is read alone."""
        if asked.full or asked.full_service:
            return self.organization_nested(asked, record)
        return without_lists(record)

    def organization_nested(self, asked: Asked, record: Record) -> Record:
        """With its services: their ids, or all of them."""
        own = self._services_of.get(record["id"], ())
        services = list(own) if asked.full_service else [{"id": each["id"]} for each in own]
        return {**record, "services": services}

    def _found(self, words: str, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
        if self.index is None:
            return []
        return [(hit.kind, hit.id) for hit in self.index.search(words, kinds, limit=MOST_FOUND)]


NO_FINDER: Final = Finder()


def finder_of(pack: Pack, labels: Words, everyday: Mapping[str, str], utc_offset_hours: int) -> Finder:
    """The finder of a resolved pack, in Russian."""
    directory = directory_of(pack, labels, utc_offset_hours)
    services_of: dict[str, list[Record]] = {}
    for service in directory.services.values():
        services_of.setdefault(service["organization_id"], []).append(service)
    return Finder(directory, SearchIndex(pack, labels, everyday), services_of)


def _fits(service: Record, asked: Asked) -> bool:
    terms = [each["taxonomy_term"] for each in service["attributes"]]
    return (
        (not asked.term or any(term["id"] == asked.term for term in terms))
        and (not asked.taxonomy or any(term["taxonomy_id"] == asked.taxonomy for term in terms))
        and asked.organization in ("", service["organization_id"])
    )


def _named(records: Iterable[Record], words: str) -> list[Record]:
    wanted = words.casefold()
    return [each for each in records if wanted in each["name"].casefold()]
