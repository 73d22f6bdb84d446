"""The files of a pack's folder, and the digest that names what they say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from content.kinds import KINDS
from content.problems import PackError

PACKS_FOLDER: Final = Path(__file__).parent / "packs"
HEADER_FILE: Final = "pack.yaml"

_EXTENDS: Final = re.compile(rb"^extends:[ \t]*[\"']?([A-Za-z0-9_-]+)", re.MULTILINE)


def folder_of(pack: Path | str) -> Path:
    """The folder of a pack given as a path, or as the id of a shipped pack."""
    given = Path(pack)
    is_id = len(given.parts) == 1 and not (given / HEADER_FILE).is_file()
    return PACKS_FOLDER / given if is_id else given


def read_files(folder: Path) -> dict[str, bytes]:
    """Contents by name inside the folder; raises PackError `pack-missing` where there is no pack."""
    header = folder / HEADER_FILE
    if not header.is_file():
        raise PackError("pack-missing", f"{header} does not exist; give the folder of a pack")
    paths = [header, *(path for kind in KINDS for path in sorted(folder.glob(kind.files)))]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def chain_of_folders(folder: Path) -> list[Path]:
    """The folder and those it extends, the one that extends nothing first."""
    chain = [folder]
    while extends := _extended(chain[0] / HEADER_FILE):
        beside = chain[0].parent / extends
        extended = beside if (beside / HEADER_FILE).is_file() else PACKS_FOLDER / extends
        if extended in chain:
            raise PackError("pack-invalid", f"{folder}: the packs extend one another in a circle")
        chain.insert(0, extended)
    return chain


def source_hash(packs: Iterable[Mapping[str, bytes]]) -> str:
    """SHA-256 over names and contents of a chain of packs, hex."""
    digest = hashlib.sha256()
    for files in packs:
        digest.update(f"{len(files)}\0".encode())
        for name, content in sorted(files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _extended(header: Path) -> str:
    if not header.is_file():
        raise PackError("pack-missing", f"{header} does not exist; give the folder of a pack")
    found = _EXTENDS.search(header.read_bytes())
    return found[1].decode() if found else ""
