"""Every view × language × theme × text size × orientation as pictures, with a contact sheet to look through.

`python -m kiosk.gallery DIR` needs no display: without one SDL draws off screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from itertools import groupby, product
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Final

import typer
from msgspec.structs import replace

from content.cache import load_or_compile
from content.pack import Pack
from devices.ports import ReaderProfile
from kiosk.content_of_kiosk import SpokenInLanguages, words_of_all_languages
from kiosk.flow.catalogue_of_views import every_view
from kiosk.flow.views import Comfort
from kiosk.flow.world import DeviceProfile, Versions, World, catalogue_of
from kiosk.screens.panel import LANDSCAPE, PORTRAIT, Panel
from kiosk.screens.studio import Studio
from kiosk.search_index import SearchInLanguages

PANELS: Final[Mapping[str, Panel]] = {"portrait": PORTRAIT, "landscape": LANDSCAPE}
COMFORTS: Final[Mapping[str, Comfort]] = {
    "plain": Comfort(),
    "large": Comfort(large=True),
    "contrast": Comfort(contrast=True),
    "contrast-large": Comfort(contrast=True, large=True),
    "low-reach": Comfort(low_reach=True),
    "low-reach-large": Comfort(low_reach=True, large=True),
}
LANGUAGES: Final = ("ru", "en")
_PNG_EFFORT: Final = 1
"""Pictures are looked at once: quick files matter more than small ones."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a set of pictures is taken."""

    panel: str
    comfort: str
    language: str

    @property
    def folder(self) -> str:
        return f"{self.panel}/{self.comfort}/{self.language}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was taken: which view, which page of it, in which setting, and its file."""

    view: str
    page: int
    setting: Setting
    file: str


def world_of_pictures(pack: Pack) -> World:
    """A kiosk in Murmansk that takes cards by a slot, with invented people."""
    words = words_of_all_languages()
    profile = DeviceProfile(
        place="Мурманск, ул. Софьи Перовской, 17",
        town="Мурманск",
        latitude=68.9707,
        longitude=33.0750,
        reader=ReaderProfile.INSERT,
        technician_phone="8\u00a0800\u00a0555-01-42",
    )
    versions = Versions("0.1.0", f"{pack.id} {pack.version}", pack.hash, "kiosk-17", "https://okno.example")
    return World(
        pack,
        catalogue_of(pack),
        words,
        profile,
        versions,
        SearchInLanguages(pack, words),
        SpokenInLanguages(),
    )


def take_pictures(folder: Path, settings: Sequence[Setting], pack: Pack, only: str = "") -> list[Picture]:
    """PNG files of every view in each of `settings`; `only` takes views whose name contains it."""
    world = world_of_pictures(pack)
    return [
        picture
        for setting in settings
        for picture in _pictures_of(folder, setting, world, Studio(PANELS[setting.panel], world.words), only)
    ]


def _pictures_of(
    folder: Path, setting: Setting, world: World, studio: Studio, only: str
) -> Iterator[Picture]:
    comfort = replace(COMFORTS[setting.comfort], language=setting.language)
    (folder / setting.folder).mkdir(parents=True, exist_ok=True)
    for name, view in every_view(world, comfort):
        if only not in name:
            continue
        for drawing, image in studio.pictures(view):
            file = f"{setting.folder}/{name}-{drawing.page + 1}.png"
            image.save(folder / file, compress_level=_PNG_EFFORT)
            yield Picture(name, drawing.page, setting, file)


def _pictures_of_panel(folder: Path, settings: Sequence[Setting], pack_name: str, only: str) -> list[Picture]:
    return take_pictures(folder, settings, load_or_compile(pack_name), only)


def contact_sheet(pictures: Sequence[Picture]) -> str:
    """All pictures as one HTML page, view by view; a picture is a link to itself in full."""
    ordered = sorted(pictures, key=lambda p: p.view)
    sections = []
    for name, group in groupby(ordered, key=lambda p: p.view):
        figures = "".join(_figure(picture) for picture in group)
        sections.append(f'<section id="{escape(name)}"><h2>{escape(name)}</h2><div>{figures}</div></section>')
    return _SHEET.format(count=len(pictures), sections="\n".join(sections))


def _figure(picture: Picture) -> str:
    file, setting = escape(picture.file), picture.setting
    caption = f"{setting.panel} · {setting.comfort} · {setting.language} · {picture.page + 1}"
    return (
        f'<figure class="{setting.panel}"><a href="{file}"><img loading="lazy" src="{file}" alt=""></a>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


_SHEET: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Okno: every screen</title>
<style>
body {{ font: 15px/1.4 "PT Sans", sans-serif; margin: 32px; background: #f3f6fa; color: #0b1f33; }}
section div {{ display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }}
figure {{ margin: 0; }} img {{ border: 1px solid #d5dde6; display: block; background: #fff; }}
.portrait img {{ width: 216px; height: 384px; }} .landscape img {{ width: 384px; height: 216px; }}
figcaption {{ color: #4a5b6e; max-width: 384px; }}
</style>
<h1>Every screen: {count} pictures</h1>
{sections}
</html>
"""


def make(
    folder: Annotated[Path, typer.Argument(help="Where the pictures go.")],
    panel: Annotated[list[str], typer.Option(help="Only these panels.")] = list(PANELS),  # noqa: B006
    comfort: Annotated[list[str], typer.Option(help="Only these comforts.")] = list(COMFORTS),  # noqa: B006
    language: Annotated[list[str], typer.Option(help="Only these languages.")] = list(LANGUAGES),  # noqa: B006
    only: Annotated[str, typer.Option(help="Only views whose name contains this.")] = "",
    pack: Annotated[str, typer.Option(help="The content pack.")] = "ru-mur",
) -> None:
    """Draw every view into DIR, with DIR/index.html to look through them."""
    jobs = [[Setting(one, c, lang) for c, lang in product(comfort, language)] for one in panel]
    # A process a panel: Kivy has one window a process, and a window one size.
    with ProcessPoolExecutor(max_workers=len(jobs), mp_context=get_context("spawn")) as pool:
        shot = [pool.submit(_pictures_of_panel, folder, settings, pack, only) for settings in jobs]
        pictures = [picture for job in shot for picture in job.result()]
    (folder / "index.html").write_text(contact_sheet(pictures), "utf-8")
    typer.echo(f"{len(pictures)} pictures: {folder / 'index.html'}")


if __name__ == "__main__":
    typer.run(make)
