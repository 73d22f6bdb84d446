"""Every view can be reached, in both languages, and speaks all that it shows."""

from __future__ import annotations

import pytest

from devices.ports import ReaderProfile
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.render import SCENES
from kiosk.flow.views import Comfort
from tests.kiosk.worlds import world


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("reader", list(ReaderProfile))
def test_every_view_has_its_own_name_and_says_something(language: str, reader: ReaderProfile) -> None:
    views = list(every_view(world(reader, "slot"), Comfort(language=language)))
    names = [name for name, _ in views]
    assert len(names) == len(set(names))
    assert all(view.spoken for _, view in views)


def test_every_page_is_among_the_views() -> None:
    shown = set()
    for reader in ReaderProfile:
        shown |= {view.name for _, view in every_view(world(reader, "slot"), Comfort())}
    assert len(shown) > len(SCENES)
