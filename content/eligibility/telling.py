"""Explanations as plain values for JSON: what `evaluate --explain` prints."""

from __future__ import annotations

from collections.abc import Mapping

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.changes import Change
from content.eligibility.explanation import Explanation, Reason, explain
from content.eligibility.flip import Flip, flip
from content.eligibility.knowledge import ORDERED
from content.eligibility.verdicts import Verdict
from content.model import LegalBasis
from content.rules.model import FactType
from content.rules.provenance import Source
from content.rules.values import write_value


def told(
    book: RuleBook, name: str, case: Case, provenance: Mapping[str, Source] | None = None
) -> dict[str, object]:
    """Why a verdict is what it is, with what would change a refusal."""
    explanation = explain(book, name, case, provenance)
    line = _explanation(book, explanation)
    if explanation.verdict is Verdict.NOT_ENTITLED:
        found = flip(book, name, case, provenance)
        if isinstance(found, Flip):
            line["change"] = _flip(book, found)
        else:
            line["unchangeable"] = _explanation(book, found.proof)
    return line


def _explanation(book: RuleBook, explanation: Explanation) -> dict[str, object]:
    line: dict[str, object] = {
        "facts": [
            {
                "fact": ground.fact,
                "value": write_value(book.facts[ground.fact], ground.value),
                "source": ground.source.value,
            }
            for ground in explanation.facts
        ],
        "requirements": [_reason(reason) for reason in explanation.reasons],
        "law": [_law(basis) for basis in explanation.law],
    }
    if explanation.judged:
        line["judged"] = [judged.text.ru for judged in explanation.judged]
    return line


def _reason(reason: Reason) -> dict[str, object]:
    return {
        "met": reason.holds,
        "facts": list(reason.facts),
        "law": [_law(basis) for basis in reason.law],
    }


def _flip(book: RuleBook, found: Flip) -> dict[str, object]:
    line: dict[str, object] = {"becomes": found.becomes.value}
    if found.on is not None:
        line["on"] = found.on.isoformat()
    if found.changes:
        line["facts"] = [_change(book, change) for change in found.changes]
    if found.among:
        line["among"] = list(found.among)
    return line


def _change(book: RuleBook, change: Change) -> dict[str, object]:
    fact = book.facts[change.fact]
    line: dict[str, object] = {
        "fact": change.fact,
        "how": change.kind.value,
        "to": write_value(fact, change.to),
    }
    if fact.type is FactType.SET:
        line.update(gained=sorted(change.gained), lost=sorted(change.lost))
    elif fact.type not in ORDERED and len(change.options) > 1:
        line["or"] = sorted(map(str, change.options - {str(change.to)}))
    return line


def _law(basis: LegalBasis) -> str:
    return f"{basis.act}, {basis.article}" if basis.article else basis.act
