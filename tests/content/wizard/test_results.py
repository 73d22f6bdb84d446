"""What an interview comes to."""

from __future__ import annotations

from datetime import date

import pytest

from content.eligibility.flip import Flip, Unchangeable
from content.eligibility.verdicts import Verdict
from content.model import DisclosureLevel, PlaceKind
from content.rules.model import Window
from content.rules.provenance import Known, Source
from content.rules.values import Value
from content.wizard.disclosure import About, FactDisclosure
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.results import Result, Results, results
from content.wizard.why import why
from content.wizard.windows import window_note
from content.wizard.wizard import Wizard
from tests.content.wizard.catalogue_pack import catalogue_wizard

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def wizard(tmp_path_factory: pytest.TempPathFactory) -> Wizard:
    return catalogue_wizard(tmp_path_factory.mktemp("results"), TODAY)


def told(wizard: Wizard, **facts: Value) -> Interview:
    known = {name.replace("_", "-"): Known(value, Source.ANSWER) for name, value in facts.items()}
    return Interview.begun(wizard, Goals.all(), known)


def one(found: Results, identity: str) -> Result:
    return next(result for result in found.all() if result.identity == identity)


def test_every_goal_stands_in_one_of_three_parts(wizard: Wizard) -> None:
    found = results(told(wizard, veteran=True, disabled=False))
    assert [result.identity for result in found.entitled] == ["card-a", "card-b", "for-veterans", "summer"]
    assert [result.identity for result in found.possible] == ["at-sixty"]
    assert {result.identity for result in found.not_entitled} == {"for-disabled", "half-the-bill", "helper"}


def test_what_may_be_says_what_is_missing_and_what_settles_it(wizard: Wizard) -> None:
    result = one(results(told(wizard, veteran=True)), "for-disabled")
    assert [missing.fact.id for missing in result.missing] == ["disabled"]
    assert result.missing[0].document is not None
    assert result.missing[0].document.ru == "Справка МСЭ"
    assert result.missing[0].office is PlaceKind.CLINIC


def test_what_an_official_judges_is_said_in_words(wizard: Wizard) -> None:
    result = one(results(told(wizard, disabled=True)), "helper")
    assert not result.missing
    assert [(judged.text.ru, judged.by) for judged in result.judged] == [
        ("Нужен ли уход", PlaceKind.SOCIAL_SERVICES)
    ]


def test_amounts_of_what_is_yours(wizard: Wizard) -> None:
    found = results(told(wizard, disabled=True, bill=800_000))
    amounts = {result.identity: result.amount.kopecks for result in found.entitled if result.amount}
    assert amounts == {"for-disabled": 250_000, "half-the-bill": 400_000}


def test_the_larger_of_two_payments_is_given(wizard: Wizard) -> None:
    found = results(told(wizard, veteran=True, disabled=True))
    assert one(found, "for-veterans").given_instead == "for-disabled"
    assert one(found, "for-disabled").given_instead == ""
    note = one(found, "for-disabled").best_of
    assert note is not None
    assert note.entitled == ("for-veterans", "for-disabled")


def test_the_first_named_is_given_where_no_amounts_are_known(wizard: Wizard) -> None:
    found = results(told(wizard, veteran=True))
    assert one(found, "card-b").given_instead == "card-a"
    assert one(found, "for-veterans").best_of is None, "of one alone there is nothing to say"


def test_what_was_not_checked_by_a_lawyer_is_marked(wizard: Wizard) -> None:
    found = results(told(wizard))
    assert one(found, "for-veterans").verified
    assert not one(found, "for-disabled").verified


def test_a_no_has_what_would_turn_it_or_the_proof_that_nothing_can(wizard: Wizard) -> None:
    interview = told(wizard, veteran=False, disabled=False, birth_date=date(1969, 3, 12))
    turned = why(interview, ("measure", "for-veterans"))
    assert isinstance(turned.flip, Flip)
    assert [change.fact for change in turned.flip.changes] == ["veteran"]
    by_time = why(interview, ("measure", "at-sixty"))
    assert isinstance(by_time.flip, Flip)
    assert by_time.flip.on == date(2029, 3, 12)
    fixed = why(interview, ("measure", "for-disabled"))
    assert isinstance(fixed.flip, Unchangeable)
    assert why(told(wizard, veteran=True), ("measure", "for-veterans")).flip is None


def test_a_result_names_its_facts_with_their_source(wizard: Wizard) -> None:
    known = {"disabled": Known(True, Source.REGISTER), "veteran": Known(True, Source.ANSWER)}
    reasons = why(Interview.begun(wizard, Goals.all(), known), ("measure", "for-disabled")).explanation
    assert reasons.verdict is Verdict.ENTITLED
    assert [(ground.fact, ground.source) for ground in reasons.facts] == [("disabled", Source.REGISTER)]


# --- windows -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes", "today", "expected"),
    [
        ("06-01", "10-01", date(2026, 5, 31), (False, date(2026, 6, 1), date(2026, 10, 1))),
        ("06-01", "10-01", date(2026, 6, 1), (True, date(2026, 6, 1), date(2026, 10, 1))),
        ("06-01", "10-01", date(2026, 10, 1), (True, date(2026, 6, 1), date(2026, 10, 1))),
        ("06-01", "10-01", date(2026, 10, 2), (False, date(2027, 6, 1), date(2027, 10, 1))),
        ("12-01", "01-31", date(2027, 1, 31), (True, date(2026, 12, 1), date(2027, 1, 31))),
        ("12-01", "01-31", date(2026, 11, 22), (False, date(2026, 12, 1), date(2027, 1, 31))),
        ("02-29", "03-10", date(2027, 1, 1), (False, date(2027, 2, 28), date(2027, 3, 10))),
    ],
)
def test_the_window_that_is_open_or_the_next_one(
    opens: str, closes: str, today: date, expected: tuple[bool, date, date]
) -> None:
    note = window_note(Window(opens, closes), today)
    assert (note.is_open, note.opens, note.closes) == expected


# --- whose facts may be shown --------------------------------------------------------------------------

LEVELS = (
    DisclosureLevel(1, ("public",), ()),
    DisclosureLevel(2, ("protected_facts", "protected_facts_of_represented"), ()),
)


def test_what_a_register_says_of_health_is_shown_to_its_owner_at_level_two_only(wizard: Wizard) -> None:
    disabled = wizard.book.facts["disabled"]
    said = Known(True, Source.REGISTER)
    assert FactDisclosure.at(LEVELS, 2).may_show(disabled, said)
    assert FactDisclosure.at(LEVELS, 2).may_show(disabled, said, About.REPRESENTED)
    for level in (0, 1, 3):
        assert not FactDisclosure.at(LEVELS, level).may_show(disabled, said)


def test_of_others_in_the_household_nothing_protected_is_shown(wizard: Wizard) -> None:
    disclosure = FactDisclosure.at(LEVELS, 2)
    for source in Source:
        known = Known(True, source)
        assert not disclosure.may_show(wizard.book.facts["disabled"], known, About.OTHER)
        assert disclosure.may_show(wizard.book.facts["veteran"], known, About.OTHER)


def test_what_a_person_has_answered_is_shown_back_at_any_level(wizard: Wizard) -> None:
    answered = Known(True, Source.ANSWER)
    assert FactDisclosure.at(LEVELS, 0).may_show(wizard.book.facts["disabled"], answered)
