"""The check of an installation names a key that no new one can stand for."""

from __future__ import annotations

import pytest

from tests.backend.site import Site

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]


def test_a_lost_sealing_key_is_named_and_no_new_one_is_made(bare_site: Site) -> None:
    assert bare_site.must("check").strip().endswith("Nothing found.")
    (bare_site.data / "sealing.key").unlink()
    told = bare_site.says("check")
    assert told.exit_code == 1
    assert "sealing-key-missing" in told.output
    assert bare_site.fails("openapi") == "sealing-key-missing"
    assert not (bare_site.data / "sealing.key").exists()
