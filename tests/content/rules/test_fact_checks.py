"""Facts that cannot be asked or found as they are described."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.rules.rule_pack import read

SOURCE = {"ru": "Реестр"}
MISTAKES: list[tuple[dict[str, Any], str, str]] = [
    ({"id": "a b", "type": "yes_no"}, "", "is no name"),
    ({"id": "x", "type": "choice"}, "options", "there are no options"),
    ({"id": "x", "type": "set", "options": ["a", "a"]}, "options", "'a' is there 2 times"),
    ({"id": "x", "type": "number", "options": ["a"]}, "options", "a number has no options"),
    ({"id": "x", "type": "choice", "options": ["a b"]}, "options.0", "'a b' is no name"),
    ({"id": "x", "type": "number", "decimals": 9}, "decimals", "9 decimals"),
    ({"id": "x", "type": "money", "min": 5}, "min", "5 is no money"),
    ({"id": "x", "type": "number", "min": 5, "max": 1}, "min", "min is more than max"),
    ({"id": "x", "type": "yes_no", "min": 5}, "min", "a yes_no has no min"),
    ({"id": "x", "type": "yes_no", "group": "family"}, "group", "no question group 'family'"),
    ({"id": "x", "type": "household"}, "fields", "the household has no fields"),
    ({"id": "x", "type": "money", "fields": [{"id": "y", "type": "money"}]}, "fields", "only a household"),
    (
        {"id": "x", "type": "household", "fields": [{"id": "y", "type": "household"}]},
        "fields.0.type",
        "a member has no household",
    ),
    (
        {"id": "x", "type": "household", "fields": [{"id": "y", "type": "money"}] * 2},
        "fields",
        "the field 'y' is there 2 times",
    ),
    (
        {
            "id": "x",
            "type": "choice",
            "options": [{"id": "a", "title": {"ru": "А"}, "reached_from": ["b"]}, "c"],
        },
        "options.0",
        "no other option 'b'",
    ),
    ({"id": "x", "type": "yes_no", "likely": {"yes": 0.5}}, "likely.yes", "no answer 'yes'"),
    ({"id": "x", "type": "yes_no", "likely": {"true": 1.5}}, "likely.true", "1.5 is no share"),
    (
        {"id": "x", "type": "choice", "options": ["a", "b"], "likely": {"a": 0.7, "b": 0.7}},
        "likely",
        "more than one",
    ),
    ({"id": "x", "type": "yes_no", "register": {"source": SOURCE}}, "register", "0 ways of finding"),
    (
        {"id": "x", "type": "yes_no", "register": {"source": SOURCE, "person": "sex", "registry": "y"}},
        "register",
        "2 ways of finding",
    ),
    (
        {"id": "x", "type": "yes_no", "register": {"source": SOURCE, "categories": {"poor": True}}},
        "register.categories.poor",
        "no category 'poor'",
    ),
    (
        {"id": "x", "type": "yes_no", "register": {"source": SOURCE, "registry": "y", "otherwise": 0}},
        "register.otherwise",
        "neither yes nor no",
    ),
    (
        {"id": "x", "type": "yes_no", "register": {"source": SOURCE, "household": True}},
        "register.household",
        "a yes_no is no household",
    ),
]


@pytest.mark.parametrize(("said", "path", "what"), MISTAKES, ids=[f"{one[1]}: {one[2]}" for one in MISTAKES])
def test_a_mistake_is_named_at_its_place(said: dict[str, Any], path: str, what: str) -> None:
    _, findings = read({"always": True}, said)
    found = [(".".join(map(str, one.path)), one.what) for one in findings]
    assert any(place == path and what in told for place, told in found), found
