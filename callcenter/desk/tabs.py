"""The tabs of a contact: where each leads and under which key. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CONTACTS_PAGE: Final = "/contacts"
OVERVIEW: Final = ""
WRAP_UP: Final = "wrap-up"
NAMES: Final = (
    "caller", "file", "wizard", "requests", "bookings", "cases", "urgent", "earlier", WRAP_UP,
)  # fmt: skip
"""In the order of their keys, Digit1 to Digit9."""


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    address: str
    digit: int
    is_here: bool

    @property
    def title(self) -> str:
        """The key of its words."""
        return f"desk.tab.{self.name}"


def address_in(contact: str, tab: str = OVERVIEW) -> str:
    """`tab` may lead further: «cases/О-26-000123»."""
    return f"{CONTACTS_PAGE}/{contact}" + (f"/{tab}" if tab else "")


def tabs_of(contact: str, here: str) -> tuple[Tab, ...]:
    """All of them; `here` is the name of the one that is shown, "" for the overview."""
    return tuple(
        Tab(name, address_in(contact, name), digit, name == here) for digit, name in enumerate(NAMES, 1)
    )
