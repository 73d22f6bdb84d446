"""A small pack of facts in memory, for reading one requirement or term after another."""

from __future__ import annotations

from typing import Any

import msgspec

from content.model import Parameter, Text
from content.pack import Pack
from content.problems import Finding
from content.rules.model import Constraint, Fact, MeasureRule
from content.rules.reading import ReadRules, read_with_findings
from content.rules.syntax import Requirement, Term

FACTS: list[dict[str, Any]] = [
    {"id": "works", "type": "yes_no"},
    {"id": "sex", "type": "choice", "options": ["male", "female"]},
    {"id": "town", "type": "region", "options": ["apatity", "kirovsk", "monchegorsk"]},
    {"id": "papers", "type": "set", "options": ["veteran", "donor", "hero"]},
    {"id": "children", "type": "number", "min": 0, "max": 20},
    {"id": "rate", "type": "number", "decimals": 1},
    {"id": "income", "type": "money", "min": "0"},
    {"id": "rent", "type": "money"},
    {"id": "birth-date", "type": "date", "max": "2030-12-31"},
    {
        "id": "family",
        "type": "household",
        "fields": [
            {"id": "birth-date", "type": "date"},
            {"id": "income", "type": "money"},
            {"id": "relation", "type": "choice", "options": ["self", "child"]},
            {"id": "studies", "type": "yes_no"},
        ],
    },
]
PARAMETERS = [
    {"id": "minimum", "unit": "kopecks"},
    {"id": "tariff", "unit": "percent"},
    {"id": "index", "unit": "permille"},
]


def fact(said: dict[str, Any]) -> Fact:
    """A fact as an editor writes it; the title is the id."""
    options = [
        name if isinstance(name, dict) else {"id": name, "title": {"ru": name}}
        for name in said.get("options", ())
    ]
    fields = [
        {
            **field,
            "title": {"ru": field["id"]},
            "options": [{"id": name, "title": {"ru": name}} for name in field.get("options", ())],
        }
        for field in said.get("fields", ())
    ]
    return msgspec.convert({"title": {"ru": said["id"]}, **said, "options": options, "fields": fields}, Fact)


def pack(*facts: dict[str, Any], **parts: Any) -> Pack:
    """A pack of the facts above and those given."""
    empty: dict[str, Any] = dict.fromkeys(
        ("measures", "categories", "services", "places", "articles", "disclosure"), ()
    )
    parameters = [
        {
            **one,
            "title": {"ru": one["id"]},
            "values": [{"value": 1, "valid_from": "2026-01-01", "source": "s"}],
        }
        for one in PARAMETERS
    ]
    said: dict[str, Any] = {
        **empty,
        "parameters": msgspec.convert(parameters, tuple[Parameter, ...]),
        "facts": tuple(fact(one) for one in (*FACTS, *facts)),
        **parts,
    }
    return Pack(id="p", version="1", title=Text("p"), region="", call_centre="", **said)


def read(tree: Any, *facts: dict[str, Any], **parts: Any) -> tuple[ReadRules, list[Finding]]:
    """The rules of a pack whose one measure has this requirement."""
    rules = (MeasureRule("help", tree), *parts.pop("rules", ()))
    return read_with_findings(pack(*facts, rules=rules, **parts))


def requirement(tree: Any) -> Requirement:
    """The requirement a tree says; it must have no fault."""
    rules, findings = read(tree)
    assert findings == []
    return rules.measures["help"].when


def term(tree: Any, type_: str = "number", decimals: int = 0) -> Term | Requirement:
    """The term a derived fact of a type says; it must have no fault."""
    derived = {"id": "derived", "type": type_, "decimals": decimals, "derived": tree}
    rules, findings = read({"always": True}, derived)
    assert findings == []
    return rules.derived["derived"]


def faults(tree: Any) -> list[tuple[str, str, str]]:
    """Path, fault and remedy of everything wrong with a requirement."""
    return [(_path(found), found.what, found.remedy) for found in read(tree)[1]]


def term_faults(tree: Any, type_: str = "number") -> list[tuple[str, str, str]]:
    """The same of a derived fact."""
    findings = read({"always": True}, {"id": "derived", "type": type_, "derived": tree})[1]
    return [(_path(found), found.what, found.remedy) for found in findings]


def constraint(tree: Any) -> Constraint:
    return Constraint("always", Text("always"), tree)


def _path(found: Finding) -> str:
    return ".".join(map(str, found.path))
