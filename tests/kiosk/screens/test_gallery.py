"""The gallery: pictures that show something, and a sheet on which each of them stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from kiosk.gallery import PANELS, Setting, contact_sheet, take_pictures
from tests.kiosk.sample_pack import PACK

MOST_OF_ONE_COLOUR = 0.97


@pytest.mark.slow
@pytest.mark.parametrize("panel", list(PANELS))
def test_every_picture_has_the_size_of_its_panel_and_something_on_it(panel: str, tmp_path: Path) -> None:
    pictures = take_pictures(tmp_path, [Setting(panel, "contrast", "en")], PACK, only="measure")
    assert len(pictures) >= 5
    for picture in pictures:
        with Image.open(tmp_path / picture.file) as image:
            assert image.size == (PANELS[panel].width, PANELS[panel].height)
            colours = image.getcolors(maxcolors=image.width * image.height) or []
        assert len(colours) > 20
        assert max(count for count, _ in colours) < MOST_OF_ONE_COLOUR * image.width * image.height
    sheet = contact_sheet(pictures)
    assert all(picture.file in sheet for picture in pictures)
