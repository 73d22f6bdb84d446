"""The console's client leads a case over TLS; a conflict comes back with both versions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.calling.acting import As
from backend.calling.cases import CaseCalls
from backend.client import ClientFailure
from backend.contract.cases import (
    CaseAnswerIn,
    CaseClosingIn,
    CaseEditIn,
    CaseFile,
    CaseIn,
    CasePage,
    CaseRegistrationIn,
    CaseText,
    CaseVersionIn,
)
from tests.backend.app_http import AppHttp
from tests.backend.cases.conftest import POLICY, RULES
from tests.backend.region import Region
from tests.backend.served import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]
TEXT = CaseText(substance="Свет", addressee="Министерство", answer_address="Мурманск")


@pytest.fixture
def served(region: Region, tmp_path: Path) -> Iterator[Served]:
    region.clock.now = datetime.now(UTC)
    region.services = replace(region.services, case_rules=RULES, identification=POLICY)
    region.http = AppHttp(region.services)
    with serving(region, tmp_path / "data") as running:
        yield running


def test_from_the_call_to_the_answer(served: Served) -> None:
    region = served.region
    token = region.services.tokens.issue("op-1", ("case_worker",), region.clock.now).access_token
    acting = As(token)
    with closing(served.address().line()) as line:
        cases = CaseCalls(line)
        new = CaseIn(kind="grievance", channel="phone", text=TEXT, author=region.person())
        made = cases.open(acting, new, "a" * 32)
        assert isinstance(made, CaseFile), made
        assert cases.open(acting, new, "a" * 32) == made

        edited = cases.edit(
            acting, made.number, CaseEditIn(version=1, text=TEXT, author=made.author), "b" * 32
        )
        assert isinstance(edited, CaseFile), edited
        stale = cases.hand_over(acting, made.number, CaseVersionIn(version=1), "c" * 32)
        assert isinstance(stale, ClientFailure)
        assert stale.code == "case-changed"
        assert stale.problem is not None
        both = stale.problem.model_dump()
        assert CaseFile.model_validate_json(json.dumps(both["current"])).version == 2
        assert both["yours"] == {"version": 1}

        signed = CaseRegistrationIn(
            version=2, channel="paper", signed=True, signed_on=region.clock.now.date()
        )
        registered = cases.register(acting, made.number, signed, "d" * 32)
        assert isinstance(registered, CaseFile), registered
        answered = cases.answer(acting, made.number, CaseAnswerIn(version=3, answer="Да"), "e" * 32)
        assert isinstance(answered, CaseFile), answered
        closed = cases.close(acting, made.number, CaseClosingIn(version=4), "f" * 32)
        assert isinstance(closed, CaseFile), closed
        assert cases.view(acting, made.number) == closed
        listed = cases.page(acting, {"state": "closed"})
        assert isinstance(listed, CasePage)
        assert [each.number for each in listed.cases] == [made.number]
        assert isinstance(cases.terms(acting), CasePage)
