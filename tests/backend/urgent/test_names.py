"""A history names operators as their accounts do."""

from __future__ import annotations

from backend.operators import service as operators
from backend.operators.accounts import make_account
from backend.operators.values import Role
from tests.backend.region import Region
from tests.backend.urgent.desk import Worker, named


def test_whoever_formed_an_application_is_named_and_an_unknown_account_is_not(region: Region) -> None:
    roles, vault = frozenset({Role.CASE_WORKER}), region.services.vault
    account, _ = make_account("vera", "Вера К.", roles, region.clock.now, vault)
    with region.database.maintenance() as connection:
        operators.add(connection, account)
    told = {"kinds": ["hot-food"], "identity": "said", "text": named()}
    applied = Worker(region, account.operator).must("urgent", told)
    assert [step["actor_name"] for step in applied["history"]] == ["Вера К."]
    nameless = Worker(region, "cw-1").must("urgent", told)
    assert [step["actor_name"] for step in nameless["history"]] == [""]
