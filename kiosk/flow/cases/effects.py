"""What petitions ask of the world; `session` is the number of a card session."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.effects import Asking

if TYPE_CHECKING:
    from backend.contract.cases import CaseFile


class CaseAsking(Asking):
    """The base of what is asked about somebody's own petitions."""


class FetchCases(CaseAsking):
    session: int


class SignCase(CaseAsking):
    """Let the card sign the very text of `case`, and bring the signature to the backend.

    The digits in the PIN buffer are taken along.
    """

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "sequence")
    session: int
    sequence: int  # of the card that signs
    case: CaseFile  # as it was shown
