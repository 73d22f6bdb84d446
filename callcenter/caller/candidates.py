"""People who may be calling, as rows of a table. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.contract.person_search import Candidate, Candidates
from content.i18n import Words

BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Masked: enough to tell two people apart."""

    person: str = field(repr=False)
    name: str = field(repr=False)
    year: int
    town: str
    snils: str = field(repr=False)
    found_by: str
    digit: int  # of its key, 0 for none
    chosen_as: str  # in words; "" where nobody chose them


@dataclass(frozen=True, slots=True)
class CandidateTable:
    rows: tuple[CandidateRow, ...]
    more: bool


def table_of(
    found: Candidates, words: Words, person: str | None = None, speaker: str | None = None
) -> CandidateTable:
    """In the order of the backend, the likeliest first; the first nine have a key each."""
    rows = tuple(
        row_of(each, words, at if at < 10 else 0, person, speaker)
        for at, each in enumerate(found.candidates, 1)
    )
    return CandidateTable(rows, found.more)


def row_of(
    candidate: Candidate,
    words: Words,
    digit: int = 0,
    person: str | None = None,
    speaker: str | None = None,
) -> CandidateRow:
    roles = [name for name, who in (("person", person), ("speaker", speaker)) if who == candidate.person]
    role = "self" if len(roles) == 2 else "".join(roles)
    return CandidateRow(
        person=candidate.person,
        name=candidate.short_name,
        year=candidate.birth_year,
        town=candidate.town,
        snils=candidate.snils_masked,
        found_by=BETWEEN.join(words(f"caller.by.{each}") for each in candidate.matched),
        digit=digit,
        chosen_as=words(f"caller.is.{role}") if role else "",
    )
