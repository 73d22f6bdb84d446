"""What is printed for a caller who comes by, or is sent by post: rows of an A4 sheet. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from callcenter.pack_titles import Titles
from callcenter.sending.asked import Matter
from content.formats import phone


@dataclass(frozen=True, slots=True)
class Part:
    """One measure with what to bring, or one place."""

    title: str
    papers: tuple[str, ...] = ()
    deadline: str = ""
    where: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    kind: str
    parts: tuple[Part, ...]


def sheet_of(matter: Matter, titles: Titles) -> Sheet | None:
    """The sheet; None for what the pack does not know."""
    if matter.kind == "place":
        known = [titles.places[one] for one in matter.about if one in titles.places]
        parts = [
            Part(
                one.title.in_language(titles.language),
                where=f"{one.town}, {one.address}",
                phone=phone(one.phone),
            )
            for one in known
        ]
    else:
        parts = [
            Part(titles.of_measure(one), titles.papers(one), titles.deadline(one))
            for one in matter.about
            if one in titles.measures
        ]
    return Sheet(matter.kind, tuple(parts)) if parts and len(parts) == len(matter.about) else None
