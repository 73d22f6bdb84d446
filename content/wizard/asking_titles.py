"""A pack of rules without a single question can be played too: its facts are asked by their titles."""

from __future__ import annotations

import msgspec

from content.pack import Pack
from content.rules.model import Fact


def with_titles_as_questions(pack: Pack) -> Pack:
    """The same pack; where no fact has a question, each fact that is not derived is asked by its title."""
    if any(fact.question is not None for fact in pack.facts):
        return pack
    return msgspec.structs.replace(pack, facts=tuple(_asked(fact) for fact in pack.facts))


def _asked(fact: Fact) -> Fact:
    if fact.derived is not None:
        return fact
    return msgspec.structs.replace(fact, question=fact.title)
