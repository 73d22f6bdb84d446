"""The contact in which an operator asks something, as every address of the desk can see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from fastapi import Request

from backend.errors import Refused
from content.identification import NONE, OFFICE

_KEPT_AS: Final = "in_hand"


@dataclass(frozen=True, slots=True)
class InHand:
    """The contact an operator acts in, for whom, and how sure it is who speaks."""

    contact: str = ""
    person: str = field(default="", repr=False)
    level: str = NONE
    represented: frozenset[str] = field(default=frozenset(), repr=False)  # for whom the person acts
    speaker: str = field(default="", repr=False)  # where it is not the person themselves
    training: bool = False  # an exercise counts nowhere

    def about(self, person: str | None) -> None:
        """`identification-other-person` if the contact is for somebody else; a desk sees whoever comes."""
        if person is not None and not self.concerns(person):
            raise Refused("identification-other-person")

    def concerns(self, person: str) -> bool:
        """Whether the contact is for this person, or somebody they act for; a desk's is for everybody."""
        return self.level == OFFICE or person == self.person or person in self.represented

    def beside(self, person: str | None) -> str | None:
        """Who spoke for this person in the contact, for the journal; None where they spoke themselves."""
        other = self.speaker or self.person
        return other if other and other != person else None


AT_THE_DESK: Final = InHand(level=OFFICE)
NOBODY: Final = InHand()


def keep_in_hand(request: Request, in_hand: InHand) -> None:
    """For whoever answers the request."""
    setattr(request.state, _KEPT_AS, in_hand)


def in_hand_at(request: Request) -> InHand:
    """What stood before the address; nobody where nothing did."""
    found = getattr(request.state, _KEPT_AS, None)
    return found if isinstance(found, InHand) else NOBODY
