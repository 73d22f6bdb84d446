"""What came out: three lists, and a page for each finding: why, what is missing, what would change it."""

from __future__ import annotations

from content.formats import day_and_month, law_in_line, within_sentence
from content.labels import period
from content.model import Measure
from kiosk.findings import Change, Finding, Findings, Missing, Part, Pay
from kiosk.flow.blocks import (
    Block,
    Bullets,
    Chip,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Tab,
    Tabs,
    Title,
    Tone,
)
from kiosk.flow.events import Opened, Switched
from kiosk.flow.filing.events import FilingBegun
from kiosk.flow.pages import CategoryPage, MeasurePage
from kiosk.flow.printing import can_print
from kiosk.flow.scenes import labels
from kiosk.flow.scenes.fact_words import source_in_words, value_in_words
from kiosk.flow.scenes.measures import evidence_blocks, where_words
from kiosk.flow.scenes.scene import Desk, Scene, rows_of
from kiosk.flow.views import Button
from kiosk.flow.wizard.events import OperatorCodeAsked, QuestionsResumed, ResultsPaperAsked
from kiosk.flow.wizard.inquiry import Inquiry
from kiosk.flow.wizard.pages import KnownPage, ResultPage, ResultsPage
from kiosk.flow.wizard.port import CATEGORIES

TONES = {Part.ENTITLED: Tone.GOOD, Part.POSSIBLE: Tone.INFO, Part.NOT_ENTITLED: Tone.NEUTRAL}


def results(desk: Desk, page: ResultsPage) -> Scene:
    """One of the three parts, and where to go from here."""
    words, inquiry = desk.words, desk.walk.inquiry
    name = f"results-{page.part.value.replace('_', '-')}"
    if inquiry is None:
        return Scene(name, (), personal=True)
    findings = inquiry.interview.findings()
    of_categories = inquiry.goals == CATEGORIES
    kind = "categories" if of_categories else "measures"
    tabs = Tabs(tuple(_tab(desk, part, findings, page.part, kind) for part in Part))
    rows = rows_of(
        findings.part(page.part),
        lambda finding: _row(desk, finding),
        words(f"wizard.results.empty.{page.part.value}"),
        "measures",
    )
    blocks: list[Block] = [Title(words(f"wizard.results.{kind}")), tabs]
    if page.part is not Part.NOT_ENTITLED and rows.rows:
        blocks.append(Paragraph(words("wizard.computed"), small=True))
    blocks += [rows, Section(words("wizard.results.more")), _ways_on(desk, inquiry)]
    paper = "action.print" if can_print(desk.walk) else "paper.show"
    actions = [Button(words(paper), ResultsPaperAsked(), icon="print")]
    if not of_categories and (findings.entitled or findings.possible):
        actions.append(Button(words("wizard.file"), FilingBegun(), icon="document", primary=True))
    return Scene(name, tuple(blocks), tuple(actions), personal=True)


def _tab(desk: Desk, part: Part, findings: Findings, shown: Part, kind: str) -> Tab:
    title = desk.words(f"wizard.part.{kind}.{part.value}")
    return Tab(title, part is shown, Switched(ResultsPage(part)), str(len(findings.part(part))))


def _ways_on(desk: Desk, inquiry: Inquiry) -> Rows:
    words = desk.words
    rows = [
        Row(words("wizard.known"), Opened(KnownPage()), words("wizard.known.row"), icon="article"),
        Row(words("wizard.code"), OperatorCodeAsked(), words("wizard.code.row"), icon="phone"),
    ]
    if inquiry.interview.asked() is not None:
        rows.insert(0, Row(words("wizard.go_on"), QuestionsResumed(), words("wizard.go_on.row"), icon="help"))
    return Rows(tuple(rows))


def _row(desk: Desk, finding: Finding) -> Row:
    measure = desk.catalogue.measures.get(finding.id) if finding.kind == "measure" else None
    icon = labels.GROUP_ICONS[measure.group] if measure else "categories"
    return Row(
        desk.text(finding.title),
        Opened(ResultPage(finding.kind, finding.id)),
        value=pay_in_words(desk, finding.pay, measure),
        chip=None if finding.verified else Chip(desk.words("wizard.unverified"), Tone.ATTENTION),
        icon=icon,
    )


def pay_in_words(desk: Desk, pay: Pay | None, measure: Measure | None) -> str:
    """«12 345 ₽ в месяц», «от 1 000 ₽ до 5 000 ₽»; nothing where from nothing on all is possible."""
    if pay is None or not pay.telling:
        return ""
    often = period(desk.words, measure.amount.per) if measure else ""
    if pay.low == pay.high:
        return f"{desk.money(pay.low)} {often}".rstrip()
    between = desk.words("wizard.between", low=desk.money(pay.low), high=desk.money(pay.high))
    return f"{between} {often}".rstrip()


def result(desk: Desk, page: ResultPage) -> Scene:
    """One finding, in the order in which people ask."""
    inquiry = desk.walk.inquiry
    finding = inquiry.interview.explained(page.kind, page.id) if inquiry else None
    if inquiry is None or finding is None:
        return Scene("result", (), personal=True)
    words = desk.words
    name = f"result-{finding.part.value.replace('_', '-')}"
    blocks: list[Block] = [Title(desk.text(finding.title), words("wizard.result.crumb"))]
    blocks.append(_verdict(desk, finding))
    blocks += _notices(desk, finding)
    told = _reasons(desk, inquiry, finding), _missing(desk, finding)
    # Of what is only possible, first what is missing.
    for part in reversed(told) if finding.part is Part.POSSIBLE else told:
        blocks += part
    blocks += _changes(desk, inquiry, finding)
    blocks += _what_to_do(desk, finding)
    blocks.append(Paragraph(words("wizard.computed"), small=True))
    return Scene(name, tuple(blocks), _result_actions(desk, finding), personal=True)


def _verdict(desk: Desk, finding: Finding) -> Block:
    """How much, or whether at all."""
    words = desk.words
    state = words(f"wizard.verdict.{finding.part.value}")
    tone = TONES[finding.part]
    note = desk.text(finding.pay.text) if finding.pay and finding.pay.text else ""
    if finding.part is Part.NOT_ENTITLED or finding.pay is None or not finding.pay.telling:
        return Figure(state, note=note, tone=tone)
    measure = desk.catalogue.measures.get(finding.id) if finding.kind == "measure" else None
    return Figure(pay_in_words(desk, finding.pay, measure), words("measure.amount"), note, Chip(state, tone))


def _notices(desk: Desk, finding: Finding) -> list[Block]:
    words = desk.words
    told: list[Block] = []
    if not finding.verified:
        told.append(
            Notice(Tone.ATTENTION, words("wizard.unverified"), words("wizard.unverified.text"), compact=True)
        )
    if finding.instead is not None:
        other = desk.text(finding.instead)
        told.append(Notice(Tone.INFO, words("wizard.instead"), other, compact=True))
    if finding.opens and finding.closes:
        window = words(
            "wizard.window",
            opens=day_and_month(finding.opens, desk.language),
            closes=day_and_month(finding.closes, desk.language),
        )
        told.append(Notice(Tone.INFO, "", window, compact=True))
    return told


def _reasons(desk: Desk, inquiry: Inquiry, finding: Finding) -> list[Block]:
    """The facts that decided, each with who says so, and the law."""
    if not finding.reasons and not finding.laws:
        return []
    pairs = [
        Pair(
            desk.text((fact := inquiry.interview.fact(reason.fact)).title),
            value_in_words(desk, fact, reason.value),
            Chip(source_in_words(desk, reason.source, reason.register), Tone.NEUTRAL),
        )
        for reason in finding.reasons
        if reason.source
    ]
    laws = tuple(dict.fromkeys((*(one.law for one in finding.reasons if one.law), *finding.laws)))
    if laws:
        text = "\n".join(law_in_line(law) for law in laws)
        pairs.append(Pair(desk.words("measure.legal_basis"), text, small=True))
    key = "wizard.why_not" if finding.part is Part.NOT_ENTITLED else "wizard.why"
    only_law = len(pairs) == bool(laws)
    return [Summary(tuple(pairs))] if only_law else [Section(desk.words(key)), Summary(tuple(pairs))]


def _missing(desk: Desk, finding: Finding) -> list[Block]:
    """What is not known yet, what would show it, and who settles it."""
    if not finding.missing:
        return []
    pairs = tuple(_missing_pair(desk, one) for one in finding.missing)
    return [Section(desk.words("wizard.missing")), Summary(pairs)]


def _missing_pair(desk: Desk, missing: Missing) -> Pair:
    words = desk.words
    if not missing.fact:
        judge = labels.name(desk, missing.office) if missing.office else words("wizard.judged")
        return Pair(judge, desk.text(missing.title))
    shown_by = (
        words("wizard.missing.shown_by", document=within_sentence(desk.text(missing.document)))
        if missing.document
        else words("wizard.no_document")
    )
    if missing.office is None:
        return Pair(desk.text(missing.title), shown_by)
    place = words("wizard.settled_by", place=labels.name(desk, missing.office))
    return Pair(desk.text(missing.title), shown_by, Chip(place, Tone.INFO))


def _changes(desk: Desk, inquiry: Inquiry, finding: Finding) -> list[Block]:
    """The least that would change the answer, or that nothing the person can do would."""
    if finding.part is not Part.NOT_ENTITLED:
        return []
    words = desk.words
    if not finding.changes:
        text = words("wizard.beyond_reach.text")
        told = Notice(Tone.NEUTRAL, words("wizard.beyond_reach"), text, compact=True)
        return [told] if finding.beyond_reach else []
    items = []
    for change in finding.changes:
        when = words("wizard.change.on", date=desk.day(change.on)) if change.on else _how(desk, change)
        items.append(f"{'. '.join(filter(None, (_wished(desk, inquiry, change), when)))}.")
    return [Section(words("wizard.changes")), Bullets(tuple(items))]


def _wished(desk: Desk, inquiry: Inquiry, change: Change) -> str:
    """«Работа: «Нет»»; nothing where only a day has to come."""
    if not change.fact or (change.on and change.value is None):
        return ""
    fact = inquiry.interview.fact(change.fact)
    if change.value is None:
        return desk.text(fact.title)
    wished = value_in_words(desk, fact, change.value)
    return desk.words("wizard.change.wished", fact=desk.text(fact.title), value=wished)


def _how(desk: Desk, change: Change) -> str:
    return desk.words(f"wizard.change.{change.how}")


def _what_to_do(desk: Desk, finding: Finding) -> list[Block]:
    """What to bring, where to go, when the answer comes."""
    measure = desk.catalogue.measures.get(finding.id) if finding.kind == "measure" else None
    if measure is None or finding.part is Part.NOT_ENTITLED:
        return []
    words = desk.words
    told = (
        Pair(words("measure.where"), where_words(desk, measure)),
        Pair(words("measure.deadline"), desk.text(measure.deadline.text)),
    )
    pairs = tuple(pair for pair in told if pair.value)
    return [*evidence_blocks(desk, measure.evidence), *((Summary(pairs),) if pairs else ())]


def _result_actions(desk: Desk, finding: Finding) -> tuple[Button, ...]:
    words = desk.words
    if finding.kind == "category":
        known = finding.id in desk.catalogue.categories
        about = Button(words("wizard.about"), Opened(CategoryPage(finding.id)), icon="categories")
        return (about,) if known else ()
    if finding.id not in desk.catalogue.measures:
        return ()
    about = Button(words("wizard.about"), Opened(MeasurePage(finding.id)), icon="measures")
    if finding.part is Part.NOT_ENTITLED:
        return (about,)
    return (about, Button(words("wizard.file"), FilingBegun(finding.id), icon="document", primary=True))
