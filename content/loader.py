"""Loading a pack from its source: read, extend, check against the model, check against itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import Struct

from content.entries import SourceEntry
from content.extension import Resolved, extend
from content.kinds import KINDS, Kind
from content.model import Text
from content.pack import Pack
from content.pack_checks import findings
from content.pack_files import chain_of_folders, folder_of, source_hash
from content.pack_source import read_pack
from content.problems import Finding, PackInvalidError, Problem
from content.rules.reading import read_with_findings
from content.schema import build, locate


class PackHeader(Struct, frozen=True):
    """What pack.yaml says."""

    id: str
    version: str
    title: Text
    extends: str = ""
    region: str = ""
    call_centre: str = ""  # phone, E.164


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack with what an editor's tools need besides: where every field was written."""

    pack: Pack
    entries: Resolved

    def origin(self, finding: Finding) -> tuple[str, int]:
        """File and line of what a finding is about."""
        return locate(self.entries[finding.kind, finding.id], finding.path)


def load(pack: Path | str) -> Pack:
    """The pack in a folder, or a shipped one by id; raises PackError with every problem found."""
    return load_with_origins(pack).pack


def load_with_origins(pack: Path | str) -> LoadedPack:
    """The same with the origin of every field."""
    problems: list[Problem] = []
    chain = [read_pack(folder, problems) for folder in chain_of_folders(folder_of(pack))]
    entries: Resolved = {}
    for source in chain:
        entries = extend(entries, source.entries, problems)
    header = build(chain[-1].header, PackHeader, problems)
    values = {kind: _built(kind, entries, problems) for kind in KINDS}
    if problems or not isinstance(header, PackHeader):
        raise PackInvalidError(problems)
    loaded = LoadedPack(_pack(header, values, source_hash(source.files for source in chain)), entries)
    if found := [*findings(loaded.pack), *read_with_findings(loaded.pack)[1]]:
        raise PackInvalidError([located(loaded, finding) for finding in found])
    return loaded


def located(loaded: LoadedPack, finding: Finding) -> Problem:
    """A finding as a problem with file and line."""
    file, line = loaded.origin(finding)
    return Problem(file, line, f"{finding.id}: {finding.what}", finding.remedy)


def _built(kind: Kind, entries: Resolved, problems: list[Problem]) -> tuple[object, ...]:
    of_kind: list[SourceEntry] = [entry for (name, _), entry in entries.items() if name == kind.name]
    built = (build(entry, kind.entry, problems) for entry in of_kind)
    return tuple(value for value in built if value is not None)


def _pack(header: PackHeader, values: dict[Kind, tuple[object, ...]], digest: str) -> Pack:
    by_name: dict[str, Any] = {kind.name: built for kind, built in values.items()}
    return Pack(
        id=header.id,
        version=header.version,
        title=header.title,
        region=header.region,
        call_centre=header.call_centre,
        hash=digest,
        **by_name,
    )
