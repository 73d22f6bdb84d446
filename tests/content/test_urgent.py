"""Urgent services and signals as the pack has them, and each fault that is planted in them."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from content.loader import load
from content.urgent import SignalBody, SignalKind, UrgentKind
from content.urgent_checks import faults_of_body, faults_of_service, faults_of_signal

PACK = load("ru")
SERVICES = {each.id: each for each in PACK.urgent_services}
SIGNALS = {each.id: each for each in PACK.signal_kinds}
BODIES = {each.id for each in PACK.signal_bodies}
TERMS = {each.id: each for each in PACK.deadlines}


def test_the_shipped_ones_have_no_fault() -> None:
    found = [*(fault for each in SERVICES.values() for fault in faults_of_service(each))]
    found += [fault for each in SIGNALS.values() for fault in faults_of_signal(each, BODIES, TERMS)]
    assert found == []


def test_words_are_in_both_languages_and_short_enough_to_be_read_out() -> None:
    kinds: list[UrgentKind | SignalKind] = [*SERVICES.values(), *SIGNALS.values()]
    for each in kinds:
        for text in (each.title, *each.ask):
            assert text.ru and text.en, each.id
            assert len(text.ru.split()) <= 15, text.ru


def test_only_what_is_given_in_the_call_is_given_to_the_unnamed() -> None:
    assert [each.id for each in SERVICES.values() if each.unnamed] == ["psychological-help"]
    assert [each.id for each in SERVICES.values() if each.by_phone] == [
        "needs-survey",
        "advice-on-rights",
        "legal-help",
        "psychological-help",
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [({"legal_basis": ()}, "legal_basis"), ({"ask": ()}, "ask"), ({"unnamed": True}, "unnamed")],
)
def test_each_fault_of_a_service_is_found(change: dict[str, Any], field: str) -> None:
    faults = list(faults_of_service(replace(SERVICES["hot-food"], **change)))
    assert [path[0] for path, _, _ in faults] == [field]
    assert all(remedy for _, _, remedy in faults)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"bodies": ()}, "bodies"),
        ({"bodies": ("guardianshp",)}, "bodies"),
        ({"check_rule": "signal-chek"}, "check_rule"),
        ({"pass_on_rule": ""}, "pass_on_rule"),
        ({"pass_on_rule": "signal-check"}, "pass_on_rule"),  # a working day is not at once
        ({"legal_basis": ()}, "legal_basis"),
        ({"ask": ()}, "ask"),
    ],
)
def test_each_fault_of_a_signal_is_found(change: dict[str, Any], field: str) -> None:
    faults = list(faults_of_signal(replace(SIGNALS["minor-neglected"], **change), BODIES, TERMS))
    assert {path[0] for path, _, _ in faults} == {field}


def test_a_misspelt_body_is_put_right() -> None:
    wrong = replace(SIGNALS["lonely-elder"], bodies=("guardianshp",))
    assert [remedy for _, _, remedy in faults_of_signal(wrong, BODIES, TERMS)] == [
        "Did you mean guardianship"
    ]


def test_a_number_nobody_can_dial_is_found() -> None:
    body = SignalBody("x", PACK.signal_bodies[0].title, "02")
    assert [path for path, _, _ in faults_of_body(body)] == [("phone",)]
    assert list(faults_of_body(replace(body, phone="+78152550142"))) == []
