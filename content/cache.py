"""A compiled copy of a pack's source for development, kept by the hash of what it was made from.

A pack that is not in the cache is compiled in a process of its own, so that a start from the cache
imports neither the YAML nor the schema library. The copy is not signed: kiosks in service read
published packs (`content.compiled.load`).
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from content import model
from content.compiled import decode, encode, write_whole
from content.model import Pack
from content.pack_files import PACKS_FOLDER, chain_of_folders, folder_of, read_files, source_hash
from content.problems import PackError

CACHE_FOLDER: Final = PACKS_FOLDER / ".compiled"
COMPILE_SECONDS: Final = 120


def load_or_compile(pack: Path | str, cache: Path = CACHE_FOLDER) -> Pack:
    """The pack of a folder or of a shipped id; raises PackError with every problem of its source."""
    folder = folder_of(pack)
    path = cache_path(folder, cache)
    if not path.is_file():
        _compile(folder, cache)
    return decode(path.read_bytes())


def store(pack: Pack, folder: Path, cache: Path = CACHE_FOLDER) -> Path:
    """Keep `pack`, just loaded from `folder`, and return where."""
    cache.mkdir(parents=True, exist_ok=True)
    (cache / ".gitignore").write_text("*\n", "utf-8")
    path = cache_path(folder, cache)
    write_whole(path, encode(pack))
    return path


def cache_path(folder: Path, cache: Path) -> Path:
    """Where the copy lies: its name changes with the source and with the model."""
    files = [read_files(source) for source in chain_of_folders(folder)]
    shape = hashlib.sha256(Path(str(model.__file__)).read_bytes()).hexdigest()
    return cache / f"{folder.name}-{source_hash(files)[:32]}-{shape[:8]}.json"


def _compile(folder: Path, cache: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "content",
        "compile",
        str(folder.resolve()),
        "--cache",
        str(cache.resolve()),
    ]
    done = subprocess.run(  # noqa: S603 - our own interpreter and our own module
        command,
        cwd=Path(__file__).parent.parent,  # where this very package is found
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=COMPILE_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise PackError("pack-invalid", (done.stdout + done.stderr).strip())
