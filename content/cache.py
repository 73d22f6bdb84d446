"""A compiled copy of a pack's source, for development and servers, kept by the hash of what it was made from.

A pack that is not in the cache is compiled in a process of its own, so that a start from the cache
imports neither the YAML nor the schema library. The copy is not signed: kiosks in service read
published packs (`content.compiled.load`).
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from content import calendar, concessions, deadlines, enrolment, model, regulations
from content import pack as resolved_pack
from content.compiled import decode, write_whole
from content.pack import Pack
from content.pack_files import PACKS_FOLDER, chain_of_folders, folder_of, read_files, source_hash
from content.problems import PackError
from content.rules import model as rules_model

CACHE_FOLDER: Final = PACKS_FOLDER / ".compiled"
COMPILE_SECONDS: Final = 120
SHAPE: Final = (
    calendar,
    concessions,
    deadlines,
    enrolment,
    model,
    regulations,
    resolved_pack,
    rules_model,
)  # what a copy is written in
COPIES_KEPT: Final = 4  # of one pack; an editor makes a new one with every change


def load_or_compile(pack: Path | str, *caches: Path) -> Pack:
    """The pack of a folder or of a shipped id; raises PackError with every problem of its source.

    A copy is looked for in each of `caches` and kept in the first that may be written; without any, beside
    the shipped packs.
    """
    folder = folder_of(pack)
    name = copy_name(folder)
    copies = [cache / name for cache in caches or (CACHE_FOLDER,)]
    for copy in copies:
        with suppress(OSError, PackError):  # no copy yet, or a damaged one
            return decode(copy.read_bytes())
    compiled = _compile(folder)
    for copy in copies:
        with suppress(OSError):  # where the program may write nowhere, the pack is compiled at each start
            _keep(copy, compiled)
            break
    return decode(compiled)


def copy_name(folder: Path) -> str:
    """Of the copy's file: it changes with the source and with the model."""
    files = [read_files(source) for source in chain_of_folders(folder)]
    shape = hashlib.sha256(b"".join(Path(str(part.__file__)).read_bytes() for part in SHAPE)).hexdigest()
    return f"{folder.name}-{source_hash(files)[:32]}-{shape[:8]}.json"


def _keep(path: Path, compiled: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / ".gitignore").write_text("*\n", "utf-8")
    write_whole(path, compiled)
    pack = path.name.rsplit("-", 2)[0]
    copies = sorted(path.parent.glob(f"{pack}-*-*.json"), key=lambda copy: copy.stat().st_mtime)
    for old in copies[:-COPIES_KEPT]:
        old.unlink(missing_ok=True)


def _compile(folder: Path) -> bytes:
    with TemporaryDirectory(prefix="okno-pack-") as scratch:
        out = Path(scratch) / "pack.json"
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
            [sys.executable, "-m", "content", "compile", str(folder.resolve()), "--out", str(out)],
            cwd=Path(__file__).parent.parent,  # where this very package is found
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=COMPILE_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise PackError("pack-invalid", (done.stdout + done.stderr).strip())
        return out.read_bytes()
