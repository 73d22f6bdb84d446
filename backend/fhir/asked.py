"""What a search over FHIR asks for: known parameters, dates with prefixes, tokens, references. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from fastapi import Path

from backend.errors import Refused

MOST: Final = 100
STANDARD: Final = 20
EVERYWHERE: Final = frozenset({"_count", "_after", "_format", "_pretty"})
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
PathId = Annotated[str, Path(pattern=r"^[A-Za-z0-9\-.]{1,64}$")]
_DATE: Final = re.compile(
    r"(?P<prefix>eq|ge|gt|le|lt)?(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2})"
    r"(?P<time>T\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?(?P<zone>Z|[+-]\d{2}:\d{2})?)?)?"
)
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Search:
    """The parameters that were understood, in the order they were given."""

    pairs: Pairs
    count: int
    after: str

    def all(self, name: str) -> tuple[str, ...]:
        """Every value, each of which must fit."""
        return tuple(value for given, value in self.pairs if given == name)

    def one(self, name: str) -> str:
        """The value; "" if there is none; two that must both fit are more than is asked of us here."""
        values = self.all(name)
        if len(values) > 1:
            raise wrong(name, "repeated")
        return values[0] if values else ""

    def ids(self, name: str) -> str:
        """One id; "" if none is asked for."""
        value = self.one(name)
        if value and not _ID.fullmatch(value):
            raise wrong(name, "no_id")
        return value

    def reference(self, name: str, kinds: Collection[str]) -> tuple[str, str]:
        """(kind, id) of «Kind/id», of an address that ends so, or of an id alone where one kind fits."""
        value = self.one(name)
        if not value:
            return "", ""
        kind, _, id_ = value.rpartition("/")
        kind = kind.rpartition("/")[2] or (next(iter(kinds)) if len(kinds) == 1 else "")
        if kind not in kinds or not _ID.fullmatch(id_):
            raise wrong(name, "no_reference")
        return kind, id_

    def token(self, name: str, system: str) -> str:
        """The code of «system|code», «|code» or «code»."""
        value = self.one(name)
        given, bar, code = value.rpartition("|")
        if bar and given and given != system:
            raise wrong(name, "other_system")
        if value and (not code or "," in code):
            raise wrong(name, "no_single_code")
        return code

    def codes(self, name: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """Any of the codes, a comma between, as what we call them."""
        value = self.one(name)
        found = tuple(part.rpartition("|")[2] for part in value.split(",")) if value else ()
        if any(code not in known for code in found):
            raise wrong(name, "unknown_code")
        return tuple(known[code] for code in found)

    def between(self, name: str, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """From the first moment on, to before the second; without a zone the region's is meant."""
        since: datetime | None = None
        until: datetime | None = None
        for value in self.all(name):
            prefix, begins, ends = _span(name, value, zone)
            if prefix in ("ge", "gt", "eq"):
                from_here = ends if prefix == "gt" else begins
                since = from_here if since is None else max(since, from_here)
            if prefix in ("le", "lt", "eq"):
                to_here = begins if prefix == "lt" else ends
                until = to_here if until is None else min(until, to_here)
        return since, until


def search_of(pairs: Pairs, known: Collection[str], *, lenient: bool) -> Search:
    """The search; an unknown parameter is refused, or left out where the client says `handling=lenient`.

    Left out by itself it would widen what is found, and nobody would notice.
    """
    unknown = [name for name, _ in pairs if name not in known and name not in EVERYWHERE]
    nul = [name for name, value in pairs if "\0" in value]
    if nul:
        raise wrong(nul[0][:60], "string_nul")
    if unknown and not lenient:
        raise Refused(
            "parameter-invalid", errors=[{"at": name[:60], "why": "unknown"} for name in unknown[:20]]
        )
    understood = [(name, value) for name, value in pairs if value and name not in unknown]
    bare = Search(understood, STANDARD, "")
    count = bare.one("_count")
    if count and not (count.isascii() and count.isdigit() and len(count) < 7):
        raise wrong("_count", "no_number")
    return Search(understood, min(int(count), MOST) if count else STANDARD, bare.ids("_after"))


def moment_of(name: str, text: str, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """The moment at which what is written begins, or ends."""
    prefix, begins, ends = _span(name, text, zone)
    if prefix != "eq":
        raise wrong(name, "no_moment")
    return ends if is_end else begins


def wrong(name: str, why: str) -> Refused:
    return Refused("parameter-invalid", errors=[{"at": name, "why": why}])


def _span(name: str, value: str, zone: ZoneInfo) -> tuple[str, datetime, datetime]:
    found = _DATE.fullmatch(value)
    if found is None:
        raise wrong(name, "no_date")
    try:
        # In UTC already here: the first and the last days of the calendar may lie outside of it there.
        begins, ends = (moment.astimezone(UTC) for moment in _begin_and_end(found, zone))
    except (ValueError, OverflowError):
        raise wrong(name, "no_date") from None
    return found["prefix"] or "eq", begins, ends


def _begin_and_end(found: re.Match[str], zone: ZoneInfo) -> tuple[datetime, datetime]:
    year, month, day = int(found["year"]), int(found["month"] or 1), int(found["day"] or 1)
    if found["time"]:
        written = f"{found['year']}-{found['month']}-{found['day']}{found['time']}"
        begins = datetime.fromisoformat(f"{written}{found['zone'] or ''}")
        length = timedelta(seconds=1) if found["time"].count(":") > 1 else timedelta(minutes=1)
        aware = begins if begins.tzinfo is not None else begins.replace(tzinfo=zone)
        return aware, aware + length
    if found["zone"]:
        raise ValueError("a zone without a time")
    first = date(year, month, day)
    if found["day"]:
        last = first
    elif found["month"]:
        last = first.replace(day=monthrange(year, month)[1])
    else:
        last = first.replace(month=12, day=31)
    return _midnight(first, zone), _midnight(last + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
