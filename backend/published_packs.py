"""The pack published to kiosks, in a folder of the backend's data: files by hash, one of them current."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import ValidationError

from backend.contract.packs import PublishedPack
from backend.private_files import write_private
from content.compiled import SUFFIX, Manifest, name_of
from content.pack import Pack
from content.problems import PackError
from content.public_key import read_public_key
from content.published import opened

FOLDER: Final = "published"
CURRENT_FILE: Final = "current.json"
KEY_FILE: Final = "pack-key.pem"
FILES_KEPT: Final = 3  # a kiosk may be at fetching the one before
NOTHING: Final = "nothing is published; see `python -m backend pack publish --help`"
_NAME: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PublishedPacks:
    """Read at each question: what a command publishes, a serving backend tells from then on."""

    folder: Path

    def current(self) -> PublishedPack | None:
        """The one that kiosks are to have; None before the first."""
        try:
            return PublishedPack.model_validate_json((self.folder / CURRENT_FILE).read_bytes())
        except (OSError, ValidationError):
            return None

    def content_of(self, file_hash: str) -> bytes | None:
        """The bytes of a published file, if it is (still) here."""
        if _NAME.fullmatch(file_hash) is None:
            return None
        try:
            return self._file(file_hash).read_bytes()
        except OSError:
            return None

    def publish(self, sealed: bytes, public_key: Path) -> PublishedPack:
        """Verify, keep, make current, the key beside it. Where it raises PackError nothing has changed."""
        key = read_public_key(public_key)
        manifest, _ = opened(sealed, key)
        write_private(self.key_file, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        return self.keep(sealed, manifest)

    def keep(self, sealed: bytes, manifest: Manifest) -> PublishedPack:
        """Make a verified file current, durably; the one before stays for who is at fetching it."""
        published = PublishedPack(
            file_hash=name_of(sealed),
            size=len(sealed),
            id=manifest.id,
            version=manifest.version,
            pack_hash=manifest.hash,
        )
        write_private(self._file(published.file_hash), sealed)
        write_private(self.folder / CURRENT_FILE, published.model_dump_json().encode())
        _settle(self.folder)
        self._forget_old(published.file_hash)
        return published

    def pack(self) -> Pack:
        """The current pack, verified again by the key beside it; raises PackError."""
        current = self.current()
        sealed = None if current is None else self.content_of(current.file_hash)
        if sealed is None:
            raise PackError("pack-missing", NOTHING)
        return opened(sealed, read_public_key(self.key_file))[1]

    @property
    def key_file(self) -> Path:
        """The key that what is published was verified by."""
        return self.folder / KEY_FILE

    def _file(self, file_hash: str) -> Path:
        return self.folder / f"{file_hash}{SUFFIX}"

    def _forget_old(self, current: str) -> None:
        files = sorted(self.folder.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime)
        for old in files[:-FILES_KEPT]:
            if old.stem != current:
                with suppress(OSError):
                    old.unlink()


def published_packs(data: Path) -> PublishedPacks:
    """Those of a data folder."""
    return PublishedPacks(data / FOLDER)


def _settle(folder: Path) -> None:
    """Make the names survive a power cut, too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


NO_PUBLISHED_PACKS: Final = PublishedPacks(Path(os.devnull) / FOLDER)
"""Where nothing can lie."""
