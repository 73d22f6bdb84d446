"""Our answers against Open311's own JSON schemas, where they lie beside the project."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.backend.open311.conftest import City

ROOT = Path(__file__).parents[3]
SHARED = os.environ.get("OKNO_SHARED")
FOLDER = (Path(SHARED) if SHARED else ROOT.parent / "shared" / "data") / "open311/schema/georeport-v2"
if not FOLDER.is_dir():
    print(f"The schemas of Open311 are not at {FOLDER}; name their place in OKNO_SHARED.")
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the schemas of Open311 are not there")


def judge(name: str) -> Any:
    return jsonschema_rs.validator_for(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def test_answers_are_valid(city: City) -> None:
    number = city.asked()
    for service in city.json("services"):
        judge("service").validate(service)
    judge("service-definition").validate(city.json("services/utilities"))
    (request,) = city.json(f"requests/{number}")
    judge("request").validate(request)


@pytest.mark.parametrize(("field", "value"), [("status", "pending"), ("service_code", 7), ("lat", "north")])
def test_the_schema_sees_what_is_wrong(field: str, value: object, city: City) -> None:
    number = city.asked()
    (request,) = city.json(f"requests/{number}")
    assert not judge("request").is_valid({**request, field: value})
