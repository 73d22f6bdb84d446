"""What a person does while questions are asked, and what the world answers."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.application import GivenAnswer
from kiosk.flow.events import Answered, Touched


class WizardTouch(Touched):
    """The base of what a person does here."""


class WizardBegun(WizardTouch):
    """«Определить…»: `goals` as in the port; `person` is somebody the holder acts for."""

    goals: str
    person: str = ""


class OptionChosen(WizardTouch):
    """An answer: "yes", "no" or an option; of a set it is ticked or unticked, and "" is none of them."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact",)
    fact: str
    option: str


class FactDeclined(WizardTouch):
    """«Не знаю»."""

    fact: str


class FieldChosen(WizardTouch):
    """Figures go to this field from now on."""

    field: int


class EntryDone(WizardTouch):
    """A figure of one question out of several has been written."""


class AnswersGiven(WizardTouch):
    """«Дальше»."""


class FactOpened(WizardTouch):
    """Look at a known fact again."""

    fact: str


class QuestionsStopped(WizardTouch):
    """«Показать результат» before every question has been asked."""


class QuestionsResumed(WizardTouch):
    """On from what is known: to the next question, or to the result."""


class OperatorCodeAsked(WizardTouch):
    pass


class ResultsPaperAsked(WizardTouch):
    """The result as a paper."""


class AnswersCodeEntered(WizardTouch):
    """«Дальше» under the digits an operator has dictated."""


class AnswersFound(Answered):
    """What an operator wrote down: on from there."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect", "goals")
    goals: str
    answers: tuple[GivenAnswer, ...]


class CodeLeft(Answered):
    """The answers lie at the backend under these eight digits."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    code: str
