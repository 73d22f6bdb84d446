"""What acts ask of petitions and complaints, as the pack has it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from content.loader import load
from content.regulation_checks import faults_of
from content.regulations import Ground, Regulation, is_national_email

PACK = load("ru")
REGULATIONS = {each.id: each for each in PACK.regulations}
TERMS = [each.id for each in PACK.deadlines]


def test_a_complaint_has_ten_grounds_and_seven_of_them_are_old() -> None:
    grounds = REGULATIONS["complaint"].grounds
    assert len(grounds) == 10
    assert [ground.original for ground in grounds] == [True] * 7 + [False] * 3
    short = {ground.id for ground in grounds if ground.answer_rule == "complaint-short"}
    assert short == {"papers-refused", "correction-refused"}


def test_by_telephone_no_statutory_clock_starts() -> None:
    for name in ("petition", "complaint"):
        assert "phone" in REGULATIONS[name].prepared_by
        assert {"phone", "email"}.isdisjoint(REGULATIONS[name].starts_by)


def test_a_petition_says_what_it_must_hold_and_when_nobody_answers() -> None:
    petition = REGULATIONS["petition"]
    assert {"addressee", "name", "answer_address", "substance", "signature", "date"} == set(petition.fields)
    assert {"no-name", "illegible", "repeated", "insult"} <= {each.id for each in petition.unanswered}
    assert petition.extension_rule and not REGULATIONS["complaint"].extension_rule


@pytest.mark.parametrize(
    ("address", "national"),
    [
        ("ivan@mail.ru", True),
        ("ivan@почта.рф", True),
        ("ivan@xn--80a1acny.xn--p1ai", True),
        ("ivan@example.com", False),
        ("ru@example.org", False),
        ("ivan@ru.example.net", False),
        ("ivan@почта.РФ", True),
        ("", False),
    ],
)
def test_answers_go_to_the_national_zone_alone(address: str, national: bool) -> None:
    assert is_national_email(address) is national


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_by": ("fax",)}, "starts_by"),
        ({"prepared_by": ("paper",)}, "prepared_by"),
        ({"fields": ("stamp",)}, "fields"),
        ({"answer_rule": "petition-anser"}, "answer_rule"),
        ({"legal_basis": ()}, "legal_basis"),
        ({"unanswered": (Ground("x", REGULATIONS["petition"].title, ()),)}, "unanswered"),
    ],
)
def test_a_faulty_regulation_is_named_by_its_field(change: dict[str, object], field: str) -> None:
    good: Regulation = REGULATIONS["petition"]
    assert not list(faults_of(good, TERMS))
    assert field in [path[0] for path, _, _ in faults_of(replace(good, **change), TERMS)]
