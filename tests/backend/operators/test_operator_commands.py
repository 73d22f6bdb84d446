"""`python -m backend operator …`: an account is added, listed and closed."""

from __future__ import annotations

import pytest

from tests.backend.site import Site

pytestmark = pytest.mark.slow


def test_an_account_is_added_listed_and_closed(bare_site: Site) -> None:
    add = ("operator", "add", "anna", "--name", "Анна", "--role", "operator", "--role", "auditor")
    told = bare_site.must(*add)
    assert "otpauth://totp/Okno:anna" in told
    assert "yes" in bare_site.must("operator", "list")
    assert bare_site.fails(*add) == "login-taken"
    bare_site.must("operator", "close", "anna")
    assert "yes" not in bare_site.must("operator", "list")
    assert bare_site.fails("operator", "close", "anna") == "login-unknown"


def test_without_tables_the_failure_has_a_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bare")
    site = Site(folder, f"sqlite:///{folder / 'okno.db'}")
    assert site.fails("operator", "list") == "database-schema-old"
