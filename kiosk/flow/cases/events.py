"""What a person does with petitions that were prepared for them, and what the world answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.events import Answered, Touched

if TYPE_CHECKING:
    from backend.contract.cases import CaseFile


class CaseTouch(Touched):
    """The base of what a person does here."""


class OwnCasesAsked(CaseTouch):
    """«Мои обращения», also to look anew how they stand."""


class CaseSigningAsked(CaseTouch):
    """«Подписать картой» under the text: the PIN is next."""

    number: str


class CaseAnswered(Answered):
    """The base of an answer about cases."""


class CasesFetched(CaseAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    cases: tuple[CaseFile, ...]


class CaseSigned(CaseAnswered):
    """The card signed and the backend has registered it: only now its term may be shown."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    case: CaseFile
