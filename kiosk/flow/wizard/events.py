"""What a person does while questions are asked, and what the world answers."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.events import Answered, Touched


class WizardBegun(Touched):
    """«Определить…»: `goals` as in the port; `person` is somebody the holder acts for."""

    goals: str
    person: str = ""


class OptionChosen(Touched):
    """An answer is pressed: "yes", "no" or an option; of a set it is ticked or unticked, "" is none of them."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact",)
    fact: str
    option: str


class FactDeclined(Touched):
    """«Не знаю»."""

    fact: str


class FieldChosen(Touched):
    """Figures go to this field from now on."""

    field: int


class EntryDone(Touched):
    """A figure of one question out of several has been written."""


class AnswersGiven(Touched):
    """«Дальше»."""


class FactOpened(Touched):
    """Look at a known fact again."""

    fact: str


class QuestionsStopped(Touched):
    """«Показать результат» before every question has been asked."""


class QuestionsResumed(Touched):
    """On from what is known: to the next question, or to the result."""


class OperatorCodeAsked(Touched):
    pass


class CodeLeft(Answered):
    """The answers lie at the backend under these eight digits."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    code: str
