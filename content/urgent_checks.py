"""What is wrong with urgent services and signals that their types do not see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from content.deadlines import AT_ONCE, DeadlineRule
from content.model import LegalBasis
from content.suggestions import suggest
from content.urgent import SignalBody, SignalKind, UrgentKind

Fault = tuple[tuple[str | int, ...], str, str]
_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")


def faults_of_service(kind: UrgentKind) -> Iterator[Fault]:
    """No act named, nothing to ask, help without a name that has to be handed over."""
    yield from _acts(kind.legal_basis)
    if not kind.ask:
        yield ("ask",), "nothing is asked", "Write at least one question to read aloud"
    if kind.unnamed and not kind.by_phone:
        yield ("unnamed",), "who is not named cannot be found", "Leave it to help given in the call itself"


def faults_of_body(body: SignalBody) -> Iterator[Fault]:
    """A telephone that nobody can dial."""
    if body.phone and not _E164.fullmatch(body.phone):
        yield ("phone",), f"{body.phone!r} is no number", "Write it like +78152550142"


def faults_of_signal(
    kind: SignalKind, bodies: Collection[str], terms: Mapping[str, DeadlineRule]
) -> Iterator[Fault]:
    """Unknown bodies and deadlines; a child's trouble that may wait (120-ФЗ, art. 9, part 2)."""
    yield from _acts(kind.legal_basis)
    if not kind.ask:
        yield ("ask",), "nothing is asked", "Write at least one question to read aloud"
    if not kind.bodies:
        yield ("bodies",), "nobody is in charge", "Name at least one body"
    for index, body in enumerate(kind.bodies):
        if body not in bodies:
            yield ("bodies", index), f"there is no body {body!r}", _remedy(body, bodies, "body")
    for name, rule in (("check_rule", kind.check_rule), ("pass_on_rule", kind.pass_on_rule)):
        if rule and rule not in terms:
            yield (name,), f"there is no deadline {rule!r}", _remedy(rule, terms, "deadline")
    passed_on = terms.get(kind.pass_on_rule)
    if kind.minor and (passed_on is None or passed_on.unit != AT_ONCE):
        yield ("pass_on_rule",), "a child's trouble is passed on at once", "Name a deadline of `at_once`"


def _acts(legal_basis: tuple[LegalBasis, ...]) -> Iterator[Fault]:
    if not legal_basis:
        yield ("legal_basis",), "no act is named", "Name the act and its article"


def _remedy(word: str, known: Collection[str], what: str) -> str:
    alike = suggest(word, list(known))
    return f"Did you mean {alike}" if alike else f"Use the id of a {what} of this pack"
