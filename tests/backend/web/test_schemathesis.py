"""Requests generated from our own OpenAPI document: no 500, no answer outside of what is documented."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.python.asgi import get_client
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from backend.app import build_api
from tests.backend.cases.conftest import RULES
from tests.backend.region import Region

pytestmark = pytest.mark.slow
EXAMPLES = 10
ROLES = ("nobody", "kiosk", "operator", "technician")
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


def headers_of(region: Region, role: str) -> dict[str, str]:
    headers = {"Idempotency-Key": uuid4().hex, "Okno-Session": "A" * 43}
    if role != "nobody":
        token = region.services.tokens.issue("tester", (role,), region.clock.now)
        headers["Authorization"] = f"Bearer {token.access_token}"
    return headers


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_nothing_breaks(region: Region, mode: GenerationMode) -> None:
    """Each case is sent by everybody: to think it up takes longer than to answer it."""
    everybody = {role: headers_of(region, role) for role in ROLES}
    api = build_api(replace(region.services, case_rules=RULES))
    schema = schemathesis.openapi.from_dict(api.openapi())
    schema.app = api
    tried = 0
    with get_client(api) as client:  # type: ignore[arg-type]  # it asks for `dict`, where others take any mapping
        for result in schema.get_all_operations():
            assert isinstance(result, Ok)
            operation = result.ok()

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                database=None,
                derandomize=True,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            def nothing_breaks(case: schemathesis.Case) -> None:  # type: ignore[type-arg]
                for headers in everybody.values():
                    case.call_and_validate(checks=CHECKS, headers=headers, session=client)

            try:
                nothing_breaks()
            except Unsatisfiable:
                assert mode is GenerationMode.NEGATIVE  # without parameters nothing could be wrong
                continue
            tried += 1
    assert tried >= 5
