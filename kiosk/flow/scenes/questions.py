"""Question screens: one question alone, or up to four of one kind; «Не знаю» is always an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.formats import NO_BREAK_SPACE, ROUBLE, integer
from kiosk.flow.asking import entries
from kiosk.flow.asking.questions import shown_draft
from kiosk.flow.blocks import (
    Block,
    Choice,
    Choices,
    Notice,
    Paragraph,
    Row,
    Rows,
    Section,
    Title,
    Tone,
)
from kiosk.flow.entry_blocks import Field, NumberPad, Settled
from kiosk.flow.events import Opened
from kiosk.flow.scenes.fact_words import source_in_words, unit_in_words, value_in_words
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import is_long, waiting
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import (
    AnswersGiven,
    EntryDone,
    FactDeclined,
    FactOpened,
    FieldChosen,
    OptionChosen,
    QuestionsResumed,
    QuestionsStopped,
)
from kiosk.flow.wizard.inquiry import Draft, Inquiry
from kiosk.flow.wizard.pages import DisagreementPage, EntryPage, KnownPage, PreparingPage, QuestionsPage
from kiosk.flow.wizard.port import CATEGORIES

if TYPE_CHECKING:
    from content.rules.model import Fact

DATE_FIELDS = ("day", "month", "year")


def preparing(desk: Desk, page: PreparingPage) -> Scene:
    """The rules are not ready yet: a moment, with a way out after five seconds."""
    words = desk.words
    told = words("wizard.preparing.slow" if is_long(desk, page.since) else "wizard.preparing")
    title = Title(words("wizard.preparing.title"))
    return waiting(desk, "questions-preparing", told, page.since, title, "help", personal=False)


def questions(desk: Desk, page: QuestionsPage) -> Scene:
    """What is asked now."""
    inquiry = desk.walk.inquiry
    if inquiry is None:
        return Scene("questions", ())
    facts = [inquiry.interview.fact(identifier) for identifier in page.facts]
    if len(facts) == 1:
        return _one(desk, inquiry, page, facts[0])
    asked = inquiry.interview.asked()
    group = desk.text(asked.title) if asked and asked.facts[0].id in page.facts else ""
    blocks: list[Block] = [Title(group or desk.words("wizard.several")), _settled(desk, inquiry)]
    for fact in facts:
        blocks += _asked(desk, inquiry, fact)
    return Scene("questions", tuple(blocks), _actions(desk, inquiry, page))


def _one(desk: Desk, inquiry: Inquiry, page: QuestionsPage, fact: Fact) -> Scene:
    title = Title(_question(desk, fact), spoken=_spoken(desk, fact))
    above = (title, *(() if page.correcting else (_settled(desk, inquiry),)), *_help(desk, fact, small=False))
    if fact.type in entries.FIGURES:
        pad = _pad(desk, inquiry, fact, page.field)
        told = _unclear(desk, inquiry, fact)
        decline = Button(desk.words("wizard.decline"), FactDeclined(fact.id), icon="help")
        actions = (decline, _next(desk, inquiry, page))
        return Scene("question-figure", (*above, *told, pad), actions)
    answers = (*_unclear(desk, inquiry, fact), *_answers(desk, inquiry, fact, alone=True))
    return Scene("question", (*above, *answers), _actions(desk, inquiry, page))


def entry(desk: Desk, page: EntryPage) -> Scene:
    """The figure of one question out of several."""
    words, inquiry = desk.words, desk.walk.inquiry
    if inquiry is None:
        return Scene("question-entry", ())
    fact = inquiry.interview.fact(page.fact)
    title = Title(_question(desk, fact), spoken=_spoken(desk, fact))
    told = (*_help(desk, fact, small=False), *_unclear(desk, inquiry, fact))
    empty = shown_draft(inquiry, fact.id).empty
    actions = (
        Button(words("wizard.decline"), FactDeclined(fact.id), icon="help"),
        Button(words("wizard.done"), EntryDone(), icon="done", primary=True, enabled=not empty),
    )
    return Scene("question-entry", (title, *told, _pad(desk, inquiry, fact, page.field)), actions)


def known(desk: Desk, page: KnownPage) -> Scene:
    """«Что мы уже знаем»: every fact with its source; a press puts it right."""
    words, inquiry = desk.words, desk.walk.inquiry
    title = Title(words("wizard.known.title"))
    if inquiry is None:
        return Scene("known-facts", (title,), personal=True)
    rows = tuple(
        Row(
            desk.text((fact := inquiry.interview.fact(one.fact)).title),
            FactOpened(one.fact) if fact.question else None,
            source_in_words(desk, one.source, one.register),
            value_in_words(desk, fact, one.value),
        )
        for one in inquiry.interview.known()
    )
    help_ = (Paragraph(words("wizard.known.help")),) if rows else ()
    onward = Button(words("wizard.next"), QuestionsResumed(), icon="continue", primary=True)
    blocks = (title, *help_, Rows(rows, words("wizard.known.empty"), "article"))
    return Scene("known-facts", blocks, (onward,), personal=True)


def disagreement(desk: Desk, page: DisagreementPage) -> Scene:
    """Facts that cannot all be true: which one is to be put right?"""
    words, inquiry = desk.words, desk.walk.inquiry
    if inquiry is None:
        return Scene("facts-disagree", ())
    values = {one.fact: one for one in inquiry.interview.known()}
    rows = tuple(
        Row(
            desk.text((fact := inquiry.interview.fact(identifier)).title),
            FactOpened(identifier),
            words("wizard.put_right"),
            value_in_words(desk, fact, values[identifier].value) if identifier in values else "",
        )
        for identifier in page.facts
    )
    notice = Notice(Tone.ATTENTION, words("wizard.disagree.title"), words("wizard.disagree.text"))
    return Scene("facts-disagree", (Title(words("wizard.disagree")), notice, Rows(rows)), (), personal=True)


def _asked(desk: Desk, inquiry: Inquiry, fact: Fact) -> tuple[Block, ...]:
    """A question among others."""
    section = Section(_question(desk, fact), spoken=_spoken(desk, fact))
    told = (*_help(desk, fact, small=True), *_unclear(desk, inquiry, fact))
    return (section, *told, *_answers(desk, inquiry, fact, alone=False))


def _answers(desk: Desk, inquiry: Inquiry, fact: Fact, *, alone: bool) -> tuple[Block, ...]:
    """What can be pressed for an answer."""
    draft = shown_draft(inquiry, fact.id)
    decline = Choice(desk.words("wizard.decline"), draft.declined, FactDeclined(fact.id))
    if fact.type in entries.FIGURES:
        return _written(desk, fact, draft, decline)
    if fact.type == "yes_no":
        answers = tuple(
            Choice(desk.words(f"wizard.{name}"), name in draft.options, OptionChosen(fact.id, name))
            for name in (entries.YES, entries.NO)
        )
        return (Choices((*answers, decline), beside=True),)
    options = tuple(
        Choice(
            desk.text(option.title),
            option.id in draft.options,
            OptionChosen(fact.id, option.id),
            option.spoken if desk.language == "ru" else "",
        )
        for option in fact.options
    )
    if fact.type != "set":
        return (Choices((*options, decline), beside=True, dense=not alone),)
    none = Choice(
        desk.words("wizard.none"),
        entries.NONE_OF_THEM in draft.options,
        OptionChosen(fact.id, entries.NONE_OF_THEM),
    )
    return (Choices(options, several=True, dense=not alone), Choices((none, decline), beside=True))


def _written(desk: Desk, fact: Fact, draft: Draft, decline: Choice) -> tuple[Block, ...]:
    """Among other questions a figure is written on a page of its own."""
    if fact.type == "date":
        text = ".".join(filter(None, draft.texts))
    else:
        figure = "".join(draft.texts)
        unit = _unit(desk, fact, figure) if figure else ""
        text = f"{_grouped(desk, figure)}{NO_BREAK_SPACE}{unit}".strip(NO_BREAK_SPACE)
    press = Opened(EntryPage(fact.id))
    written = Choice(text or desk.words("wizard.write"), bool(text), press, icon="keyboard")
    return (Choices((written, decline), beside=True),)


def _pad(desk: Desk, inquiry: Inquiry, fact: Fact, active: int) -> NumberPad:
    texts = entries.texts_of(fact, shown_draft(inquiry, fact.id))
    if fact.type != "date":
        label, point = desk.words("wizard.answer"), "," if entries.has_point(fact) else ""
        return NumberPad((Field(label, _grouped(desk, texts[0]), _unit(desk, fact, texts[0])),), point)
    fields = tuple(
        Field(desk.words(f"wizard.date.{name}"), text, "", number == active, FieldChosen(number))
        for number, (name, text) in enumerate(zip(DATE_FIELDS, texts, strict=True))
    )
    return NumberPad(fields)


def _grouped(desk: Desk, figure: str) -> str:
    """«18 939,5»: thousands apart already while they are typed."""
    whole, point, rest = figure.partition(",")
    return f"{integer(int(whole), desk.language)}{point}{rest}" if whole else figure


def _unit(desk: Desk, fact: Fact, figure: str) -> str:
    return ROUBLE if fact.type == "money" else unit_in_words(desk, fact, figure)


def _question(desk: Desk, fact: Fact) -> str:
    return desk.text(fact.question or fact.title)


def _spoken(desk: Desk, fact: Fact) -> str:
    return fact.spoken if desk.language == "ru" else ""


def _help(desk: Desk, fact: Fact, *, small: bool) -> tuple[Block, ...]:
    return (Paragraph(desk.text(fact.help), small=small),) if fact.help else ()


def _unclear(desk: Desk, inquiry: Inquiry, fact: Fact) -> tuple[Block, ...]:
    """What cannot be taken yet, and how to put it right."""
    named, reason = inquiry.unclear
    if named != fact.id:
        return ()
    return (unclear_notice(desk, f"wizard.unclear.{reason}"),)


def unclear_notice(desk: Desk, key: str) -> Notice:
    """What is not right and what to do; low where enlarged text leaves it little room."""
    return Notice(Tone.ATTENTION, desk.words(key), desk.words(f"{key}.todo"), compact=desk.walk.comfort.large)


def _settled(desk: Desk, inquiry: Inquiry) -> Settled:
    done, total = inquiry.interview.settled()
    kind = "categories" if inquiry.goals == CATEGORIES else "measures"
    # Enlarged, the long words would take a line from the answers.
    key = "wizard.settled" if desk.walk.comfort.large else f"wizard.settled.{kind}"
    text = desk.words(key, done=done, total=total) if total > 1 else desk.words("wizard.settled.one")
    return Settled(text, done, total)


def _more(desk: Desk, inquiry: Inquiry, page: QuestionsPage) -> tuple[Button, ...]:
    """What is known already, and the result so far: quiet ways aside."""
    if page.correcting or not inquiry.interview.known():
        return ()
    known_facts = Button(desk.words("wizard.known"), Opened(KnownPage()), icon="article")
    stop = Button(desk.words("wizard.stop"), QuestionsStopped(), icon="done")
    return (known_facts, stop)


def _actions(desk: Desk, inquiry: Inquiry, page: QuestionsPage) -> tuple[Button, ...]:
    return (*_more(desk, inquiry, page), _next(desk, inquiry, page))


def _next(desk: Desk, inquiry: Inquiry, page: QuestionsPage) -> Button:
    ready = not any(shown_draft(inquiry, fact).empty for fact in page.facts)
    return Button(desk.words("wizard.next"), AnswersGiven(), icon="continue", primary=True, enabled=ready)
