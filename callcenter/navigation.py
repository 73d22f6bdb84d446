"""The pages of the console by role: at most seven stand above every page, all of them on the page of lists.

A new page adds its line here and its words `nav.<name>` and `lists.<name>`. Keys are of their own among
all pages; keys of actions within pages are others (A, B, D, F, J, O, P, R, X, Z and those with Shift).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

EVERYBODY: Final = ("operator", "case_worker", "supervisor", "technician", "auditor")
ON_TOP: Final = 7
GROUPS: Final = ("calls", "people", "house")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: who may open it, and for whom it stands before others."""

    name: str
    address: str
    key: str  # a letter or a comma; "" where none is left: the page of lists leads there
    group: str  # one of GROUPS
    roles: tuple[str, ...]
    first_for: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The key by its place on the keyboard (UI Events KeyboardEvent code)."""
        return "Comma" if self.key == "," else f"Key{self.key}"


WORKPLACE: Final = Entry(
    "workplace", "/", "W", "calls", ("operator", "supervisor"), ("operator", "supervisor")
)
LISTS: Final = Entry("lists", "/lists", "E", "house", EVERYBODY, EVERYBODY)
ENTRIES: Final = (
    WORKPLACE,
    Entry("knowledge", "/knowledge", "I", "calls", ("operator", "case_worker", "supervisor"), ("operator",)),
    Entry("board", "/board", "S", "calls", ("supervisor",), ("supervisor",)),
    Entry("reports", "/reports", "V", "house", ("supervisor", "auditor"), ("supervisor", "auditor")),
    Entry("journal", "/journal", "", "house", ("auditor",), ("auditor",)),
    Entry("quality", "/quality", "Q", "calls", ("operator", "supervisor"), ("supervisor",)),
    Entry(
        "announcements",
        "/announcements",
        ",",
        "calls",
        ("operator", "case_worker", "supervisor"),
        ("supervisor",),
    ),
    Entry("tickets", "/tickets", "T", "people", ("case_worker",), ("case_worker",)),
    Entry("codes", "/codes", "C", "people", ("operator", "supervisor"), ("operator",)),
    Entry(
        "cases",
        "/cases",
        "G",
        "people",
        ("operator", "case_worker", "supervisor"),
        ("operator", "case_worker"),
    ),
    Entry("case_terms", "/case-terms", "H", "people", ("case_worker", "supervisor"), ("case_worker",)),
    Entry("acts", "/acts", "", "people", ("case_worker", "supervisor"), ("case_worker",)),
    Entry("signals", "/signals", "", "people", ("case_worker",), ("case_worker",)),
    Entry("signatures", "/signatures", "", "people", ("case_worker",)),
    Entry("code_words", "/code-words", "", "people", ("case_worker",)),
    Entry("queues", "/queues", "", "people", ("case_worker",)),
    Entry("referrals", "/referrals", "", "people", ("case_worker",)),
    Entry("money", "/money", "", "people", ("case_worker",)),
    Entry("refunds", "/refunds", "", "people", ("case_worker",)),
    Entry(
        "refused",
        "/refused",
        "N",
        "people",
        ("operator", "case_worker", "supervisor"),
        ("operator",),
    ),
    Entry("unsent", "/messages", "U", "people", ("operator", "supervisor"), ("operator",)),
    Entry("matches", "/matches", "M", "people", ("supervisor",), ("supervisor",)),
    Entry("wrong_records", "/reports-of-errors", "Y", "house", ("case_worker", "supervisor")),
    Entry("kiosks", "/kiosks", "K", "house", ("technician", "operator", "supervisor"), ("technician",)),
)
"""In the order in which they stand."""


def open_to(roles: Collection[str]) -> tuple[Entry, ...]:
    """All pages of these roles."""
    return tuple(entry for entry in ENTRIES if not set(entry.roles).isdisjoint(roles))


def nav_of(roles: Collection[str]) -> tuple[Entry, ...]:
    """Those above every page; the last leads to the others, where there are more."""
    every = open_to(roles)
    if len(every) <= ON_TOP:
        return every
    wanted = [entry for entry in every if not set(entry.first_for).isdisjoint(roles)]
    chosen = [*wanted, *(entry for entry in every if entry not in wanted)][: ON_TOP - 1]
    return (*(entry for entry in every if entry in chosen), LISTS)


def digits_of(entries: Collection[Entry]) -> dict[str, int]:
    """The digits of those without a letter, by name, on the page where all of them stand."""
    without = [entry.name for entry in entries if not entry.key]
    return {name: digit for digit, name in enumerate(without[:9], 1)}


def home_of(roles: Collection[str]) -> str:
    """Where somebody of these roles begins."""
    every = open_to(roles)
    return next((entry.address for entry in every if not set(entry.first_for).isdisjoint(roles)), "/kiosks")
