"""Why one result is what it is, and what would change it; computed when its page is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content.eligibility.book import Name
from content.eligibility.explanation import Explanation, explain
from content.eligibility.flip import Flip, Unchangeable, flip
from content.eligibility.verdicts import Verdict
from content.rules.provenance import Source
from content.wizard.interview import Interview


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons; of a "no" also what would turn it: `flip`, or proof that nothing the person does can."""

    explanation: Explanation
    flip: Flip | Unchangeable | None = None


def why(interview: Interview, name: Name) -> Why:
    """Why the verdict on a goal is what it is by now."""
    identity = name[1]
    book, case = interview.wizard.book, interview.case
    sources = sources_of(interview)
    reasons = explain(book, identity, case, sources)
    if reasons.verdict is not Verdict.NOT_ENTITLED:
        return Why(reasons)
    return Why(reasons, flip(book, identity, case, sources))


def sources_of(interview: Interview) -> Mapping[str, Source]:
    """Where each known fact comes from."""
    return {fact: known.source for fact, known in interview.known.items()}
