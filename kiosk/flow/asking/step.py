"""What each press of the wizard does, and each answer it awaits."""

from __future__ import annotations

from kiosk.flow.asking import going_on, handing_over, questions
from kiosk.flow.events import BackendRefused
from kiosk.flow.walk import Walk
from kiosk.flow.wizard import events as wizard
from kiosk.flow.world import World


def wizard_touched(walk: Walk, event: wizard.WizardTouch, world: World) -> Walk:  # noqa: PLR0912  a table, one line an event
    match event:
        case wizard.WizardBegun(goals, person):
            return questions.begun(walk, goals, person, world)
        case wizard.OptionChosen(fact, option):
            return questions.option_chosen(walk, fact, option)
        case wizard.FactDeclined(fact):
            return questions.declined(walk, fact)
        case wizard.FieldChosen(field):
            return questions.field_chosen(walk, field)
        case wizard.EntryDone():
            return questions.entry_done(walk)
        case wizard.AnswersGiven():
            return questions.answers_given(walk)
        case wizard.FactOpened(fact):
            return questions.fact_opened(walk, fact)
        case wizard.QuestionsStopped():
            return questions.stopped(walk)
        case wizard.QuestionsResumed():
            return questions.resumed(walk)
        case wizard.AnswersCodeEntered():
            return going_on.entered(walk)
        case wizard.OperatorCodeAsked():
            return handing_over.code_asked(walk, world)
        case wizard.ResultsPaperAsked():
            return handing_over.results_shown_as_paper(walk, world)
        case _:
            return walk


def handoff_answered(walk: Walk, event: wizard.CodeLeft | BackendRefused) -> Walk:
    """The code for an operator, or why there is none."""
    if isinstance(event, BackendRefused):
        return handing_over.code_refused(walk, event.effect, event.code)
    return handing_over.code_left(walk, event)
