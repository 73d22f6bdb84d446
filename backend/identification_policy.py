"""What the content pack lets be said and done at each level of identification. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content.identification import ACTIONS, LEVELS, NONE, SAYS, IdentificationLevel, IdentificationQuestion
from content.pack import Pack


@dataclass(frozen=True, slots=True)
class Policy:
    """The levels that the pack knows, by id; what it does not name is not let."""

    levels: Mapping[str, IdentificationLevel] = field(default_factory=dict)
    questions: tuple[IdentificationQuestion, ...] = ()

    def allows(self, level: str, action: str) -> bool:
        """Whether it may be done by somebody who is known so well."""
        known = self.levels.get(level)
        return known is not None and action in known.do

    def said_at(self, level: str) -> tuple[str, ...]:
        known = self.levels.get(level)
        return () if known is None else known.say

    def done_at(self, level: str) -> tuple[str, ...]:
        known = self.levels.get(level)
        return () if known is None else known.do

    def needed_for(self, action: str) -> str:
        """The least level that lets it; "" where none does."""
        return next((level for level in LEVELS if self.allows(level, action)), "")

    def needed_to_say(self, part: str) -> str:
        """The same for a part of what is known."""
        return next((level for level in LEVELS if part in self.said_at(level)), "")

    def needs_at(self, level: str) -> dict[str, str]:
        """What this level does not let be done or said, each with the least level that would."""
        done, said = self.done_at(level), self.said_at(level)
        actions = {action: self.needed_for(action) for action in ACTIONS if action not in done}
        return actions | {part: self.needed_to_say(part) for part in SAYS if part not in said}


NO_POLICY = Policy()
"""For backends whose pack has none: nothing about a person is let on the telephone."""


def policy_of(pack: Pack) -> Policy:
    """The part of a resolved pack that decides about it."""
    return Policy({each.id: each for each in pack.identification}, pack.identification_questions)


def surer(one: str, other: str) -> str:
    """The level that shows more."""
    return max(one, other, key=LEVELS.index)


__all__ = ["NONE", "NO_POLICY", "Policy", "policy_of", "surer"]
