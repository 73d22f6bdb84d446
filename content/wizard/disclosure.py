"""Whose income, health and papers may be shown to whom: the pack's disclosure says it, not the program.

What a person has just answered is shown back to them. What a register says of a protected fact is shown
to the person themselves, and of somebody they act for, only where their level of identification allows
it; of anybody else of the household never.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from content.model import DisclosureLevel
from content.rules.model import Fact
from content.rules.provenance import Known, Source


class About(StrEnum):
    """Whom a fact is about, as seen from the person in front of the screen."""

    SELF = "self"
    REPRESENTED = "represented"  # somebody they act for
    OTHER = "other"


_SHOWN_BY: Final = {About.SELF: "protected_facts", About.REPRESENTED: "protected_facts_of_represented"}


@dataclass(frozen=True, slots=True)
class FactDisclosure:
    """What may be shown of facts at a level of identification."""

    shows: frozenset[str]

    @staticmethod
    def at(levels: Iterable[DisclosureLevel], level: int) -> FactDisclosure:
        """Of a level; one that the pack leaves out shows nothing protected."""
        named = next((one for one in levels if one.level == level), None)
        return FactDisclosure(frozenset(named.shows) if named is not None else frozenset())

    def may_show(self, fact: Fact, known: Known, about: About = About.SELF) -> bool:
        """Whether the value of a fact may be shown; its title and source always may."""
        if not fact.protected:
            return True
        if about is About.SELF and known.source is not Source.REGISTER:
            return True
        return about is not About.OTHER and _SHOWN_BY[about] in self.shows
