"""Leaves out of a personal file what the pack does not disclose at level 2. Pure."""

from __future__ import annotations

from backend.contract.people import PersonalFile
from backend.disclosure import Disclosure

HOLDER_LEVEL = 2


def allowed_part(file: PersonalFile, disclosure: Disclosure) -> PersonalFile:
    """The same file without the lists the pack withholds."""
    withheld: dict[str, tuple[()]] = {
        name: ()
        for name in ("documents", "categories", "entitlements")
        if not disclosure.shows(HOLDER_LEVEL, name)
    }
    return file.model_copy(update=withheld) if withheld else file
