"""What the content pack lets each identification level show, as the card sessions need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.model import NeutralGroup
from content.pack import Pack


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The pack's hash, the neutral group of each measure, and the levels."""

    pack_hash: str
    groups: Mapping[str, NeutralGroup]
    shown: Mapping[int, frozenset[str]]
    allowed: Mapping[int, frozenset[str]]

    def shows(self, level: int, what: str) -> bool:
        """Whether a session of this level may see it; an unknown level sees nothing."""
        return what in self.shown.get(level, frozenset())

    def allows(self, level: int, what: str) -> bool:
        """Whether a session of this level may do it."""
        return what in self.allowed.get(level, frozenset())


def disclosure_of(pack: Pack) -> Disclosure:
    """The part of a resolved pack that decides about disclosure."""
    return Disclosure(
        pack_hash=pack.hash,
        groups={measure.id: measure.group for measure in pack.measures},
        shown={level.level: frozenset(level.shows) for level in pack.disclosure},
        allowed={level.level: frozenset(level.allows) for level in pack.disclosure},
    )
