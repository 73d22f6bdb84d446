"""What the engine makes of single constructs of the language."""

from __future__ import annotations

from datetime import date

import pytest

from content.eligibility.book import RuleBook
from content.eligibility.explanation import explain
from content.eligibility.flip import Flip, Unchangeable, flip
from content.eligibility.verdicts import ContradictionError, Verdict
from content.model import Text
from content.rules import syntax as s
from content.rules.provenance import Source
from content.rules.values import DECLINED, Value
from tests.content.eligibility.written_rules import (
    AT_LEAST,
    AT_MOST,
    LAW,
    LESS_THAN,
    OLD,
    OWN_LAW,
    POOR,
    TODAY,
    VETERAN,
    age,
    at_least,
    book,
)

YES, NO, OPEN = Verdict.ENTITLED, Verdict.NOT_ENTITLED, Verdict.UNKNOWN
BORN_1961 = date(1961, 11, 22)


def verdict(of: RuleBook, **facts: Value) -> Verdict:
    return of.verdict("m", of.case({name.replace("_", "-"): value for name, value in facts.items()}))


def only(requirement: s.Requirement) -> RuleBook:
    return book({"m": requirement})


@pytest.mark.parametrize(
    ("born", "expected"),
    [(BORN_1961, YES), (date(1961, 11, 23), NO), (date(1900, 1, 1), YES)],
)
def test_an_age_is_reached_on_the_birthday(born: date, expected: Verdict) -> None:
    assert verdict(only(OLD), born=born) is expected


def test_born_on_29_february_is_a_year_older_on_1_march() -> None:
    grown = only(at_least(age(), 22))
    assert verdict(grown.later(date(2026, 2, 28)), born=date(2004, 2, 29)) is NO
    assert verdict(grown.later(date(2026, 3, 1)), born=date(2004, 2, 29)) is YES


@pytest.mark.parametrize(("kopecks", "expected"), [(2_999_999, YES), (3_000_000, NO)])
def test_a_share_of_a_parameter(kopecks: int, expected: Verdict) -> None:
    assert verdict(only(POOR), income=kopecks) is expected


def test_a_parameter_without_a_value_decides_nothing() -> None:
    silent = book({"m": POOR, "either": s.AnyOf((POOR, VETERAN))}, parameters={})
    case = silent.case({"income": 1, "papers": frozenset({"veteran"})})
    assert silent.verdicts(case) == {"m": OPEN, "either": YES}


def test_unknown_is_neither_no_nor_zero() -> None:
    rule = only(s.All((POOR, VETERAN)))
    assert verdict(rule) is OPEN
    assert verdict(rule, income=1) is OPEN
    assert verdict(rule, papers=frozenset()) is NO
    assert verdict(rule, income=DECLINED, papers=frozenset({"veteran"})) is OPEN


def test_either_way_the_same_is_settled() -> None:
    jobless = s.Holds("jobless")
    rule = only(s.AnyOf((s.All((jobless, VETERAN)), s.All((s.Not(jobless), VETERAN)))))
    assert verdict(rule, papers=frozenset({"veteran"})) is YES


def test_division_by_zero_is_in_no_order() -> None:
    shared = s.Quotient(s.FactValue("income"), s.FactValue("children"))
    less = s.Compare(shared, LESS_THAN, s.Constant(100))
    rule = book({"m": less, "not": s.Not(less)})
    case = rule.case({"income": 50, "children": 0})
    assert rule.verdicts(case) == {"m": NO, "not": YES}


def test_several_facts_are_sound_and_flagged() -> None:
    shared = s.Quotient(s.FactValue("income"), s.Sum((s.FactValue("children"), s.Constant(1))))
    rule = book({"m": s.Compare(shared, LESS_THAN, s.ParameterValueOf("minimum")), "exact": OLD})
    assert rule.inexact == {"m"}
    assert verdict(rule, income=1_999_999) is YES  # whatever the number of children
    assert verdict(rule, income=2_000_000) is OPEN
    assert verdict(rule, income=2_000_000, children=1) is YES
    assert rule.missing("m", rule.case({"income": 2_000_000})) == ("children",)


def test_a_member_of_whom_little_is_known_may_count() -> None:
    young = s.Compare(s.AgeOf(s.FactValue("family.born")), LESS_THAN, s.Constant(7))
    rule = book({"m": at_least(s.CountOf("family", young), 2)})
    child, adult, stranger = {"born": date(2025, 1, 1)}, {"born": date(1990, 1, 1)}, dict[str, date]()
    assert verdict(rule, family=(child, child)) is YES
    assert verdict(rule, family=(child, adult)) is NO
    assert verdict(rule, family=(child, stranger)) is OPEN
    assert verdict(rule, family=(stranger, adult)) is NO
    assert verdict(rule) is OPEN


def test_a_total_over_members() -> None:
    total = s.TotalOf("family", "income", s.Always(True))
    rule = book({"m": s.Compare(total, LESS_THAN, s.ParameterValueOf("minimum"))})
    assert verdict(rule, family=({"income": 1_000_000}, {"income": 999_999})) is YES
    assert verdict(rule, family=({"income": 1_000_000}, {"income": 1_000_000})) is NO
    assert verdict(rule, family=({"income": 2_000_000}, {})) is NO


def test_some_and_every_member() -> None:
    grown = at_least(s.AgeOf(s.FactValue("family.born")), 18)
    rule = book({"m": s.SomeMember("family", grown), "every": s.EveryMember("family", grown)})
    case = rule.case({"family": ({"born": date(2025, 1, 1)}, {"born": date(1990, 1, 1)})})
    assert rule.verdicts(case) == {"m": YES, "every": NO}
    assert rule.verdicts(rule.case({"family": ()})) == {"m": NO, "every": YES}


def test_what_is_given_directly_counts() -> None:
    derived: dict[str, s.Requirement | s.Term] = {
        "per-head": s.Quotient(s.FactValue("income"), s.FactValue("children")),
        "old": OLD,
    }
    poor = s.Compare(s.FactValue("per-head"), LESS_THAN, s.ParameterValueOf("minimum"))
    rule = book({"m": s.All((poor, s.Holds("old")))}, derived=derived)
    assert verdict(rule, born=BORN_1961, income=3_000_000, children=2) is YES
    assert verdict(rule, born=BORN_1961, per_head=2_000_000) is NO
    assert verdict(rule, born=BORN_1961, income=9_000_000, children=1, per_head=1) is YES
    assert verdict(rule, born=TODAY, old=True, per_head=1) is YES
    assert rule.missing("m", rule.case({})) == ("per-head", "born")


def test_retirement_by_sex_and_year_of_birth() -> None:
    by_sex = s.Choose((s.Branch(s.IsOneOf("sex", frozenset({"f"})), s.Constant(60)),), s.Constant(65))
    rule = only(s.Compare(age(), AT_LEAST, by_sex))
    assert verdict(rule, sex="f", born=date(1966, 11, 22)) is YES
    assert verdict(rule, sex="m", born=date(1966, 11, 22)) is NO
    assert verdict(rule, born=BORN_1961) is YES
    assert verdict(rule, born=date(1970, 1, 1)) is NO
    assert verdict(rule, born=date(1963, 1, 1)) is OPEN
    assert not rule.inexact


def test_a_judgement_stays_open_and_is_named() -> None:
    judged = s.Judged("judged:m:1", Text("Комиссия признала нуждаемость"))
    rule = only(s.All((OLD, judged)))
    assert verdict(rule, born=TODAY) is NO
    case = rule.case({"born": BORN_1961})
    assert rule.verdict("m", case) is OPEN
    assert rule.missing("m", case) == ("judged:m:1",)
    assert explain(rule, "m", case).judged == (judged,)


def test_constraints_settle_and_contradict() -> None:
    minors, children = s.FactValue("minors"), s.FactValue("children")
    rule = book({"m": at_least(minors, 3)}, constraints={"minors": s.Compare(minors, AT_MOST, children)})
    assert verdict(rule, children=2) is NO
    assert verdict(rule, children=3) is OPEN
    with pytest.raises(ContradictionError) as caught:
        rule.case({"children": 1, "minors": 2, "income": 5})
    assert set(caught.value.facts) == {"children", "minors"}
    assert caught.value.constraints == ("minors",)


def test_the_same_date_and_rules_give_the_same_verdict() -> None:
    rule = only(OLD)
    then = rule.later(date(2020, 1, 1))
    assert verdict(then, born=date(1955, 1, 1)) is YES
    assert verdict(then, born=date(1956, 1, 1)) is NO
    assert verdict(rule, born=date(1956, 1, 1)) is YES


def test_an_explanation_keeps_the_register_and_names_the_law() -> None:
    rule = only(s.AnyOf((s.Grounded(OLD, OWN_LAW), VETERAN)))
    case = rule.case({"papers": frozenset({"veteran"}), "born": BORN_1961, "income": 5})
    told = {"papers": Source.ANSWER, "born": Source.REGISTER}
    explanation = explain(rule, "m", case, told)
    assert [(ground.fact, ground.source) for ground in explanation.facts] == [("born", Source.REGISTER)]
    assert [reason.law for reason in explanation.reasons] == [(OWN_LAW,)]
    assert explanation.law == (LAW,)


def test_a_flip_waits_for_the_birthday() -> None:
    found = flip(only(OLD), "m", only(OLD).case({"born": date(1962, 3, 12)}))
    assert found == Flip((), YES, on=date(2027, 3, 12))


def test_a_flip_registers_and_applies_but_does_not_grow_younger() -> None:
    rule = only(s.All((s.Compare(age(), LESS_THAN, s.Constant(40)), s.Holds("jobless"), VETERAN)))
    young = rule.case({"born": date(2000, 1, 1), "jobless": False, "papers": frozenset({"donor"})})
    found = flip(rule, "m", young)
    assert isinstance(found, Flip) and found.becomes is YES
    assert {change.fact: change.to for change in found.changes} == {
        "jobless": True,
        "papers": frozenset({"donor", "veteran"}),
    }
    old = rule.case({"born": BORN_1961, "jobless": False})
    proof = flip(rule, "m", old)
    assert isinstance(proof, Unchangeable)
    assert [ground.fact for ground in proof.proof.facts] == ["born"]
    assert proof.proof.law == (LAW,)


def test_a_flip_names_the_nearest_amount() -> None:
    found = flip(only(POOR), "m", only(POOR).case({"income": 5_000_000}))
    assert isinstance(found, Flip)
    assert [(change.fact, change.to) for change in found.changes] == [("income", 2_999_999)]
