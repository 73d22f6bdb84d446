"""The wizard's result on paper: what is due and what may be, what to bring, the code for an operator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from content.formats import date_in_figures, dictated, money
from content.labels import period
from content.model import Measure
from devices.ports import CheckItem, Element, Line, Pair, QrCode, Rule, Sheet, Space
from devices.values import Value
from kiosk.findings import Finding, Findings, Part, Pay
from kiosk.receipts.catalogue import told
from kiosk.receipts.paper import Letterhead, call_code, sheet


class ResultPaper(Value):
    """What stands on it; `no_code` where none could be had."""

    findings: Findings
    kind: str  # "measures" or "categories"
    on: date
    code: str = ""
    no_code: bool = False


def result_sheet(head: Letterhead, paper: ResultPaper, measures: Mapping[str, Measure], owner: int) -> Sheet:
    """What is due first, each with amount and papers; then what may be, with what is missing."""
    words = head.words
    title = words(f"paper.results.{paper.kind}")
    body: list[Element] = [Line(title, large=True), Space()]
    body += _code(head, paper)
    body.append(Pair(words("paper.results.on"), date_in_figures(paper.on)))
    for part in (Part.ENTITLED, Part.POSSIBLE):
        findings = paper.findings.part(part)
        if findings:
            body += [Space(), Rule(), Line(words(f"paper.results.{part.value}"), bold=True)]
        for finding in findings:
            body += _finding(head, finding, measures.get(finding.id))
    if not (paper.findings.entitled or paper.findings.possible):
        body += [Space(), Line(words("paper.results.none"))]
    body += [Space(), Line(words("paper.results.computed"))]
    return sheet(head, title, tuple(body), call_code(head), owner)


def _code(head: Letterhead, paper: ResultPaper) -> list[Element]:
    words = head.words
    if paper.code:
        return [
            Line(words("paper.results.code"), bold=True),
            Line(dictated(paper.code), large=True),
            Line(words("paper.results.code.until")),
            Space(),
        ]
    return [Line(words("paper.results.no_code")), Space()] if paper.no_code else []


def _finding(head: Letterhead, finding: Finding, measure: Measure | None) -> list[Element]:
    language = head.language
    lines: list[Element] = [Space(), Line(finding.title.in_language(language), bold=True)]
    if finding.pay is not None and finding.pay.telling:
        per = period(head.words, measure.amount.per) if measure else ""
        lines.append(Pair(head.words("paper.amount"), f"{_figure(head, finding.pay)} {per}".rstrip()))
    if not finding.verified:
        lines.append(Line(head.words("paper.results.unverified")))
    if finding.part is Part.POSSIBLE:
        missing = "; ".join(one.title.in_language(language) for one in finding.missing)
        if missing:
            lines.append(Line(f"{head.words('paper.results.missing')}: {missing}"))
    elif measure is not None:
        papers = (item.title.in_language(language) for item in measure.evidence if not item.from_registry)
        lines += [CheckItem(paper) for paper in papers]
    return lines


def _figure(head: Letterhead, pay: Pay) -> str:
    if pay.low == pay.high:
        return money(pay.low, head.language)
    low, high = money(pay.low, head.language), money(pay.high, head.language)
    return head.words("wizard.between", low=low, high=high)


class ReceiptPaper(Value):
    """A request that is stored: `what` is filed, corrected or withdrawn."""

    what: str
    receipt: str
    number: str
    titles: tuple[str, ...]


def receipt_sheet(head: Letterhead, paper: ReceiptPaper, owner: int) -> Sheet:
    """The code, large and as a QR, and what was asked for; nobody's name."""
    words = head.words
    title = words("paper.receipt.title")
    number = (
        Pair(words("paper.receipt.number"), paper.number, bold=True)
        if paper.number
        else Line(words("paper.receipt.number.later"))
    )
    body: tuple[Element, ...] = (
        Line(title),
        Line(words(f"paper.receipt.{paper.what}"), bold=True),
        Space(),
        Line(words("paper.receipt.code")),
        Line(paper.receipt, large=True),
        Space(),
        number,
        *((Space(), Line(words("paper.receipt.asked"), bold=True)) if paper.titles else ()),
        *(Line(f"{number}. {one}") for number, one in enumerate(paper.titles, start=1)),
    )
    return sheet(head, title, body, QrCode(paper.receipt, words("paper.receipt.qr")), owner)


def slip_sheet(head: Letterhead, code: str, titles: tuple[str, ...], owner: int) -> Sheet:
    """For an office: the code under which the prepared application lies."""
    words = head.words
    title = words("paper.slip.title")
    body: tuple[Element, ...] = (
        Line(title, bold=True),
        Space(),
        Line(words("paper.slip.code")),
        Line(dictated(code), large=True),
        Line(words("paper.results.code.until")),
        Space(),
        Line(words("paper.slip.how")),
        *told(words("paper.receipt.asked"), "; ".join(titles)),
    )
    return sheet(head, title, body, QrCode(code, words("paper.slip.qr")), owner)
