"""What a request to the HSDS API asks for: known parameters, a page, filters. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from backend.errors import Refused

STANDARD_PAGE: Final = 50
LARGEST_PAGE: Final = 500
EVERYTHING: Final = 10_000  # `minimal` means to get all within one page
LONGEST_SEARCH: Final = 200
Record = dict[str, Any]
_FORMATS: Final = ("", "json", "ndjson")
_FLAGS: Final = {"": False, "false": False, "true": True}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a list."""

    search: str
    page: int
    per_page: int
    ndjson: bool
    minimal: bool
    full: bool
    full_service: bool
    top_only: bool
    term: str
    taxonomy: str
    organization: str
    parent: str


def asked_of(pairs: Sequence[tuple[str, str]], known: Collection[str]) -> Asked:
    """`parameter-invalid` for what is not offered: left out by itself it would silently find more."""
    given = dict(pairs)
    if len(given) != len(pairs):
        raise wrong("query", "repeated")
    for name in given:
        if name not in known:
            raise wrong(name[:60], "not_offered")
    if len(given.get("search", "")) > LONGEST_SEARCH:
        raise wrong("search", "too_long")
    if given.get("modified_after"):
        _moment(given["modified_after"])
    minimal = _flag(given, "minimal")
    if given.get("format", "") not in _FORMATS:
        raise wrong("format", "json_or_ndjson")
    standard = EVERYTHING if minimal else STANDARD_PAGE
    most = EVERYTHING if minimal else LARGEST_PAGE
    return Asked(
        search=given.get("search", "").strip(),
        page=_number(given, "page", 1, 1_000_000),
        per_page=_number(given, "per_page", standard, most),
        ndjson=given.get("format") == "ndjson",
        minimal=minimal,
        full=_flag(given, "full"),
        full_service=_flag(given, "full_service"),
        top_only=_flag(given, "top_only"),
        term=given.get("taxonomy_term_id", ""),
        taxonomy=given.get("taxonomy_id", ""),
        organization=given.get("organization_id", ""),
        parent=given.get("parent_id", ""),
    )


def page_of(found: Sequence[Record], asked: Asked, told: Callable[[Record], Record]) -> Record:
    """The envelope of a page; one beyond the last is empty."""
    begins = (asked.page - 1) * asked.per_page
    contents = [told(record) for record in found[begins : begins + asked.per_page]]
    pages = max(1, -(-len(found) // asked.per_page))
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def wrong(name: str, why: str) -> Refused:
    return Refused("parameter-invalid", errors=[{"at": name, "why": why}])


def _flag(given: dict[str, str], name: str) -> bool:
    value = given.get(name, "")
    if value not in _FLAGS:
        raise wrong(name, "true_or_false")
    return _FLAGS[value]


def _number(given: dict[str, str], name: str, standard: int, most: int) -> int:
    value = given.get(name, "")
    if not value:
        return standard
    if not (value.isascii() and value.isdigit() and len(value) < 8 and int(value) > 0):
        raise wrong(name, "no_number")
    return min(int(value), most)


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise wrong("modified_after", "no_date") from None
