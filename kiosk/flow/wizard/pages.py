"""The pages of the wizard."""

from __future__ import annotations

from typing import ClassVar

from kiosk.findings import Part
from kiosk.flow.pages import Page


class WizardPage(Page):
    """The base of the pages that show answers: none of them outlives the answers."""


class PreparingPage(Page):
    """The rules are not ready yet; for a moment after the kiosk was switched on."""

    goals: str
    person: str = ""
    since: float = 0.0


class QuestionsPage(WizardPage):
    """Facts asked together; `field` is the one that figures go to, where a single figure is asked for."""

    facts: tuple[str, ...]
    correcting: bool = False  # a known fact is looked at again
    field: int = 0


class EntryPage(WizardPage):
    """The figure or date of one question out of several."""

    fact: str
    field: int = 0


class KnownPage(WizardPage):
    """«Что мы уже знаем»: each fact with its source."""


class DisagreementPage(WizardPage):
    """Facts that cannot all be true: which one is wrong?"""

    facts: tuple[str, ...]


class ResultsPage(WizardPage):
    part: Part = Part.ENTITLED


class ResultPage(WizardPage):
    kind: str
    id: str


class AnswersCodePage(Page):
    """Eight digits an operator has dictated; being looked for since that walk time."""

    repr_fields: ClassVar[tuple[str, ...]] = ("unclear",)
    digits: str = ""
    unclear: str = ""  # the failure code of what was typed
    since: float | None = None


class OperatorCodePage(WizardPage):
    """The eight digits with which an operator goes on from here."""

    since: float = 0.0
