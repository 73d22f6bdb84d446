"""Verdicts line by line: facts of people as JSON in, verdicts as JSON out; a bad line harms no other."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from content.eligibility.book import RuleBook
from content.eligibility.case import Case
from content.eligibility.telling import told
from content.eligibility.verdicts import ContradictionError, Verdict
from content.rules.problems import FactInvalidError
from content.rules.values import read_facts

LINE_INVALID: Final = "line-invalid"


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of output; `failed` where the line could not be computed."""

    line: dict[str, object] = field(repr=False)
    failed: bool = False


class LineInvalidError(Exception):
    """A line that is not {"id": …, "facts": {…}}."""

    def __init__(self, what: str, name: object = None) -> None:
        super().__init__(what)
        self.name = name


def evaluated(lines: Iterable[bytes], book: RuleBook, *, explain: bool = False) -> Iterator[Answer]:
    """The answer to every line, in order and one at a time; empty lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _answer(number, line, book, explain=explain)


def _answer(number: int, line: bytes, book: RuleBook, *, explain: bool) -> Answer:
    name: object = None
    try:
        name, facts = _parsed(line)
        own = {fact: value for fact, value in facts.items() if fact in book.facts}
        case = book.case(read_facts(book.facts, own))
    except LineInvalidError as error:
        return _failed(number, error.name, LINE_INVALID, str(error))
    except (FactInvalidError, ContradictionError) as error:
        return _failed(number, name, error.code, str(error))
    foreign = sorted(facts.keys() - own.keys())
    passed_over = {"passed_over": foreign} if foreign else {}
    return Answer({**_verdicts(name, book, case, explain=explain), **passed_over})


def _verdicts(name: object, book: RuleBook, case: Case, *, explain: bool) -> dict[str, object]:
    verdicts = book.verdicts(case)
    missing = {
        measure: list(book.missing(measure, case))
        for measure, verdict in verdicts.items()
        if verdict is Verdict.UNKNOWN
    }
    line: dict[str, object] = {"id": name, "verdicts": verdicts, "missing": missing}
    if explain:
        line["reasons"] = {measure: told(book, measure, case) for measure in verdicts}
    return line


def _parsed(line: bytes) -> tuple[object, dict[str, object]]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineInvalidError(f"it is no JSON: {type(error).__name__}") from None
    if not isinstance(read, dict):
        raise LineInvalidError('write {"id": …, "facts": {…}}')
    name = read.get("id")
    if "id" not in read or not isinstance(name, str | int):
        raise LineInvalidError('"id" is missing, or neither a string nor a number')
    facts = read.get("facts")
    if not isinstance(facts, dict):
        raise LineInvalidError('"facts" is missing, or no object', name)
    return name, facts


def _failed(number: int, name: object, code: str, what: str) -> Answer:
    return Answer({"id": name, "error": {"line": number, "code": code, "what": what}}, failed=True)
