"""Every record of the shipped region against the standard's own JSON schemas; a wrong one must fail."""

from __future__ import annotations

import copy

import pytest

from backend.hsds.finder import Finder
from tests.backend.hsds.published import schemas, validator

FOLDER = schemas()
pytestmark = [
    pytest.mark.skipif(FOLDER is None, reason="the schemas of HSDS are not beside the project"),
    pytest.mark.slow,
]


@pytest.mark.parametrize(
    ("schema", "records"),
    [
        ("service", "services"),
        ("organization", "organizations"),
        ("location", "locations"),
        ("service_at_location", "at_locations"),
        ("taxonomy", "taxonomies"),
        ("taxonomy_term", "terms"),
    ],
)
def test_every_record_is_valid(schema: str, records: str, finder: Finder) -> None:
    assert FOLDER is not None
    judge = validator(FOLDER, schema)
    every = getattr(finder.directory, records)
    assert every
    for record in every.values():
        assert [f"{each.instance_path}: {each.message}" for each in judge.iter_errors(record)] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "service-1"), ("status", "open"), ("name", None), ("schedules", [{"id": 1}]), ("phones", {})],
)
def test_the_schema_sees_what_is_wrong(field: str, value: object, finder: Finder) -> None:
    assert FOLDER is not None
    broken = copy.deepcopy(next(iter(finder.directory.services.values())))
    broken[field] = value
    assert not validator(FOLDER, "service").is_valid(broken)
