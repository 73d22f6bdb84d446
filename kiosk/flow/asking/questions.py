"""Asking: from a goal over question screens to the result; back, corrected, stopped half-way."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from kiosk.flow.asking import entries
from kiosk.flow.asking.entries import Unclear
from kiosk.flow.pages import Page
from kiosk.flow.walk import Walk, opened, switched
from kiosk.flow.wizard.inquiry import Draft, Inquiry
from kiosk.flow.wizard.pages import (
    DisagreementPage,
    EntryPage,
    KnownPage,
    PreparingPage,
    QuestionsPage,
    ResultPage,
    ResultsPage,
    WizardPage,
)
from kiosk.flow.wizard.port import MEASURE, Interview
from kiosk.flow.world import World


def begun(walk: Walk, goals: str, person: str, world: World) -> Walk:
    """The first question; where the same questions have been begun already, on from there."""
    walk = ready(walk, goals, person, world)
    if walk.inquiry is None or (walk.inquiry.goals, walk.inquiry.person) != (goals, person):
        return opened(walk, PreparingPage(goals, person, walk.now))
    return resumed(walk)


def ready(walk: Walk, goals: str, person: str, world: World) -> Walk:
    """The walk with these questions begun, once the rules are ready; other questions are forgotten."""
    inquiry = walk.inquiry
    if inquiry is not None and (inquiry.goals, inquiry.person) == (goals, person):
        return walk
    interview = _interview(walk, goals, person, world)
    if interview is None:
        return walk
    started = Inquiry(goals, date.fromisoformat(walk.today), interview, person)
    return replace(walk, inquiry=started, preparation=None, stack=without_wizard(walk.stack))


def without_wizard(stack: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages that show nobody's answers."""
    return tuple(page for page in stack if not isinstance(page, WizardPage))


def prepared(walk: Walk, world: World) -> Walk:
    """Out of the wait for the rules, as soon as they are there."""
    page = walk.page
    if not isinstance(page, PreparingPage) or _interview(walk, page.goals, page.person, world) is None:
        return walk
    walk = replace(walk, stack=walk.stack[:-1])
    return begun(walk, page.goals, page.person, world)


def without_answers(walk: Walk) -> Walk:
    """The walk that has forgotten questions, answers and whatever was to be filed."""
    if walk.inquiry is None and walk.preparation is None:
        return walk
    return replace(walk, inquiry=None, preparation=None, stack=without_wizard(walk.stack))


def _interview(walk: Walk, goals: str, person: str, world: World) -> Interview | None:
    file = walk.session.file_of(person) if walk.session else None
    if not walk.today:
        return None
    return world.wizard.begin(goals, date.fromisoformat(walk.today), file, represented=bool(person))


def resumed(walk: Walk) -> Walk:
    """The next question on top of the page, or the result when nothing is left to ask."""
    if walk.inquiry is None:
        return walk
    asked = walk.inquiry.interview.asked()
    if asked is None:
        return result_shown(walk)
    return opened(_undrafted(walk), QuestionsPage(tuple(fact.id for fact in asked.facts)))


def stopped(walk: Walk) -> Walk:
    """«Показать результат» before everything has been asked."""
    return result_shown(walk)


def result_shown(walk: Walk) -> Walk:
    """The lists, or the one measure that was asked for; back to them where one came from there."""
    inquiry = walk.inquiry
    if inquiry is None:
        return walk
    one = inquiry.goals.removeprefix(MEASURE) if inquiry.goals.startswith(MEASURE) else ""
    page = ResultPage("measure", one) if one else ResultsPage()
    stack = tuple(other for other in walk.stack if not isinstance(other, type(page)))
    return opened(_undrafted(replace(walk, stack=stack)), page)


def option_chosen(walk: Walk, fact: str, option: str) -> Walk:
    if walk.inquiry is None or not _shown(walk, fact):
        return walk
    return _drafted(
        walk,
        entries.chosen(walk.inquiry.interview.fact(fact), shown_draft(walk.inquiry, fact), option),
    )


def declined(walk: Walk, fact: str) -> Walk:
    """«Не знаю»: of a question that stands alone it is the whole answer."""
    if walk.inquiry is None or not _shown(walk, fact):
        return walk
    walk = _drafted(walk, Draft(fact, declined=True))
    if isinstance(walk.page, EntryPage):
        return replace(walk, stack=walk.stack[:-1])
    figure = walk.inquiry is not None and walk.inquiry.interview.fact(fact).type in entries.FIGURES
    alone = isinstance(walk.page, QuestionsPage) and walk.page.facts == (fact,)
    return answers_given(walk) if figure and alone else walk


def figure_typed(walk: Walk, character: str) -> Walk:
    """A key of the pad; "" erases."""
    page, inquiry = walk.page, walk.inquiry
    fact_id = figure_on(walk)
    if inquiry is None or fact_id is None or not isinstance(page, QuestionsPage | EntryPage):
        return walk
    fact, draft = inquiry.interview.fact(fact_id), shown_draft(inquiry, fact_id)
    if character:
        draft, field = entries.typed(fact, draft, page.field, character)
    else:
        draft, field = entries.erased(fact, draft, page.field)
    return switched(_drafted(walk, draft), replace(page, field=field))


def field_chosen(walk: Walk, field: int) -> Walk:
    page = walk.page
    return switched(walk, replace(page, field=field)) if isinstance(page, QuestionsPage | EntryPage) else walk


def figure_on(walk: Walk) -> str | None:
    """The fact whose figures are typed on this page, if it has a pad."""
    page, inquiry = walk.page, walk.inquiry
    if inquiry is None:
        return None
    if isinstance(page, EntryPage):
        return page.fact
    if isinstance(page, QuestionsPage) and len(page.facts) == 1:
        alone = page.facts[0]
        return alone if inquiry.interview.fact(alone).type in entries.FIGURES else None
    return None


def entry_done(walk: Walk) -> Walk:
    """Back to the other questions of the screen; a figure that cannot be taken stays in sight."""
    page, inquiry = walk.page, walk.inquiry
    if inquiry is None or not isinstance(page, EntryPage):
        return walk
    value = entries.value_of(inquiry.interview.fact(page.fact), shown_draft(inquiry, page.fact), inquiry.on)
    if isinstance(value, Unclear):
        return replace(walk, inquiry=replace(inquiry, unclear=(page.fact, value.reason)))
    return replace(walk, stack=walk.stack[:-1])


def answers_given(walk: Walk) -> Walk:
    """«Дальше»: every answer is taken, or the first that cannot be taken is pointed out."""
    page, inquiry = walk.page, walk.inquiry
    if inquiry is None or not isinstance(page, QuestionsPage):
        return walk
    interview = inquiry.interview
    for identifier in page.facts:
        draft = shown_draft(inquiry, identifier)
        if draft.declined:
            interview = interview.declined(identifier)
            continue
        value = entries.value_of(interview.fact(identifier), draft, inquiry.on)
        if isinstance(value, Unclear):
            return replace(walk, inquiry=replace(inquiry, unclear=(identifier, value.reason)))
        interview = interview.answered(identifier, value)
    # Another answer may change the result: a code given before leads to the answers as they were.
    inquiry = replace(inquiry, interview=interview, code="", no_code="")
    walk = _undrafted(replace(walk, inquiry=inquiry))
    if facts := interview.disagreeing():
        return opened(walk, DisagreementPage(facts))
    if page.correcting:
        return _corrected(walk)
    return resumed(walk)


def _corrected(walk: Walk) -> Walk:
    """Back to where the fact was looked at; past the page that told of a disagreement."""
    stack = walk.stack[:-1]
    while len(stack) > 1 and isinstance(stack[-1], DisagreementPage):
        stack = stack[:-1]
    walk = replace(walk, stack=stack)
    return walk if isinstance(walk.page, KnownPage | ResultsPage) else resumed(walk)


def fact_opened(walk: Walk, fact: str) -> Walk:
    """A known fact, to be looked at and put right."""
    inquiry = walk.inquiry
    known = {one.fact: one for one in inquiry.interview.known()} if inquiry else {}
    if inquiry is None or fact not in known:
        return walk
    draft = entries.draft_of(inquiry.interview.fact(fact), known[fact].value)
    walk = replace(walk, inquiry=replace(inquiry, drafts=(draft,), unclear=("", "")))
    return opened(walk, QuestionsPage((fact,), correcting=True))


def _shown(walk: Walk, fact: str) -> bool:
    """A press may come late, from a screen that was left."""
    page = walk.page
    if isinstance(page, QuestionsPage):
        return fact in page.facts
    return isinstance(page, EntryPage) and page.fact == fact


def shown_draft(inquiry: Inquiry, fact: str) -> Draft:
    """The answer as it is being given; on a page one has gone back to, the one that was given."""
    draft = inquiry.draft(fact)
    if draft.empty and all(one.fact != fact for one in inquiry.drafts):
        known = next((one for one in inquiry.interview.known() if one.fact == fact), None)
        return entries.draft_of(inquiry.interview.fact(fact), known.value) if known else draft
    return draft


def _drafted(walk: Walk, draft: Draft) -> Walk:
    assert walk.inquiry is not None
    others = tuple(one for one in walk.inquiry.drafts if one.fact != draft.fact)
    return replace(walk, inquiry=replace(walk.inquiry, drafts=(*others, draft), unclear=("", "")))


def _undrafted(walk: Walk) -> Walk:
    if walk.inquiry is None:
        return walk
    return replace(walk, inquiry=replace(walk.inquiry, drafts=(), unclear=("", "")))
