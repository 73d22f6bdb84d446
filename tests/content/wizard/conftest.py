from __future__ import annotations

import pytest

from content.wizard.wizard import Wizard
from tests.content.wizard.small_pack import wizard


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Wizard:
    return wizard(tmp_path_factory.mktemp("small-pack"))
