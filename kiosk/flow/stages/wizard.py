"""Every view of the wizard, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kiosk.findings import Part
from kiosk.flow import events
from kiosk.flow.demo.interview import (
    BIRTH_DATE,
    DISABILITY,
    FAMILY_SIZE,
    INCOME,
    PAPERS,
    WORKS,
    DemoWizard,
    fullest_screens,
)
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.stages.stage import Stage
from kiosk.flow.wizard import events as wizard
from kiosk.flow.wizard.pages import (
    AnswersCodePage,
    EntryPage,
    KnownPage,
    PreparingPage,
    ResultPage,
    ResultsPage,
)
from kiosk.flow.wizard.port import ALL, CATEGORIES

CODE = "40518263"


def wizard_stages(start: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `person` has given card and PIN."""
    since = start.walk.now
    waiting = replace(start.walk, stack=(*start.walk.stack, PreparingPage(ALL, "", since)))
    yield "questions-preparing", Stage(start.world, waiting)
    yield from _questions(start)
    yield from _full_screens(start)
    yield from _results(answered(start))
    yield from _codes(answered(start))
    yield from _digits(start)
    known = person.after(wizard.WizardBegun(ALL), Opened(KnownPage()))
    yield "known-facts", known
    categories = answered(start, CATEGORIES)
    yield "results-categories", categories


def typed(*characters: str) -> tuple[events.TextTyped, ...]:
    """Keys of the pad, one after the other."""
    return tuple(events.TextTyped(character) for line in characters for character in line)


def _questions(start: Stage) -> Iterator[tuple[str, Stage]]:
    begun = start.after(wizard.WizardBegun(ALL))
    yield "question-date", begun
    written = begun.after(*typed("08", "03", "1951"))
    yield "question-date-written", written
    yield "question-date-unclear", begun.after(*typed("31", "02", "1951"), wizard.AnswersGiven())
    choice = written.after(wizard.AnswersGiven())
    yield "question-choice", choice
    chosen = choice.after(wizard.OptionChosen(DISABILITY.id, "group-2"))
    yield "question-choice-chosen", chosen
    several = chosen.after(wizard.AnswersGiven())
    yield "questions-several", several
    entry = several.after(wizard.OptionChosen(WORKS.id, "yes"), Opened(EntryPage(FAMILY_SIZE.id)))
    yield "question-entry", entry
    filled = entry.after(*typed("3"), wizard.EntryDone())
    yield "questions-several-answered", filled
    disagreeing = entry.after(*typed("30"), wizard.EntryDone(), wizard.AnswersGiven())
    yield "facts-disagree", disagreeing
    several_of = filled.after(wizard.AnswersGiven())
    yield "question-set", several_of
    ticked = several_of.after(wizard.OptionChosen(PAPERS.id, "labour-veteran"))
    yield "question-set-ticked", ticked
    money = ticked.after(wizard.AnswersGiven())
    yield "question-money", money
    yield "question-money-written", money.after(*typed("18939,5"))


def _full_screens(start: Stage) -> Iterator[tuple[str, Stage]]:
    """As many questions of the pack as the wizard puts on one screen."""
    pack = start.world.pack
    for number, screen in enumerate(fullest_screens(pack), start=1):
        world = replace(start.world, wizard=DemoWizard(pack, (screen,)))
        yield f"questions-four-{number}", Stage(world, start.walk).after(wizard.WizardBegun(ALL))


def answered(start: Stage, goals: str = ALL) -> Stage:
    """The result, after every question."""
    stage = start.after(wizard.WizardBegun(goals), *typed("08", "03", "1951"), wizard.AnswersGiven())
    stage = stage.after(wizard.OptionChosen(DISABILITY.id, "group-2"), wizard.AnswersGiven())
    stage = stage.after(wizard.OptionChosen(WORKS.id, "no"), Opened(EntryPage(FAMILY_SIZE.id)))
    stage = stage.after(*typed("3"), wizard.EntryDone(), wizard.AnswersGiven())
    stage = stage.after(wizard.OptionChosen(PAPERS.id, "labour-veteran"), wizard.AnswersGiven())
    return stage.after(wizard.FactDeclined(INCOME.id))


def _results(results: Stage) -> Iterator[tuple[str, Stage]]:
    yield "results-entitled", results
    yield "results-possible", results.after(Switched(ResultsPage(Part.POSSIBLE)))
    yield "results-not-entitled", results.after(Switched(ResultsPage(Part.NOT_ENTITLED)))
    inquiry = results.walk.inquiry
    assert inquiry is not None, "the questions have been answered"
    findings = inquiry.interview.findings()
    for part in Part:
        for number, finding in enumerate(findings.part(part)[:2]):
            page = ResultPage(finding.kind, finding.id)
            yield f"result-{part.value.replace('_', '-')}-{number + 1}", results.after(Opened(page))
    stopped = results.after(wizard.FactOpened(BIRTH_DATE.id))
    yield "question-correcting", stopped


def _digits(start: Stage) -> Iterator[tuple[str, Stage]]:
    asked = start.after(Opened(AnswersCodePage()))
    yield "answers-code", asked
    yield "answers-code-short", asked.after(*typed("4051"), wizard.AnswersCodeEntered())
    waiting = asked.after(*typed(CODE), wizard.AnswersCodeEntered())
    yield "answers-code-wait", waiting
    for name, code in (
        ("unknown", "handoff-unknown"),
        ("locked", "too-many-attempts"),
        ("none", "backend-unreachable"),
    ):
        yield f"answers-code-{name}", waiting.after(BackendRefused(waiting.asked, code))


def _codes(results: Stage) -> Iterator[tuple[str, Stage]]:
    waiting = results.after(wizard.OperatorCodeAsked())
    yield "operator-code-wait", waiting
    given = waiting.after(wizard.CodeLeft(waiting.asked, CODE))
    yield "operator-code", given
    yield "operator-code-none", waiting.after(BackendRefused(waiting.asked, "backend-unreachable"))
    yield "preview-results", given.after(wizard.ResultsPaperAsked())
