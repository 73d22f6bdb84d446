"""The person's file as an operator reads it: parts that are shown, masked or closed, and their rows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, get_args
from zoneinfo import ZoneInfo

from backend.contract.callers import DeskFile, FilePart, ShortBooking, ShortRequest
from backend.contract.identification import DeskPerson
from backend.contract.matches import PossibleMeasure
from backend.contract.people import Category, Entitlement
from backend.contract.workplace import Workplace
from callcenter.caller.ladder import opener_of
from callcenter.pack_titles import Titles
from content.formats import date_in_figures, first_name_and_initial, money
from content.i18n import Words

PARTS: Final[tuple[FilePart, ...]] = get_args(FilePart)
BETWEEN_PARTS: Final = "."  # in an address
_SIGNS: Final = {"active": "good", "expected": "attention", "suspended": "trouble", "ended": "none"}
SORTS: Final = ("state", "title", "amount", "until")
_STATES: Final = ("active", "expected", "suspended", "ended")
_LAST_DAY: Final = date.max


@dataclass(frozen=True, slots=True)
class Part:
    """`state`: "shown", "masked" (may be shown), "closed" (a level would open it)."""

    name: FilePart
    title: str
    state: str
    with_it: str  # what the address names once this one is asked for too
    level: str
    level_title: str


@dataclass(frozen=True, slots=True)
class Why:
    """«Почему»: on what an award stands."""

    ground: str
    decision: str
    law: tuple[str, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class EntitlementRow:
    title: str
    sign: str
    state: str
    amount: str
    period: str
    awarded_by: str
    next_payment: str
    why: Why


@dataclass(frozen=True, slots=True)
class PossibleRow:
    measure: str
    title: str
    summary: str
    on: str
    deadline: str
    papers: tuple[str, ...]
    law: tuple[str, ...]
    other_rules: bool  # found by another version of the rules than this console has


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a short list."""

    title: str
    note: str = ""
    state: str = ""
    sign: str = "none"


@dataclass(frozen=True, slots=True)
class FileView:
    """Everything the page shows; parts that were not asked for are empty."""

    parts: tuple[Part, ...]
    shown: str  # the parts as an address names them
    all_open: str
    names: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    entitlements: tuple[EntitlementRow, ...] = ()
    possible: tuple[PossibleRow, ...] = ()
    lists: dict[str, tuple[Line, ...]] = field(default_factory=dict, repr=False)


def parts_in(written: str) -> tuple[FilePart, ...]:
    """The parts that an address names; others are left out."""
    named = set(written.split(BETWEEN_PARTS))
    return tuple(part for part in PARTS if part in named)


def parts_of(place: Workplace, shown: Iterable[FilePart], titles: Titles, words: Words) -> tuple[Part, ...]:
    """All parts in their order: nothing is hidden, what is closed says what would open it."""
    asked = tuple(shown)
    found = []
    for name in PARTS:
        state = "closed" if name not in place.say else "shown" if name in asked else "masked"
        level, level_title = opener_of(place, name, titles)
        together = BETWEEN_PARTS.join(part for part in PARTS if part in {*asked, name})
        found.append(Part(name, words(f"file.part.{name}"), state, together, level, level_title))
    return tuple(found)


class FileWords:
    """Says a file in one language."""

    def __init__(self, words: Words, titles: Titles, zone: ZoneInfo) -> None:
        self._words = words
        self._titles = titles
        self._zone = zone

    def view(self, place: Workplace, file: DeskFile | None, sort: str, *, turned: bool) -> FileView:
        """`file` None: nothing was asked for yet."""
        shown = () if file is None else file.shown
        parts = parts_of(place, shown, self._titles, self._words)
        named = BETWEEN_PARTS.join(shown)
        all_open = BETWEEN_PARTS.join(part.name for part in parts if part.state != "closed")
        if file is None:
            return FileView(parts, named, all_open)
        rows = ordered(file.person.entitlements, self._titles, sort, turned=turned)
        return FileView(
            parts,
            named,
            all_open,
            names=tuple(self._names(file.person)) if "name" in shown else (),
            entitlements=tuple(map(self._entitlement, rows)),
            possible=tuple(map(self._possible, file.possible)),
            lists={
                "categories": tuple(map(self._category, file.person.categories)),
                "documents": tuple(
                    Line(
                        each.title,
                        self._words(
                            "file.document",
                            number=f"{each.series} {each.number}".strip(),
                            by=each.issued_by,
                            on=date_in_figures(each.issued_on),
                        ),
                    )
                    for each in file.person.documents
                ),
                "cards": tuple(
                    Line(
                        each.card_masked,
                        "",
                        self._words(f"file.card.{each.state}"),
                        "good" if each.state == "active" else "trouble",
                    )
                    for each in file.person.cards
                ),
                "represented": tuple(
                    Line(
                        first_name_and_initial(each.first_name, each.initial),
                        self._words(f"file.acts_as.{each.relation}"),
                    )
                    for each in file.person.represented
                ),
                "address": tuple(self._address(file.person)) if "address" in shown else (),
                "bookings": tuple(map(self._booking, file.bookings)),
                "requests": tuple(map(self._request, file.requests)),
            },
        )

    def _names(self, person: DeskPerson) -> list[tuple[str, str]]:
        whole = " ".join(name for name in (person.last_name, person.first_name, person.middle_name) if name)
        born = "" if person.birth_date is None else date_in_figures(person.birth_date)
        return [(self._words("file.full_name"), whole), (self._words("file.birth_date"), born)]

    def _entitlement(self, one: Entitlement) -> EntitlementRow:
        known = self._titles.measures.get(one.measure)
        return EntitlementRow(
            title=self._titles.of_measure(one.measure),
            sign=_SIGNS[one.state],
            state=self._words(f"file.state.{one.state}"),
            amount=self._amount(one),
            period=self._period(one.since, one.until),
            awarded_by=one.awarded_by,
            next_payment="" if one.next_payment_on is None else date_in_figures(one.next_payment_on),
            why=Why(
                ground=self._titles.of_category(one.ground) if one.ground else "",
                decision=one.decision,
                law=self._titles.law(one.measure),
                summary="" if known is None else known.summary.in_language(self._titles.language),
            ),
        )

    def _amount(self, one: Entitlement) -> str:
        if one.amount_kopecks is None:
            return ""
        told = money(one.amount_kopecks, self._titles.language)
        return f"{told} {self._words(f'file.per.{one.per}')}" if one.per else told

    def _period(self, since: date, until: date | None) -> str:
        if until is None:
            return self._words("file.since", since=date_in_figures(since))
        return self._words("file.between", since=date_in_figures(since), until=date_in_figures(until))

    def _possible(self, one: PossibleMeasure) -> PossibleRow:
        known = self._titles.measures.get(one.measure)
        return PossibleRow(
            measure=one.measure,
            title=self._titles.of_measure(one.measure),
            summary="" if known is None else known.summary.in_language(self._titles.language),
            on=date_in_figures(one.on),
            deadline=self._titles.deadline(one.measure),
            papers=self._titles.papers(one.measure),
            law=self._titles.law(one.measure),
            other_rules=one.pack_hash != self._titles.pack_hash,
        )

    def _category(self, one: Category) -> Line:
        note = f"{self._period(one.since, one.until)}. {one.evidence}"
        return Line(self._titles.of_category(one.category), note)

    def _address(self, person: DeskPerson) -> list[Line]:
        clinic = self._titles.of_place(person.clinic) if person.clinic else ""
        found = [Line(person.address, self._words("file.registered_at"))] if person.address else []
        return [*found, Line(clinic, self._words("file.clinic"))] if clinic else found

    def _booking(self, one: ShortBooking) -> Line:
        local = one.starts_at.astimezone(ZoneInfo(one.zone))
        when = f"{date_in_figures(local.date())} {local:%H:%M}"
        note = ", ".join(
            part for part in (when, self._titles.of_place(one.place) if one.place else "") if part
        )
        return Line(one.title, note, self._words("file.number", number=one.number))

    def _request(self, one: ShortRequest) -> Line:
        title = "; ".join(self._titles.of_measure(measure) for measure in one.measures)
        told = [self._words("file.number", number=one.number)]
        if one.decide_by is not None:
            told.append(self._words("file.decide_by", day=date_in_figures(one.decide_by)))
        return Line(title, ". ".join(told), self._words(f"file.request.{one.state}"))


def ordered(
    entitlements: Iterable[Entitlement], titles: Titles, sort: str, *, turned: bool = False
) -> tuple[Entitlement, ...]:
    """By the column; equals by title."""
    keys: dict[str, Callable[[Entitlement], object]] = {
        "state": lambda one: _STATES.index(one.state),
        "title": lambda one: 0,
        "amount": lambda one: -(one.amount_kopecks or 0),
        "until": lambda one: one.until or _LAST_DAY,
    }
    by_title = sorted(entitlements, key=lambda one: titles.of_measure(one.measure).casefold())
    if sort == "title":
        return tuple(reversed(by_title)) if turned else tuple(by_title)
    return tuple(sorted(by_title, key=keys[sort], reverse=turned))  # type: ignore[arg-type]
