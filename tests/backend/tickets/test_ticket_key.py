"""A reader without a line gets the public key by command."""

from __future__ import annotations

import pytest

from backend.tickets.signing import load_or_make_signer
from tests.backend.site import Site


@pytest.mark.slow
def test_the_command_prints_the_key_and_no_more(bare_site: Site) -> None:
    printed = bare_site.must("ticket-key")
    assert printed == load_or_make_signer(bare_site.data).public_pem()
    assert "PRIVATE" not in printed
